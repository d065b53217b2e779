import { summaryCommand } from './summary-command.js';
import { top } from './top.js';

/** `sitop`: what a summary index keeps of `top` (spl-commands 13). */
export const sitop = summaryCommand({ name: 'sitop', of: top });
