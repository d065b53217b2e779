import { formatNumber } from '../../values/coerce.js';
import { type JsonNode, jsonBoolean, jsonNumber, jsonString, writeJson } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { isMultivalue, type Scalar } from '../../values/value.js';
import { defineFunction } from '../define.js';

function element(value: Scalar): JsonNode {
  if (typeof value === 'boolean') return jsonBoolean(value);
  if (typeof value === 'number' && Number.isFinite(value)) return jsonNumber(formatNumber(value));
  return jsonString(typeof value === 'number' ? formatNumber(value) : value);
}

export const toarray = defineFunction({
  name: 'toarray',
  group: 'conversion',
  since: '10.0',
  summary: 'A multivalue, or JSON text of an array, as a JSON array.',
  parameters: [{ name: 'value', type: 'any', text: 'A multivalue or JSON text of an array.' }],
  result: 'string',
  nulls: 'Null, as for any other value.',
  examples: [
    { expression: 'toarray(v)', row: { v: ['a', 'b'] }, result: '["a","b"]' },
    { expression: 'toarray("[1, 2]")', result: '[1,2]' },
    { expression: 'toarray("x")', result: null },
  ],
  evaluate([value]) {
    if (isMultivalue(value!)) return writeJson({ kind: 'array', items: value.map(element) });
    const root = typeof value === 'string' ? readJson(value) : null;
    return root?.kind === 'array' ? writeJson(root) : null;
  },
});
