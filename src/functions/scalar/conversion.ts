import { toNumber, toText } from '../../values/coerce.js';
import { formatIpv4, parseIpv4 } from '../../values/ip.js';
import { jsonText, writeJson } from '../../values/json/node.js';
import { readJson } from '../../values/json/read.js';
import { multivalue } from '../../values/value.js';
import { defineFunction, type ScalarFunction } from '../define.js';
import { printf } from './printf.js';
import { toarray } from './toarray.js';
import { tonumber } from './tonumber.js';
import { tostring } from './tostring.js';

const ipmask = defineFunction({
  name: 'ipmask',
  group: 'conversion',
  summary: 'An IPv4 address with the bits outside a mask cleared.',
  parameters: [
    { name: 'mask', type: 'string', text: 'Dotted mask, such as "255.255.255.0".' },
    { name: 'ip', type: 'string', text: 'Dotted IPv4 address.' },
  ],
  result: 'string',
  nulls: 'Null, as for text that is no IPv4 address.',
  examples: [
    { expression: 'ipmask("0.255.0.224","10.20.30.120")', result: '0.20.0.96' },
    { expression: 'ipmask("255.255.255.0",ip)', row: { ip: 'x' }, result: null },
  ],
  evaluate([mask, ip]) {
    const left = parseIpv4(toText(mask!) ?? '');
    const right = parseIpv4(toText(ip!) ?? '');
    return left === null || right === null ? null : formatIpv4((left & right) >>> 0);
  },
});

const tobool = defineFunction({
  name: 'tobool',
  group: 'conversion',
  since: '10.0',
  summary: 'The Boolean that a value stands for.',
  parameters: [{ name: 'value', type: 'any', text: 'A Boolean, a number (0 is false), or the text true or false.' }],
  result: 'boolean',
  nulls: 'Null, as for any other text.',
  examples: [
    { expression: 'if(tobool("True"),"y","n")', result: 'y' },
    { expression: 'if(tobool(0),"y","n")', result: 'n' },
    { expression: 'tostring(tobool(v))', row: { v: 'maybe' }, result: null },
  ],
  evaluate([value]) {
    if (typeof value === 'boolean') return value;
    const number = toNumber(value!);
    if (number !== null) return number !== 0;
    const text = typeof value === 'string' ? value.toLowerCase() : '';
    return text === 'true' ? true : text === 'false' ? false : null;
  },
});

const todouble = defineFunction({
  name: 'todouble',
  group: 'conversion',
  since: '10.0',
  summary: 'A value as a number.',
  parameters: [{ name: 'value', type: 'any', text: 'A number or numeric text.' }],
  result: 'number',
  nulls: 'Null, as for text that is no number.',
  examples: [
    { expression: 'todouble("3.9")', result: '3.9' },
    { expression: 'todouble(v)', row: { v: 'x' }, result: null },
  ],
  evaluate: ([value]) => toNumber(value!),
});

const toint = defineFunction({
  name: 'toint',
  group: 'conversion',
  since: '10.0',
  summary: 'A value as a whole number, rounded down.',
  parameters: [{ name: 'value', type: 'any', text: 'A number or numeric text.' }],
  result: 'number',
  nulls: 'Null, as for text that is no number.',
  examples: [
    { expression: 'toint("3.9")', result: '3' },
    { expression: 'toint(v)', row: { v: 'x' }, result: null },
  ],
  evaluate([value]) {
    const number = toNumber(value!);
    return number === null || !Number.isFinite(number) ? null : Math.floor(number);
  },
});

const tomv = defineFunction({
  name: 'tomv',
  group: 'conversion',
  since: '10.0',
  summary: 'The elements of a JSON array as a multivalue; texts keep their quotes, unlike those of json_array_to_mv().',
  parameters: [{ name: 'value', type: 'any', text: 'A JSON array; any other value stays as it is.' }],
  result: 'dynamic',
  nulls: 'Null, as for an empty array.',
  examples: [
    { expression: 'tomv("[1,\\"x\\"]")', result: ['1', '"x"'] },
    { expression: 'tomv("x")', result: 'x' },
  ],
  evaluate([value]) {
    if (typeof value !== 'string') return value!;
    const root = readJson(value);
    return root.kind === 'array' ? multivalue(root.items.map(writeJson)) : value;
  },
});

const toobject = defineFunction({
  name: 'toobject',
  group: 'conversion',
  since: '10.0',
  summary: 'Text as a JSON object.',
  parameters: [{ name: 'value', type: 'any', text: 'JSON text of an object.' }],
  result: 'string',
  nulls: 'Null, as for text that is no JSON object.',
  examples: [
    { expression: 'toobject("{\\"a\\": 1}")', result: '{"a":1}' },
    { expression: 'toobject("[1]")', result: null },
  ],
  evaluate([value]) {
    const root = typeof value === 'string' ? readJson(value) : null;
    return root?.kind === 'object' ? jsonText(root) : null;
  },
});

/** Conversion functions (spl-core 3.2). */
export const conversionFunctions: readonly ScalarFunction[] = [
  ipmask,
  printf,
  toarray,
  tobool,
  todouble,
  toint,
  tomv,
  tonumber,
  toobject,
  tostring,
];
