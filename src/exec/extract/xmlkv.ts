import { xmlkvFields } from '../../extraction/xmlkv.js';
import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import type { RowExtraction } from './row-extraction.js';

/** `xmlkv`: the elements of an XML text as fields (spl-commands 7.4). */
export function compileXmlkv({ field }: ExtractMethod & { name: 'xmlkv' }): RowExtraction {
  return (event) => {
    const text = toText(event.get(field));
    if (text === null) return;
    const bag = xmlkvFields(text);
    for (const name of bag.fieldNames()) event.set(name, bag.get(name));
  };
}
