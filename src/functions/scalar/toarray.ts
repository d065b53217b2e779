import { scalarText } from '../../values/coerce.js';
import { type JsonNode, jsonNumber, writeJson } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { isMultivalue } from '../../values/value.js';
import { defineFunction } from '../define.js';
import { inferredJson } from './json-argument.js';

/** `toarray(x)`: of a multivalue what `mv_to_json_array(x,true())` gives (10.x, "Conversion functions"). */
export const toarray = defineFunction({
  name: 'toarray',
  group: 'conversion',
  since: '10.0',
  summary: 'A multivalue, or JSON text of an array, as a JSON array.',
  parameters: [
    { name: 'value', type: 'any', text: 'A multivalue, whose values are taken for JSON, or JSON text of an array.' },
  ],
  result: 'string',
  nulls: 'Null, as for any other value; a value of a multivalue that is no JSON becomes a JSON null.',
  examples: [
    { expression: 'toarray(v)', row: { v: ['1', '"b"', 'true'] }, result: '[1,"b",true]' },
    { expression: 'toarray("[1, 2.50]")', result: '[1,2.5]' },
    { expression: 'toarray("x")', result: null },
  ],
  evaluate([value]) {
    if (isMultivalue(value!))
      return writeJson({ kind: 'array', items: value.map((each) => inferredJson(scalarText(each))) });
    const root = typeof value === 'string' ? readJson(value) : null;
    return root?.kind === 'array' ? writeJson({ kind: 'array', items: root.items.map(shortNumber) }) : null;
  },
});

/** A number that an array was written with, with the decimals it needs. */
function shortNumber(node: JsonNode): JsonNode {
  if (node.kind !== 'number' || !node.text.includes('.')) return node;
  const short = String(Number(node.text));
  return Number.isFinite(Number(node.text)) && !/e/i.test(short) ? jsonNumber(short) : node;
}
