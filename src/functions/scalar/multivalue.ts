import type { Expression } from '../../syntax/ast.js';
import { scalarText, toNumber, toText } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { isMultivalue, multivalue, type Scalar, type Value, valuesOf } from '../../values/value.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction, type Parameter, type ScalarFunction } from '../define.js';
import { commandsFunction } from './commands.js';
import { mvfilterFunction, mvmapFunction } from './multivalue-bound.js';
import { mvcountFunction } from './mvcount.js';
import { mvrangeFunction } from './mvrange.js';
import { patternArgument } from './pattern-argument.js';
import { perText } from './per-text.js';
import { splitField } from './split-field.js';

const values: Parameter = { name: 'mv', type: 'multivalue', text: 'A field; a single value is a list of one.' };

const mvappend = defineFunction({
  name: 'mvappend',
  group: 'multivalue',
  summary: 'All values of its arguments, in order.',
  parameters: [{ name: 'value', type: 'any', repeated: true, text: 'A value or a multivalue.' }],
  result: 'dynamic',
  nulls: 'Nulls are skipped.',
  acceptsNull: true,
  examples: [
    { expression: 'mvappend("x",v,"y")', row: { v: ['a', 'b'] }, result: ['x', 'a', 'b', 'y'] },
    { expression: 'mvappend(absent,"b")', result: 'b' },
    { expression: 'mvappend(absent,missing)', result: null },
  ],
  evaluate: (args, { limits }) => {
    const all: Scalar[] = [];
    for (const value of args) {
      // One more than the limit, which the caller then reports.
      if (all.length > limits.fieldValues) break;
      for (const each of valuesOf(value)) all.push(each);
    }
    return multivalue(all);
  },
});

const mvdedup = defineFunction({
  name: 'mvdedup',
  group: 'multivalue',
  summary: 'The values without repetitions; the first of each stays in its place.',
  parameters: [values],
  result: 'dynamic',
  examples: [
    { expression: 'mvdedup(v)', row: { v: ['b', 'a', 'b'] }, result: ['b', 'a'] },
    { expression: 'mvdedup(v)', row: { v: ['a', 'A', 'a'] }, result: ['a', 'A'] },
  ],
  evaluate: ([value]) => {
    if (!isMultivalue(value!)) return value!;
    const first = new Map<string, Scalar>();
    for (const one of value) if (!first.has(scalarText(one))) first.set(scalarText(one), one);
    return multivalue([...first.values()]);
  },
});

const mvfind = defineFunction({
  name: 'mvfind',
  group: 'multivalue',
  summary: 'The index of the first value in which a regular expression is found.',
  parameters: [values, { name: 'regex', type: 'regex', text: 'What to find, anywhere in a value.' }],
  result: 'number',
  single: true,
  notes: true,
  nulls: 'Null where no value matches.',
  examples: [
    { expression: 'mvfind(v,"err\\d")', row: { v: ['ok', 'err1'] }, result: '1' },
    { expression: 'mvfind(v,"b")', row: { v: ['abc', 'b'] }, result: '0' },
    { expression: 'mvfind(v,"z")', row: { v: ['a', 'b'] }, result: null },
  ],
  compile: (call) => {
    const list = call.compiled[0]!;
    const pattern = patternArgument(call, 1);
    return (event, context) => {
      const value = list(event, context);
      if (value === null) return null;
      const tester = pattern(event, context);
      if (tester === null) return null;
      const index = valuesOf(value).findIndex((one) => tester.test(scalarText(one)));
      return index < 0 ? null : index;
    };
  },
});

const mvindex = defineFunction({
  name: 'mvindex',
  group: 'multivalue',
  summary: 'The value at an index, or all from one index up to and with another; counted from 0, or from the end.',
  parameters: [
    values,
    { name: 'start', type: 'number', text: 'An index; -1 is the last value.' },
    { name: 'end', type: 'number', optional: true, text: 'The last index of a slice.' },
  ],
  result: 'dynamic',
  nulls: 'Null where the list has no such index; a slice ends with the list.',
  examples: [
    { expression: 'mvindex(v,0)', row: { v: ['a', 'b', 'c'] }, result: 'a' },
    { expression: 'mvindex(v,-2,-1)', row: { v: ['a', 'b', 'c'] }, result: ['b', 'c'] },
    { expression: 'mvindex(v,1,9)', row: { v: ['a', 'b', 'c'] }, result: ['b', 'c'] },
    { expression: 'mvindex(v,5)', row: { v: ['a', 'b', 'c'] }, result: null },
    { expression: 'mvindex(v,0)', row: { v: 'a' }, result: 'a' },
  ],
  compile({ args, compiled }) {
    const [list, start, end] = compiled as [CompiledExpression, CompiledExpression, CompiledExpression?];
    const general: CompiledExpression = (event, context) => {
      const value = list(event, context);
      const from = value === null ? null : start(event, context);
      if (from === null) return null;
      if (end === undefined) return itemsAt(value, from);
      const to = end(event, context);
      return to === null ? null : itemsAt(value, from, to);
    };
    return end === undefined ? pieceOfField(args, general) : general;
  },
});

function itemsAt(value: Value, from: Value, to?: Value): Value {
  const list = valuesOf(value);
  const start = indexOf(from, list.length);
  if (start === null) return null;
  if (to === undefined) return list[start] ?? null;
  const end = indexOf(to, list.length);
  return end === null || end < 0 || end < start ? null : multivalue(list.slice(Math.max(start, 0), end + 1));
}

/** `mvindex(split(field,"x"),-1)`, the commonest way to take a name out of a path: the first or last piece without making the others. */
function pieceOfField([list, index]: readonly Expression[], general: CompiledExpression): CompiledExpression {
  const split = splitField(list);
  // A delimiter that can overlap itself would be found elsewhere from the right.
  if (split?.delimiter.length !== 1) return general;
  const last = index?.kind === 'unary' && index.operator === '-' && isNumber(index.operand, '1');
  if (!last && !isNumber(index, '0')) return general;
  const { name, delimiter: at } = split;
  return (event, context) => {
    const text = event.get(name);
    const { valueCharacters, fieldValues } = context.limits;
    // So short a text has no more pieces than a field may have values, and none that is cut.
    if (typeof text !== 'string' || text === '' || text.length >= fieldValues || text.length > valueCharacters)
      return general(event, context);
    if (last) return text.slice(text.lastIndexOf(at) + 1);
    const first = text.indexOf(at);
    return first === -1 ? text : text.slice(0, first);
  };
}

function isNumber(expression: Expression | undefined, text: string): boolean {
  return expression?.kind === 'number' && expression.text === text;
}

function indexOf(value: Value, length: number): number | null {
  const index = toNumber(value);
  if (index === null || !Number.isInteger(index)) return null;
  return index < 0 ? length + index : index;
}

const mvjoin = defineFunction({
  name: 'mvjoin',
  group: 'multivalue',
  summary: 'The values as one text with a separator between them.',
  parameters: [values, { name: 'separator', type: 'string', text: 'What stands between two values.' }],
  result: 'string',
  single: true,
  examples: [
    { expression: 'mvjoin(mvrange(1,4),"-")', result: '1-2-3' },
    { expression: 'mvjoin(v,";")', row: { v: 'a' }, result: 'a' },
  ],
  evaluate: ([value, separator]) =>
    valuesOf(value!)
      .map(scalarText)
      .join(toText(separator!) ?? ''),
});

const mvreverse = defineFunction({
  name: 'mvreverse',
  group: 'multivalue',
  since: '10.0',
  summary: 'The values in the opposite order.',
  parameters: [values],
  result: 'dynamic',
  examples: [{ expression: 'mvreverse(v)', row: { v: ['a', 'b', 'c'] }, result: ['c', 'b', 'a'] }],
  evaluate: ([value]) => (isMultivalue(value!) ? value.toReversed() : value!),
});

const mvsort = defineFunction({
  name: 'mvsort',
  group: 'multivalue',
  summary: 'The values in the order of their text, numbers too.',
  parameters: [values],
  result: 'dynamic',
  examples: [{ expression: 'mvsort(v)', row: { v: ['9', '70', '100', '10'] }, result: ['10', '100', '70', '9'] }],
  evaluate: ([value]) => {
    if (!isMultivalue(value!)) return value!;
    return value.toSorted((a, b) => compareText(scalarText(a), scalarText(b)));
  },
});

const mvzip = defineFunction({
  name: 'mvzip',
  group: 'multivalue',
  summary: 'Pairs of the first values of two lists, of the second ones and so on; the shorter list decides.',
  parameters: [
    { name: 'left', type: 'multivalue', text: 'A field.' },
    { name: 'right', type: 'multivalue', text: 'Another field.' },
    { name: 'separator', type: 'string', optional: true, text: 'What stands inside a pair; a comma by default.' },
  ],
  result: 'string',
  examples: [
    { expression: 'mvzip(h,p)', row: { h: ['a', 'b'], p: ['1', '2'] }, result: ['a,1', 'b,2'] },
    { expression: 'mvzip(h,p,":")', row: { h: ['a', 'b'], p: '1' }, result: 'a:1' },
  ],
  evaluate: (args) => {
    const left = valuesOf(args[0]!);
    const right = valuesOf(args[1]!);
    const separator = args.length > 2 ? (toText(args[2]!) ?? '') : ',';
    const pairs: string[] = [];
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      pairs.push(`${scalarText(left[i]!)}${separator}${scalarText(right[i]!)}`);
    }
    return multivalue(pairs);
  },
});

const split = defineFunction({
  name: 'split',
  group: 'multivalue',
  summary: 'The pieces of a text between delimiters; empty pieces are kept.',
  parameters: [
    { name: 'str', type: 'any', text: 'A text.' },
    { name: 'delimiter', type: 'string', text: 'Taken literally; the empty text cuts at every character.' },
  ],
  result: 'dynamic',
  examples: [
    { expression: 'split("name::value","::")', result: ['name', 'value'] },
    { expression: 'split("abc",",")', result: 'abc' },
    { expression: 'split("a,,b",",")', result: ['a', '', 'b'] },
    { expression: 'split("a.b",".")', result: ['a', 'b'] },
    { expression: 'split("abc","")', result: ['a', 'b', 'c'] },
    { expression: 'split(p,"\\\\")', row: { p: 'HKLM\\Software' }, result: ['HKLM', 'Software'] },
    { expression: 'split("",",")', result: null },
  ],
  evaluate: ([text, delimiter], context) => {
    const at = toText(delimiter!) ?? '';
    return perText(text!, context, (one) => {
      if (one === '') return context.semantics.splitEmpty === 'null' ? null : '';
      return multivalue(at === '' ? Array.from(one) : one.split(at));
    });
  },
});

/** Functions on multivalues (spl-core 3.8). */
export const multivalueFunctions: readonly ScalarFunction[] = [
  commandsFunction,
  mvappend,
  mvcountFunction,
  mvdedup,
  mvfilterFunction,
  mvfind,
  mvindex,
  mvjoin,
  mvmapFunction,
  mvrangeFunction,
  mvreverse,
  mvsort,
  mvzip,
  split,
];
