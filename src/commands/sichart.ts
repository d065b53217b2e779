import { chart } from './chart.js';
import { summaryCommand } from './summary-command.js';

/** `sichart`: what a summary index keeps of `chart` (spl-commands 13). */
export const sichart = summaryCommand({ name: 'sichart', of: chart });
