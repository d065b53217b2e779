import type { BinaryExpression, Expression } from '../../syntax/ast.js';
import { formatNumber, looksNumeric, toNumber } from '../../values/coerce.js';
import { roundDecimal } from '../../values/decimal.js';
import type { Event } from '../../values/event.js';
import { roundSignificant, significantDigits } from '../../values/significant.js';
import type { Value } from '../../values/value.js';
import { defineFunction } from '../define.js';

/** `exact(x)` (spl-core 2.4): the expression without significant-digit rounding. */
export const exactFunction = defineFunction({
  name: 'exact',
  group: 'mathematical',
  summary: 'The value of a calculation without rounding to significant digits.',
  parameters: [{ name: 'x', type: 'number', text: 'A calculation.' }],
  result: 'number',
  examples: [
    { expression: 'exact(3*0.5)', result: '1.5' },
    { expression: 'exact(2.5*(0.5+0*0.30))', result: '1.25' },
    { expression: '8.250*exact(0.2)', result: '1.650' },
  ],
  compile: (call) => {
    const expression = call.args[0]!;
    const rewritten = withoutRounding(expression);
    const run = rewritten === expression ? call.compiled[0]! : call.compile(rewritten);
    return (event, context) => toNumber(run(event, context));
  },
});

/**
 * The expression with every operand of `*` and `/` made exact by adding 0: sums are numbers and numbers are exact. Calls
 * of `exact` inside lose their name, so that nesting does not compile the same part again and again.
 */
export function withoutRounding(expression: Expression): Expression {
  switch (expression.kind) {
    case 'group': {
      const inner = withoutRounding(expression.inner);
      return inner === expression.inner ? expression : { ...expression, inner };
    }
    case 'unary': {
      const operand = withoutRounding(expression.operand);
      return operand === expression.operand ? expression : { ...expression, operand };
    }
    case 'binary': {
      const rounded = expression.operator === '*' || expression.operator === '/';
      const left = withoutRounding(expression.left);
      const right = withoutRounding(expression.right);
      if (rounded) return { ...expression, left: plusZero(left), right: plusZero(right) };
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
    case 'call': {
      const args = expression.args.map(withoutRounding);
      const [only] = args;
      if (expression.name === 'exact' && only !== undefined)
        return { kind: 'group', inner: plusZero(only), span: expression.span };
      return args.every((arg, i) => arg === expression.args[i]) ? expression : { ...expression, args };
    }
    default:
      return expression;
  }
}

function plusZero(operand: Expression): Expression {
  const { span } = operand;
  const sum: BinaryExpression = {
    kind: 'binary',
    operator: '+',
    left: operand,
    right: { kind: 'number', text: '0', span },
    span,
  };
  return { kind: 'group', inner: sum, span };
}

/** `sigfig(x)` (spl-core 3.7): rounds to the significant digits the expression carries. */
export const sigfigFunction = defineFunction({
  name: 'sigfig',
  group: 'mathematical',
  summary: 'The value of a calculation rounded to the precision of its least precise operand.',
  parameters: [
    {
      name: 'x',
      type: 'number',
      text: 'A product or quotient (fewest significant digits), a sum or difference (fewest decimals), or a number.',
    },
  ],
  result: 'number',
  examples: [
    { expression: 'sigfig(1.00*1111)', result: '1110' },
    { expression: 'sigfig(2*0.90)', result: '1.8' },
    { expression: 'sigfig(123.0+4.567)', result: '127.6' },
    { expression: 'sigfig(12345)', result: '12345' },
  ],
  compile: (call) => {
    const digits = carried(call.args[0]!, ['*', '/'], significantDigits);
    const decimals = carried(call.args[0]!, ['+', '-'], shownDecimals);
    const run = call.compiled[0]!;
    return (event, context) => {
      const value = run(event, context);
      const number = toNumber(value);
      if (number === null) return null;
      if (decimals !== null) {
        const places = decimals(event);
        return Number.isFinite(places) && Number.isFinite(number) ? roundDecimal(formatNumber(number), places) : value;
      }
      const fewest = digits === null ? significantDigits(value) : digits(event);
      // Exact values keep the text they have.
      return Number.isFinite(fewest) ? roundSignificant(number, fewest) : value;
    };
  },
});

type Operator = BinaryExpression['operator'];

/**
 * The least precision among the operands of a calculation with the given operators, per row; null for any other
 * expression. Integers and the results of functions and of other calculations are exact: Infinity.
 */
function carried(
  expression: Expression,
  operators: readonly Operator[],
  precision: (value: Value) => number,
): ((event: Event) => number) | null {
  if (expression.kind === 'group') return carried(expression.inner, operators, precision);
  if (expression.kind !== 'binary' || !operators.includes(expression.operator)) return null;
  const fields: string[] = [];
  let least = Number.POSITIVE_INFINITY;
  const open: Expression[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'number') least = Math.min(least, precision(next.text));
    else if (next.kind === 'field') fields.push(next.name);
    else if (next.kind === 'group') open.push(next.inner);
    else if (next.kind === 'unary') open.push(next.operand);
    else if (next.kind === 'binary' && operators.includes(next.operator)) open.push(next.left, next.right);
  }
  return (event) => fields.reduce((fewest, field) => Math.min(fewest, precision(event.get(field))), least);
}

/** The decimals a numeric text shows; Infinity for one without a point, which is exact. */
function shownDecimals(value: Value): number {
  if (typeof value !== 'string' || !looksNumeric(value) || /[eE]/.test(value)) return Number.POSITIVE_INFINITY;
  const point = value.indexOf('.');
  return point < 0 ? Number.POSITIVE_INFINITY : value.length - point - 1;
}
