import { rare } from './rare.js';
import { summaryCommand } from './summary-command.js';

/** `sirare`: what a summary index keeps of `rare` (spl-commands 13). */
export const sirare = summaryCommand({ name: 'sirare', of: rare });
