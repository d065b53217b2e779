import { scalarText, toNumber, toText } from '../../values/coerce.js';
import { spathValue } from '../../values/json/spath-extract.js';
import { parseSpathPath } from '../../values/json/spath-path.js';
import { multivalue, type Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import { defineFunction, type ScalarFunction } from '../define.js';
import { perText } from './per-text.js';
import { replaceFunction } from './replace.js';
import { substring } from './substring.js';
import { trimFunctions } from './trim.js';

const length = defineFunction({
  name: 'len',
  aliases: ['length'],
  group: 'text',
  summary: 'The number of characters (code points) of a text.',
  parameters: [{ name: 'str', type: 'any', text: 'A text; a number counts as its text.' }],
  result: 'number',
  total: true,
  examples: [
    { expression: 'len("abc")', result: '3' },
    { expression: 'len("日本")', result: '2' },
    { expression: 'len(v)', row: { v: '' }, result: '0' },
    { expression: 'len(absent)', result: null },
  ],
  evaluate: ([text], context) => perText(text!, context, characterCount),
});

const surrogatePair = /[\ud800-\udbff][\udc00-\udfff]/g;

function characterCount(text: string): number {
  let pairs = 0;
  surrogatePair.lastIndex = 0;
  while (surrogatePair.test(text)) pairs++;
  return text.length - pairs;
}

const lower = defineFunction({
  name: 'lower',
  group: 'text',
  summary: 'A text in lower case; a multivalue value by value.',
  parameters: [{ name: 'str', type: 'any', text: 'A text.' }],
  result: 'string',
  total: true,
  examples: [
    { expression: 'lower("AbC")', result: 'abc' },
    { expression: 'lower(v)', row: { v: ['A', 'B'] }, result: ['a', 'b'] },
  ],
  evaluate: ([text]) => eachText(text!, (one) => one.toLowerCase()),
});

const upper = defineFunction({
  name: 'upper',
  group: 'text',
  summary: 'A text in upper case; a multivalue value by value.',
  parameters: [{ name: 'str', type: 'any', text: 'A text.' }],
  result: 'string',
  total: true,
  examples: [
    { expression: 'upper(v)', row: { v: 'aBc' }, result: 'ABC' },
    { expression: 'upper(v)', row: { v: ['a', 'b'] }, result: ['A', 'B'] },
  ],
  evaluate: ([text]) => eachText(text!, (one) => one.toUpperCase()),
});

/** `lower` and `upper` work per value, whatever the switch of spl-core 8.14 says of the others. */
function eachText(value: Value, change: (text: string) => string): Value {
  if (typeof value === 'string') return change(value);
  if (typeof value === 'object' && value !== null) return value.map((one) => change(scalarText(one)));
  return value === null ? null : change(scalarText(value));
}

const substr = defineFunction({
  name: 'substr',
  group: 'text',
  summary: 'A part of a text, by character position counted from 1, or from the end when negative.',
  parameters: [
    { name: 'str', type: 'any', text: 'A text.' },
    { name: 'start', type: 'number', text: 'Position of the first character; -1 is the last one.' },
    { name: 'length', type: 'number', optional: true, text: 'How many characters; without it up to the end.' },
  ],
  result: 'string',
  examples: [
    { expression: 'substr("string", 1, 3)', result: 'str' },
    { expression: 'substr("string", -3)', result: 'ing' },
    { expression: 'substr("abc",2,100)', result: 'bc' },
    { expression: 'substr("abc",0,2)', result: 'a' },
  ],
  evaluate: (args, context) => {
    const start = toNumber(args[1]!);
    const count = args.length > 2 ? toNumber(args[2]!) : Number.POSITIVE_INFINITY;
    if (start === null || count === null || Number.isNaN(start) || Number.isNaN(count)) return null;
    return perText(args[0]!, context, (text) => substring(text, start, count, context.semantics.substrZero));
  },
});

const urldecode = defineFunction({
  name: 'urldecode',
  group: 'text',
  summary: 'A text with percent encoding resolved, read as UTF-8; an incomplete % sequence stays as it is.',
  parameters: [{ name: 'str', type: 'any', text: 'A text.' }],
  result: 'string',
  total: true,
  examples: [
    { expression: 'urldecode("a%20b")', result: 'a b' },
    { expression: 'urldecode("a%20b%0Ac")', result: 'a b\nc' },
    { expression: 'urldecode("http%3A%2F%2Fwww.example.com%2Fd%3Fr%3Du")', result: 'http://www.example.com/d?r=u' },
    { expression: 'urldecode("100% %C3%A9")', result: '100% é' },
  ],
  evaluate: ([text], context) => perText(text!, context, (one) => decodePercent(one, context)),
});

function decodePercent(text: string, context: EvalContext): string {
  const blanks = context.semantics.urldecodePlus === 'blank' ? text.replaceAll('+', ' ') : text;
  if (!blanks.includes('%')) return blanks;
  return blanks.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      // Bytes that are no UTF-8, alone or among others.
      const bytes = Uint8Array.from({ length: run.length / 3 }, (_, i) =>
        Number.parseInt(run.slice(3 * i + 1, 3 * i + 3), 16),
      );
      return new TextDecoder().decode(bytes);
    }
  });
}

const spath = defineFunction({
  name: 'spath',
  group: 'text',
  summary: 'What a location path leads to in a JSON or XML text; several hits are a multivalue.',
  parameters: [
    { name: 'str', type: 'any', text: 'JSON or XML.' },
    { name: 'path', type: 'string', text: 'Such as `a.b{}`; see the command spath.' },
  ],
  result: 'dynamic',
  nulls: 'Null where the path leads nowhere or the text is neither JSON nor XML.',
  examples: [
    { expression: 'spath(_raw,"a.b{}")', row: { _raw: '{"a":{"b":[1,2.50]}}' }, result: ['1', '2.50'] },
    { expression: 'spath(_raw,"a{1}.b")', row: { _raw: '{"a":[{"b":"x"},{"b":"y"}]}' }, result: 'y' },
    { expression: 'spath(_raw,"a.b{@c}")', row: { _raw: '<a><b c="1"/><b c="2"/></a>' }, result: ['1', '2'] },
    { expression: 'spath(_raw,"a")', row: { _raw: 'plain text' }, result: null },
  ],
  compile: ({ compiled, literal, semantics }) => {
    const [input, path] = compiled;
    const fixed = literal(1);
    const known = fixed === undefined ? undefined : parseSpathPath(fixed);
    return (event, context) => {
      const text = input!(event, context);
      if (text === null) return null;
      const steps = known === undefined ? parseSpathPath(toText(path!(event, context)) ?? '') : known;
      if (steps === null || steps.length === 0) return null;
      if (typeof text !== 'object') return spathValue(scalarText(text), steps, semantics);
      if (semantics.textFunctionMultivalue === 'null') return null;
      return multivalue(text.flatMap((one) => spathValue(scalarText(one), steps, semantics) ?? []));
    };
  },
});

/** Functions on text (spl-core 3.10). */
export const textFunctions: readonly ScalarFunction[] = [
  length,
  lower,
  ...trimFunctions,
  replaceFunction,
  spath,
  substr,
  upper,
  urldecode,
];
