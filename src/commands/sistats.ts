import { stats } from './stats.js';
import { summaryCommand } from './summary-command.js';

/** `sistats`: what a summary index keeps of `stats` (spl-commands 13). */
export const sistats = summaryCommand({ name: 'sistats', of: stats });
