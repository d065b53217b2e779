import { looksNumeric } from '../../values/coerce.js';
import { readJson } from '../../values/json/read.js';
import { isMultivalue, type Value } from '../../values/value.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction, type FunctionExample, type ScalarFunction, type StaticKind } from '../define.js';

/**
 * The number a value counts as, given what is known of its expression: text that an expression made is never a number,
 * text of a field is when it looks like one or is `NaN` (spl-core 3.5).
 */
function numberOf(value: Value, kind: StaticKind): number | null {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || kind === 'string') return null;
  if (looksNumeric(value)) return Number(value);
  return value.toLowerCase() === 'nan' ? Number.NaN : null;
}

type Test = (value: Value, kind: StaticKind) => boolean;

/** A function of one value that asks what kind of value it is. */
function question(
  name: string,
  summary: string,
  test: Test,
  examples: readonly FunctionExample[],
  since?: string,
): ScalarFunction {
  return defineFunction({
    name,
    group: 'informational',
    ...(since === undefined ? {} : { since }),
    summary,
    parameters: [{ name: 'value', type: 'any', text: 'Any expression.' }],
    result: 'boolean',
    nulls: name === 'isnull' ? 'True.' : 'False.',
    examples,
    compile(call) {
      const argument = call.compiled[0] as CompiledExpression;
      const kind = call.kinds[0] as StaticKind;
      return (event, context) => test(argument(event, context), kind);
    },
  });
}

const isJson = (value: Value, kind: 'array' | 'object'): boolean =>
  typeof value === 'string' && /^\s*[[{]/.test(value) && readJson(value).kind === kind;

/** `typeof`; a multivalue has the type of its first value (spl-core 8.10). */
function typeName(value: Value, kind: StaticKind): string {
  const first = isMultivalue(value) ? value[0]! : value;
  if (first === null) return 'Invalid';
  if (typeof first === 'boolean') return 'Bool';
  return numberOf(first, kind) === null ? 'String' : 'Number';
}

const typeOf = defineFunction({
  name: 'typeof',
  group: 'informational',
  summary: 'The type of a value: Number, String, Bool or Invalid.',
  parameters: [{ name: 'value', type: 'any', text: 'Any expression; numeric text of a field is a Number.' }],
  result: 'string',
  total: true,
  nulls: 'Invalid.',
  examples: [
    { expression: 'typeof(12)+typeof("s")+typeof(1==2)+typeof(absent)', result: 'NumberStringBoolInvalid' },
    { expression: 'typeof(v)', row: { v: '5' }, result: 'Number' },
    { expression: 'typeof("5")', result: 'String' },
  ],
  compile(call) {
    const argument = call.compiled[0] as CompiledExpression;
    const kind = call.kinds[0] as StaticKind;
    return (event, context) => typeName(argument(event, context), kind);
  },
});

const answer = (condition: string): string => `if(${condition},"y","n")`;

/** Informational functions (spl-core 3.5). */
export const informationalFunctions: readonly ScalarFunction[] = [
  question(
    'isarray',
    'Whether a value is a JSON array.',
    (value) => isJson(value, 'array'),
    [
      { expression: answer('isarray("[1,2]")'), result: 'y' },
      { expression: answer('isarray("x")'), result: 'n' },
    ],
    '10.0',
  ),
  question('isbool', 'Whether an expression is Boolean.', (value) => typeof value === 'boolean', [
    { expression: answer('isbool(1==1)'), result: 'y' },
    { expression: answer('isbool("true")'), result: 'n' },
  ]),
  question(
    'isdouble',
    'Whether a value is a number with a fraction.',
    (value, kind) => {
      const number = numberOf(value, kind);
      return number !== null && !Number.isInteger(number);
    },
    [
      { expression: answer('isdouble(5.5)'), result: 'y' },
      { expression: answer('isdouble(5)'), result: 'n' },
    ],
    '10.0',
  ),
  question(
    'isint',
    'Whether a value is a whole number.',
    (value, kind) => {
      const number = numberOf(value, kind);
      return number !== null && Number.isInteger(number);
    },
    [
      { expression: answer('isint(v)'), row: { v: '5' }, result: 'y' },
      { expression: answer('isint(v)'), row: { v: '5.5' }, result: 'n' },
    ],
  ),
  question(
    'ismv',
    'Whether a field has more than one value.',
    (value) => isMultivalue(value),
    [
      { expression: answer('ismv(v)'), row: { v: ['a', 'b'] }, result: 'y' },
      { expression: answer('ismv(v)'), row: { v: 'a' }, result: 'n' },
    ],
    '10.0',
  ),
  question('isnotnull', 'Whether a field has a value; "" is one.', (value) => value !== null, [
    { expression: answer('isnotnull(v)'), row: { v: '' }, result: 'y' },
    { expression: answer('isnotnull(absent)'), result: 'n' },
  ]),
  question('isnull', 'Whether a field has no value; "" is one.', (value) => value === null, [
    { expression: answer('isnull(absent)'), result: 'y' },
    { expression: answer('isnull("")'), result: 'n' },
  ]),
  question('isnum', 'Whether a value is a number.', (value, kind) => numberOf(value, kind) !== null, [
    { expression: answer('isnum(v)'), row: { v: '5' }, result: 'y' },
    { expression: answer('isnum(v)'), row: { v: 'NaN' }, result: 'y' },
    { expression: answer('isnum("NaN")'), result: 'n' },
  ]),
  question(
    'isobject',
    'Whether a value is a JSON object.',
    (value) => isJson(value, 'object'),
    [
      { expression: answer('isobject("{}")'), result: 'y' },
      { expression: answer('isobject("[]")'), result: 'n' },
    ],
    '10.0',
  ),
  question(
    'isstr',
    'Whether a value is text; a literal in quotes always is.',
    // `NaN` is both (documented for isstr and isnum).
    (value, kind) => typeof value === 'string' && !Number.isFinite(numberOf(value, kind) ?? Number.NaN),
    [
      { expression: answer('isstr("5")'), result: 'y' },
      { expression: answer('isstr(v)'), row: { v: 'NaN' }, result: 'y' },
      { expression: answer('isstr(v)'), row: { v: '5' }, result: 'n' },
      { expression: answer('isstr(v)'), row: { v: 'abc' }, result: 'y' },
    ],
  ),
  typeOf,
];
