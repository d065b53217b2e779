import { cleanKey } from './clean-name.js';
import type { FieldBag } from './field-bag.js';

/**
 * Fields of the message of a Windows event: each line `Label:<blanks>Value`, blanks in the label as underscores. A repeated label becomes a
 * multivalue in order of appearance (`Account_Name` = subject, then target; spl-core 6.5).
 */
export function readMessageLabels(message: string, bag: FieldBag): void {
  // The first line is the sentence that names the event.
  let at = message.indexOf('\n');
  while (at >= 0) {
    const next = message.indexOf('\n', at + 1);
    const line = message.slice(at + 1, next < 0 ? message.length : next);
    const colon = line.indexOf(':');
    const behind = line.charCodeAt(colon + 1);
    if (colon > 0 && (behind === 32 || behind === 9)) {
      const name = cleanKey(line.slice(0, colon).trim());
      const value = line.slice(colon + 1).trim();
      if (name !== '' && value !== '') bag.add(name, value);
    }
    at = next;
  }
}
