import { type Comparing, comparing, kindOf, literalOf } from '../compile/check-expression.js';
import type { CompiledExpression } from '../functions/context.js';
import type { CallSite, ScalarFunction, StaticKind } from '../functions/define.js';
import type { Registry } from '../support/registry.js';
import type {
  BinaryExpression,
  ComparisonOperator,
  Expression,
  FunctionCall,
  InExpression,
  Pipeline,
} from '../syntax/ast.js';
import { scalarText, toNumber, toText } from '../values/coerce.js';
import { compareText } from '../values/compare.js';
import { compileLike, likeMatcher } from '../values/like.js';
import type { Semantics } from '../values/semantics.js';
import { roundProduct, roundSum, significantDigits } from '../values/significant.js';
import { isMultivalue, type Scalar, type Value, valuesOf } from '../values/value.js';
import { boundedValue, joinedText, textTooLong } from './bounded-value.js';

/** What compiling an expression needs from around it. */
export interface ExpressionEnvironment {
  readonly functions: Registry<ScalarFunction>;
  readonly semantics: Semantics;
  regex: CallSite['regex'];
  search: CallSite['search'];
  /** The value of a subsearch, which has run before the expression is used. */
  subsearch(pipeline: Pipeline): CompiledExpression;
}

/** Makes an expression ready (spl-core 2): closures over what is known now, so that a row costs only the calculation. */
export function compileExpression(expression: Expression, environment: ExpressionEnvironment): CompiledExpression {
  switch (expression.kind) {
    case 'number': {
      const text = literalOf(expression)!;
      // A literal with a point is a text: it carries significant digits and prints as typed.
      const value: Scalar = text.includes('.') ? text : Number(expression.text);
      return () => value;
    }
    case 'string': {
      const { value } = expression;
      return () => value;
    }
    case 'field': {
      const { name } = expression;
      return (event) => event.get(name);
    }
    case 'group':
      return compileExpression(expression.inner, environment);
    case 'subsearch':
      return environment.subsearch(expression.pipeline);
    case 'unary': {
      const operand = compileExpression(expression.operand, environment);
      if (expression.operator === 'not') return compileNot(expression.operand, operand, environment);
      if (expression.operator === '+') return (event, context) => toNumber(operand(event, context));
      return (event, context) => {
        const value = operand(event, context);
        const number = toNumber(value);
        if (number === null) return null;
        // The text of a decimal keeps its digits: -0.20.
        if (typeof value === 'string' && value.includes('.'))
          return value.startsWith('-') ? value.slice(1) : `-${value.replace('+', '')}`;
        return -number;
      };
    }
    case 'in':
      return compileIn(expression, environment);
    case 'call':
      return compileCall(expression, environment);
    case 'binary':
      return compileBinary(expression, environment);
  }
}

/** NOT turns false and, by default, null into true (spl-core 2.3). */
function compileNot(
  source: Expression,
  operand: CompiledExpression,
  environment: ExpressionEnvironment,
): CompiledExpression {
  if (environment.semantics.notOfNullComparison === 'true') return (event, context) => operand(event, context) !== true;
  const mentions = fieldsOf(source);
  return (event, context) => {
    if (operand(event, context) === true) return false;
    return mentions.every((name) => event.has(name)) ? true : null;
  };
}

function fieldsOf(expression: Expression): string[] {
  switch (expression.kind) {
    case 'field':
      return [expression.name];
    case 'group':
      return fieldsOf(expression.inner);
    case 'unary':
      return fieldsOf(expression.operand);
    case 'binary':
      return [...fieldsOf(expression.left), ...fieldsOf(expression.right)];
    case 'in':
      return [...fieldsOf(expression.needle), ...expression.items.flatMap(fieldsOf)];
    default:
      // Functions such as isnull() answer for null themselves.
      return [];
  }
}

function compileBinary(expression: BinaryExpression, environment: ExpressionEnvironment): CompiledExpression {
  const left = compileExpression(expression.left, environment);
  const right = compileExpression(expression.right, environment);
  const { operator } = expression;
  switch (operator) {
    case 'and':
      return (event, context) => left(event, context) === true && right(event, context) === true;
    case 'or':
      return (event, context) => left(event, context) === true || right(event, context) === true;
    case 'xor':
      return (event, context) => (left(event, context) === true) !== (right(event, context) === true);
    case 'like': {
      const pattern = literalOf(expression.right);
      if (pattern !== undefined) {
        const test = compileLike(pattern);
        return (event, context) => {
          const value = left(event, context);
          return value !== null && valuesOf(value).some((each) => test(scalarText(each)));
        };
      }
      return (event, context) => {
        const value = toText(left(event, context));
        const wanted = toText(right(event, context));
        return value !== null && wanted !== null && likeMatcher(wanted)(value);
      };
    }
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compileComparison(operator, left, right, expression, environment);
    case '.':
      return (event, context) => {
        const a = left(event, context);
        if (a === null || isMultivalue(a)) return null;
        const b = right(event, context);
        return b === null || isMultivalue(b) ? null : joinedText(scalarText(a), scalarText(b), 'A text', context);
      };
    case '+':
      return compilePlus(expression, left, right, environment);
    case '-':
      return difference(left, right);
    case '%':
      return numeric(left, right, (a, b) => (b === 0 ? null : a % b));
    case '*':
      return product(left, right, (a, b) => a * b);
    case '/':
      return product(left, right, (a, b) => (b === 0 ? null : a / b));
  }
}

/** `+`: numbers add, a text literal beside makes it a concatenation, and so does a field that is no number (spl-core 2.4). */
function compilePlus(
  expression: BinaryExpression,
  left: CompiledExpression,
  right: CompiledExpression,
  environment: ExpressionEnvironment,
): CompiledExpression {
  const kinds: StaticKind[] = [
    kindOf(expression.left, environment.functions),
    kindOf(expression.right, environment.functions),
  ];
  const join = kinds.includes('string');
  const add = kinds.includes('number');
  return (event, context) => {
    const a = left(event, context);
    const b = right(event, context);
    if (a === null || b === null || isMultivalue(a) || isMultivalue(b)) return null;
    if (!join) {
      const x = toNumber(a);
      const y = toNumber(b);
      if (x !== null && y !== null) return roundSum(x + y, a, b);
      if (add) return null;
    }
    return joinedText(scalarText(a), scalarText(b), 'A text', context);
  };
}

function numeric(
  left: CompiledExpression,
  right: CompiledExpression,
  calculate: (a: number, b: number) => number | null,
): CompiledExpression {
  return (event, context) => {
    const a = toNumber(left(event, context));
    if (a === null) return null;
    const b = toNumber(right(event, context));
    return b === null ? null : calculate(a, b);
  };
}

/** `-`: not rounded to significant digits, but free of binary noise (spl-core 2.4). */
function difference(left: CompiledExpression, right: CompiledExpression): CompiledExpression {
  return (event, context) => {
    const first = left(event, context);
    const a = toNumber(first);
    if (a === null) return null;
    const second = right(event, context);
    const b = toNumber(second);
    return b === null ? null : roundSum(a - b, first, second);
  };
}

/** `*` and `/` round to the fewest significant digits of their operands (spl-core 2.4). */
function product(
  left: CompiledExpression,
  right: CompiledExpression,
  calculate: (a: number, b: number) => number | null,
): CompiledExpression {
  return (event, context) => {
    const first = left(event, context);
    const a = toNumber(first);
    if (a === null) return null;
    const second = right(event, context);
    const b = toNumber(second);
    if (b === null) return null;
    const result = calculate(a, b);
    if (result === null) return null;
    return roundProduct(result, Math.min(significantDigits(first), significantDigits(second)));
  };
}

function holds(operator: ComparisonOperator, order: number): boolean {
  switch (operator) {
    case '=':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** The order of two single values, or undefined when they cannot be compared. */
function orderOf(a: Scalar, b: Scalar, how: Comparing, semantics: Semantics): number | undefined {
  if (typeof a === 'boolean' || typeof b === 'boolean') return a === b ? 0 : 1;
  if (how !== 'text') {
    const x = toNumber(a);
    const y = toNumber(b);
    if (x !== null && y !== null) return x === y ? 0 : x - y;
    if (how === 'number' && semantics.nonNumberAgainstNumber === 'false') return undefined;
  }
  return compareText(scalarText(a), scalarText(b));
}

function compileComparison(
  operator: ComparisonOperator,
  left: CompiledExpression,
  right: CompiledExpression,
  expression: BinaryExpression,
  environment: ExpressionEnvironment,
): CompiledExpression {
  const how = comparing(
    kindOf(expression.left, environment.functions),
    kindOf(expression.right, environment.functions),
  );
  const { semantics } = environment;
  const literal = how === 'text' ? literalOf(expression.right) : undefined;
  if (literal !== undefined && operator === '=') {
    // The most frequent comparison: a field with a text in quotes.
    return (event, context) => {
      const value = left(event, context);
      if (typeof value === 'string') return value === literal;
      if (value === null) return false;
      if (typeof value === 'object') return value.some((each) => scalarText(each) === literal);
      return scalarText(value) === literal;
    };
  }
  return (event, context) => {
    const a = left(event, context);
    const b = right(event, context);
    if (a === null || b === null) return false;
    if (!isMultivalue(a) && !isMultivalue(b)) {
      const order = orderOf(a, b, how, semantics);
      return order !== undefined && holds(operator, order);
    }
    return multivalueHolds(operator, a, b, how, semantics);
  };
}

/** Multivalues: `=` when any pair is equal, `!=` its complement, the orders never (spl-core 2.2). */
function multivalueHolds(
  operator: ComparisonOperator,
  a: Value,
  b: Value,
  how: Comparing,
  semantics: Semantics,
): boolean {
  if (operator !== '=' && operator !== '!=') return false;
  const equal = valuesOf(a).some((x) => valuesOf(b).some((y) => orderOf(x, y, how, semantics) === 0));
  return operator === '=' ? equal : !equal;
}

/** `x IN (..)`: equality with any item, no wildcards (spl-core 2.2, 3.1). */
function compileIn(expression: InExpression, environment: ExpressionEnvironment): CompiledExpression {
  const needle = compileExpression(expression.needle, environment);
  const kind = kindOf(expression.needle, environment.functions);
  const texts = new Set<string>();
  const others: { item: CompiledExpression; how: Comparing }[] = [];
  for (const item of expression.items) {
    if (item.kind === 'string') texts.add(item.value);
    else
      others.push({
        item: compileExpression(item, environment),
        how: comparing(kind, kindOf(item, environment.functions)),
      });
  }
  const { semantics } = environment;
  return (event, context) => {
    const value = needle(event, context);
    if (value === null) return false;
    for (const each of valuesOf(value)) {
      if (texts.size > 0 && texts.has(scalarText(each))) return true;
      for (const { item, how } of others) {
        for (const wanted of valuesOf(item(event, context))) {
          if (orderOf(each, wanted, how, semantics) === 0) return true;
        }
      }
    }
    return false;
  };
}

function compileCall(expression: FunctionCall, environment: ExpressionEnvironment): CompiledExpression {
  const definition = environment.functions.get(expression.name);
  if (definition === undefined)
    throw new Error(`The function ${expression.name} passed the check but is not registered.`);
  const call = compileFunction(expression, definition, environment);
  if (definition.result !== 'string' && definition.result !== 'dynamic') return call;
  const what = `${definition.name}()`;
  return (event, context) => {
    let value: Value;
    try {
      value = call(event, context);
    } catch (error) {
      value = textTooLong(error, what, context);
    }
    return boundedValue(value, what, context);
  };
}

function compileFunction(
  expression: FunctionCall,
  definition: ScalarFunction,
  environment: ExpressionEnvironment,
): CompiledExpression {
  const compiled = expression.args.map((argument) => compileExpression(argument, environment));
  if ('compile' in definition) {
    return definition.compile({
      args: expression.args,
      compiled,
      kinds: expression.args.map((argument) => kindOf(argument, environment.functions)),
      semantics: environment.semantics,
      literal: (index) => literalOf(expression.args[index]),
      compile: (inner) => compileExpression(inner, environment),
      regex: environment.regex,
      search: environment.search,
    });
  }
  const { acceptsNull } = definition;
  if (compiled.length === 1 && acceptsNull !== true) {
    const only = compiled[0]!;
    const args: Value[] = [null];
    return (event, context) => {
      const value = only(event, context);
      if (value === null) return null;
      args[0] = value;
      return definition.evaluate(args, context);
    };
  }
  return (event, context) => {
    const args: Value[] = new Array(compiled.length);
    for (let i = 0; i < compiled.length; i++) {
      const value = compiled[i]!(event, context);
      if (value === null && acceptsNull !== true) return null;
      args[i] = value;
    }
    return definition.evaluate(args, context);
  };
}
