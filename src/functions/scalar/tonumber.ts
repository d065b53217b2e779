import { looksNumeric, toNumber } from '../../values/coerce.js';
import type { Value } from '../../values/value.js';
import { defineFunction } from '../define.js';

/** A text of digits of a base (2..36), with a sign and, in base 16, `0x` in front; null when it is none. */
function readBase(text: string, base: number): number | null {
  const match = /^([+-]?)(0[xX])?([0-9a-zA-Z]+)$/.exec(text);
  if (match === null || (match[2] !== undefined && base !== 16)) return null;
  let result = 0;
  for (const character of match[3]!) {
    const digit = Number.parseInt(character, 36);
    if (digit >= base) return null;
    result = result * base + digit;
  }
  return match[1] === '-' ? -result : result;
}

function convert(value: Value, base: Value): number | null {
  if (base === null || base === 10) return toNumber(value);
  const wanted = toNumber(base);
  if (wanted === null || !Number.isInteger(wanted) || wanted < 2 || wanted > 36) return null;
  if (wanted === 10) return toNumber(value);
  if (typeof value === 'number') return readBase(String(value), wanted);
  return typeof value === 'string' ? readBase(value, wanted) : null;
}

export const tonumber = defineFunction({
  name: 'tonumber',
  group: 'conversion',
  summary: 'Text as a number.',
  parameters: [
    { name: 'text', type: 'any', text: 'Digits without blanks; in base 10 also a fraction and an exponent.' },
    { name: 'base', type: 'number', optional: true, text: '2 to 36, default 10.' },
  ],
  result: 'number',
  nulls: 'Null, as for a field whose text is no number of that base; a literal that is none is an error.',
  examples: [
    { expression: 'tonumber("0A4",16)', result: '164' },
    { expression: 'tonumber("0101",2)', result: '5' },
    { expression: 'tonumber(v)', row: { v: '1 2' }, result: null },
  ],
  check(call) {
    const text = call.literal(0);
    if (text === undefined || call.kinds[0] !== 'string') return undefined;
    const base = call.args.length > 1 ? call.literal(1) : '10';
    if (base === undefined || !looksNumeric(base)) return undefined;
    if (convert(text, Number(base)) !== null) return undefined;
    return { message: `"${text}" is not a number in base ${base}`, argument: 0 };
  },
  evaluate: ([text, base]) => convert(text!, base ?? null),
});
