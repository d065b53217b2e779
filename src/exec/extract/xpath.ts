import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import { multivalue } from '../../values/value.js';
import { readXml } from '../../values/xml/read.js';
import { evaluateXPath } from '../../values/xml/xpath-evaluate.js';
import { parseXPath } from '../../values/xml/xpath-parse.js';
import { boundedValue } from '../bounded-value.js';
import type { RowExtraction } from './row-extraction.js';

/** `xpath`: the texts an XPath finds (spl-commands 7.4). */
export function compileXpath(method: ExtractMethod & { name: 'xpath' }): RowExtraction {
  const paths = parseXPath(method.path);
  if ('message' in paths) throw new Error('An XPath that lowering should have refused.');
  const { field, output, fallback } = method;
  return (event, context) => {
    const text = toText(event.get(field));
    const root = text === null ? null : readXml(text);
    const found = root === null ? [] : evaluateXPath(root, paths);
    if (found === null)
      context.note(`The XPath ${method.path} needed too many steps on some texts; there it counts as finding nothing.`);
    const value = boundedValue(multivalue(found ?? []), 'xpath', context);
    if (value !== null) event.set(output, value);
    else if (fallback !== undefined) event.set(output, fallback);
  };
}
