import { summaryCommand } from './summary-command.js';
import { timechart } from './timechart.js';

/** `sitimechart`: what a summary index keeps of `timechart` (spl-commands 13). */
export const sitimechart = summaryCommand({ name: 'sitimechart', of: timechart });
