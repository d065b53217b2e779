import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import { joinedText } from '../bounded-value.js';
import type { RowExtraction } from './row-extraction.js';

/** `strcat`: fields and texts one behind the other (spl-commands 6.4). */
export function compileStrcat({ parts, output, allRequired }: ExtractMethod & { name: 'strcat' }): RowExtraction {
  return (event, context) => {
    let joined = '';
    for (const part of parts) {
      const text = part.literal ? part.text : toText(event.get(part.text));
      if (text === null && allRequired) return;
      joined = joinedText(joined, text ?? '', 'strcat', context);
    }
    event.set(output, joined);
  };
}
