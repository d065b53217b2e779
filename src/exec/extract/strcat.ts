import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import type { RowExtraction } from './row-extraction.js';

/** `strcat`: fields and texts one behind the other (spl-commands 6.4). */
export function compileStrcat({ parts, output, allRequired }: ExtractMethod & { name: 'strcat' }): RowExtraction {
  return (event) => {
    let joined = '';
    for (const part of parts) {
      const text = part.literal ? part.text : toText(event.get(part.text));
      if (text === null && allRequired) return;
      joined += text ?? '';
    }
    event.set(output, joined);
  };
}
