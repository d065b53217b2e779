import type { CompiledExpression, EvalContext } from '../../../../src/functions/context.js';
import type { CallSite, ScalarFunction, StaticKind } from '../../../../src/functions/define.js';
import { bitwiseFunctions } from '../../../../src/functions/scalar/bitwise.js';
import { jsonFunctions } from '../../../../src/functions/scalar/json.js';
import { mathematicalFunctions } from '../../../../src/functions/scalar/mathematical.js';
import { multivalueFunctions } from '../../../../src/functions/scalar/multivalue.js';
import { textFunctions } from '../../../../src/functions/scalar/text.js';
import { trigonometricFunctions } from '../../../../src/functions/scalar/trigonometric.js';
import type { Expression } from '../../../../src/syntax/ast.js';
import { scalarText, toNumber, toText } from '../../../../src/values/coerce.js';
import { Event } from '../../../../src/values/event.js';
import { defaultLimits } from '../../../../src/values/limits.js';
import { defaultSemantics, type Semantics } from '../../../../src/values/semantics.js';
import { roundProduct, roundSum, significantDigits } from '../../../../src/values/significant.js';
import { multivalue, type Value, valuesOf } from '../../../../src/values/value.js';

/** The families under test. */
export const families: readonly ScalarFunction[] = [
  ...bitwiseFunctions,
  ...jsonFunctions,
  ...mathematicalFunctions,
  ...multivalueFunctions,
  ...textFunctions,
  ...trigonometricFunctions,
];

const functions = new Map(families.flatMap((f) => [f.name, ...(f.aliases ?? [])].map((name) => [name, f] as const)));

const span = { start: 0, end: 0 };
const token = /\s*(?:"((?:\\.|[^"\\])*)"|(\d+\.?\d*|\.\d+)|([A-Za-z_]\w*)|(!=|[-(),+*/.=]))/y;
const levels = [['or'], ['='], ['+', '-', '.'], ['*', '/']];

/**
 * Enough of eval to test functions by themselves: literals, fields, calls, `+ - * / .`, `=`, `!=`, OR, and `if`, `match`,
 * `true`, `null` as the other families define them.
 */
export function parse(text: string): Expression {
  const tokens: { kind: 'string' | 'number' | 'name' | 'mark'; text: string }[] = [];
  token.lastIndex = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [, string, number, name, mark] = match;
    if (string !== undefined) tokens.push({ kind: 'string', text: string.replace(/\\([\\"])/g, '$1') });
    else if (number !== undefined) tokens.push({ kind: 'number', text: number });
    else if (name !== undefined) tokens.push({ kind: /^or$/i.test(name) ? 'mark' : 'name', text: name });
    else tokens.push({ kind: 'mark', text: mark! });
  }
  let at = 0;
  const takeMark = (...marks: string[]) => {
    const next = tokens[at];
    if (next?.kind !== 'mark' || !marks.includes(next.text.toLowerCase())) return null;
    at++;
    return next.text.toLowerCase();
  };
  const binary = (level: number): Expression => {
    const operators = levels[level];
    if (operators === undefined) return primary();
    let left = binary(level + 1);
    const marks = operators.includes('=') ? ['=', '!='] : operators;
    for (let operator = takeMark(...marks); operator !== null; operator = takeMark(...marks)) {
      left = { kind: 'binary', operator: operator as '+', left, right: binary(level + 1), span };
    }
    return left;
  };
  const primary = (): Expression => {
    if (takeMark('-')) return { kind: 'unary', operator: '-', operand: primary(), span };
    if (takeMark('(')) {
      const inner = binary(0);
      takeMark(')');
      return { kind: 'group', inner, span };
    }
    const next = tokens[at++]!;
    if (next.kind === 'string') return { kind: 'string', value: next.text, span };
    if (next.kind === 'number') return { kind: 'number', text: next.text, span };
    if (!takeMark('(')) return { kind: 'field', name: next.text, span };
    const args: Expression[] = [];
    while (!takeMark(')')) {
      args.push(binary(0));
      takeMark(',');
    }
    return { kind: 'call', name: next.text.toLowerCase(), nameSpan: span, args, span };
  };
  const result = binary(0);
  if (at !== tokens.length) throw new Error(`Cannot read ${text}`);
  return result;
}

const regex = (pattern: string) => {
  const compiled = new RegExp(pattern, 'gu');
  return {
    test: (subject: string) => new RegExp(pattern, 'u').test(subject),
    replace: (subject: string, by: string) =>
      subject.replace(compiled, (...found) => by.replace(/\\(\d)/g, (_, group) => String(found[Number(group)] ?? ''))),
  };
};

export function kindOf(expression: Expression): StaticKind {
  switch (expression.kind) {
    case 'string':
    case 'number':
      return expression.kind;
    case 'group':
      return kindOf(expression.inner);
    case 'call':
      return functions.get(expression.name)?.result ?? (expression.name === 'true' ? 'boolean' : 'dynamic');
    case 'binary':
      return expression.operator === '.' ? 'string' : 'number';
    default:
      return expression.kind === 'unary' ? 'number' : 'dynamic';
  }
}

function arithmetic(operator: string, a: Value, b: Value): Value {
  if (operator === '=') return a !== null && b !== null && valuesOf(a).some((one) => scalarText(one) === toText(b));
  if (operator === '!=') return a !== null && b !== null && !arithmetic('=', a, b);
  if (operator === 'or') return a === true || b === true;
  if (a === null || b === null) return null;
  if (operator === '.') return `${toText(a)}${toText(b)}`;
  const left = toNumber(a);
  const right = toNumber(b);
  if (left === null || right === null) return null;
  if (operator === '+') return roundSum(left + right, a, b);
  if (operator === '-') return roundSum(left - right, a, b);
  if (operator === '/' && right === 0) return null;
  const digits = Math.min(significantDigits(a), significantDigits(b));
  return roundProduct(operator === '*' ? left * right : left / right, digits);
}

export function compile(expression: Expression, semantics: Semantics): CompiledExpression {
  switch (expression.kind) {
    case 'string':
      return () => expression.value;
    case 'number':
      return () => expression.text;
    case 'field':
      return (event) => event.get(expression.name);
    case 'group':
      return compile(expression.inner, semantics);
    case 'unary': {
      const operand = compile(expression.operand, semantics);
      return (event, context) => -(toNumber(operand(event, context)) ?? Number.NaN);
    }
    case 'binary': {
      const left = compile(expression.left, semantics);
      const right = compile(expression.right, semantics);
      return (event, context) => arithmetic(expression.operator, left(event, context), right(event, context));
    }
    case 'call':
      return compileCall(expression.name, expression.args, semantics);
    default:
      throw new Error(`Not needed here: ${expression.kind}`);
  }
}

function compileCall(name: string, args: readonly Expression[], semantics: Semantics): CompiledExpression {
  const compiled = args.map((arg) => compile(arg, semantics));
  if (name === 'true') return () => true;
  if (name === 'null') return () => null;
  if (name === 'if') return (e, c) => (compiled[0]!(e, c) === true ? compiled[1]!(e, c) : compiled[2]!(e, c));
  if (name === 'match') {
    return (e, c) =>
      valuesOf(compiled[0]!(e, c)).some((one) => regex(toText(compiled[1]!(e, c))!).test(scalarText(one)));
  }
  const called = functions.get(name);
  if (called === undefined) throw new Error(`No function ${name}`);
  if ('compile' in called) {
    const call: CallSite = {
      args,
      compiled,
      kinds: args.map(kindOf),
      semantics,
      literal: (index) => {
        const arg = args[index];
        return arg?.kind === 'string' ? arg.value : arg?.kind === 'number' ? arg.text : undefined;
      },
      compile: (expression) => compile(expression, semantics),
      regex,
      search: () => () => false,
    };
    return called.compile(call);
  }
  return (event, context) => {
    const values = compiled.map((arg) => arg(event, context));
    return !called.acceptsNull && values.includes(null) ? null : called.evaluate(values, context);
  };
}

/** The result of an expression as texts, as a field would show it. */
export function evaluate(
  text: string,
  row: Readonly<Record<string, string | readonly string[]>> = {},
  semantics: Partial<Semantics> = {},
  notes: string[] = [],
): string | readonly string[] | null {
  const all = { ...defaultSemantics, ...semantics };
  const context: EvalContext = {
    now: 1_700_000_000,
    timeZone: 'UTC',
    limits: defaultLimits,
    semantics: all,
    random: () => 0.5,
    clock: () => 1_700_000_000,
    lookup: () => null,
    note: (message) => notes.push(message),
  };
  const event = Event.of(Object.entries(row));
  const before = event.fieldNames().map((name) => [name, event.get(name)]);
  const value = compile(parse(text), all)(event, context);
  const after = event.fieldNames().map((name) => [name, event.get(name)]);
  if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error('The row was changed.');
  const texts = valuesOf(multivalue(valuesOf(value))).map(scalarText);
  return texts.length === 0 ? null : texts.length === 1 ? texts[0]! : texts;
}
