import type { BinaryExpression, Expression } from '../../syntax/ast.js';
import { toNumber } from '../../values/coerce.js';
import { roundSignificant, significantDigits } from '../../values/significant.js';
import type { CompiledExpression } from '../context.js';
import { type CallSite, defineFunction } from '../define.js';

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
function withoutRounding(expression: Expression): Expression {
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
  summary: 'The value of a calculation rounded to the fewest significant digits among its operands.',
  parameters: [{ name: 'x', type: 'number', text: 'A product, a quotient or a number.' }],
  result: 'number',
  examples: [
    { expression: 'sigfig(1.00*1111)', result: '1110' },
    { expression: 'sigfig(2*0.90)', result: '1.8' },
    { expression: 'sigfig(12345)', result: '12345' },
  ],
  compile: (call) => {
    const digits = carriedDigits(call.args[0]!, call);
    const run = call.compiled[0]!;
    return (event, context) => {
      const value = run(event, context);
      const number = toNumber(value);
      if (number === null) return null;
      const carried = digits === null ? significantDigits(value) : toNumber(digits(event, context));
      // Exact values keep the text they have.
      return carried === null || !Number.isFinite(carried) ? value : roundSignificant(number, carried);
    };
  },
});

/**
 * The fewest digits among the operands of a product, per row; null for any other expression, whose own text tells. The
 * result of a function counts as exact.
 */
function carriedDigits(expression: Expression, call: CallSite): CompiledExpression | null {
  if (expression.kind === 'group') return carriedDigits(expression.inner, call);
  if (expression.kind !== 'binary' || (expression.operator !== '*' && expression.operator !== '/')) return null;
  const fields: string[] = [];
  const literals = collectOperands(expression, fields);
  return (event) => fields.reduce((fewest, field) => Math.min(fewest, significantDigits(event.get(field))), literals);
}

/** Names the fields among the operands; the fewest digits of the literals. */
function collectOperands(expression: Expression, fields: string[]): number {
  switch (expression.kind) {
    case 'number':
      return significantDigits(expression.text);
    case 'field':
      fields.push(expression.name);
      return Number.POSITIVE_INFINITY;
    case 'group':
      return collectOperands(expression.inner, fields);
    case 'unary':
      return collectOperands(expression.operand, fields);
    case 'binary':
      if (expression.operator !== '*' && expression.operator !== '/') return Number.POSITIVE_INFINITY;
      return Math.min(collectOperands(expression.left, fields), collectOperands(expression.right, fields));
    default:
      return Number.POSITIVE_INFINITY;
  }
}
