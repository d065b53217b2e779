import { scalarRegistry } from '../../functions/scalar/index.js';
import type { Span } from '../../source/span.js';
import type { Expression, FunctionCall } from '../../syntax/ast.js';
import type { Assignment } from '../nodes/row.js';
import {
  anyField,
  either,
  type FieldFact,
  fieldOf,
  type RowShape,
  type ValueFacts,
  withFields,
  withRest,
} from './row-shape.js';

const fact = (values: ValueFacts, presence: FieldFact['presence'] = 'always'): FieldFact => ({
  presence,
  plurality: 'single',
  values,
  from: undefined,
  constraints: [],
});
const number = (presence: FieldFact['presence']): FieldFact => fact({ kind: 'number' }, presence);

const deepest = 60;

/** The rows after an assignment of a command that stands at `from`. */
export function assigned(shape: RowShape, { target, computed, expression }: Assignment, from: Span): RowShape {
  if (computed) return withRest(shape, 'any');
  return withFields(shape, [[target, { ...factOfExpression(expression, shape), constraints: [], from }]]);
}

/** What is known of the value of an expression over rows of a shape. */
export function factOfExpression(expression: Expression, shape: RowShape, depth = 0): FieldFact {
  if (depth > deepest) return anyField;
  const of = (inner: Expression): FieldFact => factOfExpression(inner, shape, depth + 1);
  switch (expression.kind) {
    case 'number':
      return fact({ kind: 'texts', texts: [expression.text] });
    case 'string':
      return fact({ kind: 'texts', texts: [expression.value] });
    case 'field':
      return fieldOf(shape, expression.name);
    case 'group':
      return of(expression.inner);
    case 'subsearch':
    case 'in':
      return anyField;
    case 'unary':
      return number(of(expression.operand).presence === 'never' ? 'never' : 'maybe');
    case 'binary': {
      const left = of(expression.left);
      const right = of(expression.right);
      const presence =
        left.presence === 'never' || right.presence === 'never'
          ? 'never'
          : left.presence === 'always' && right.presence === 'always'
            ? 'always'
            : 'maybe';
      if (expression.operator === '.') return { ...anyField, plurality: 'single', presence };
      const epoch = left.values.kind === 'epoch' || right.values.kind === 'epoch';
      const shifts = expression.operator === '+' || expression.operator === '-';
      // A difference of times is a duration; a time and a number of seconds make a time.
      if (epoch && shifts && left.values.kind !== right.values.kind)
        return fact({ kind: 'epoch' }, presence === 'never' ? 'never' : 'maybe');
      if (expression.operator === '+')
        return { ...anyField, plurality: 'single', presence: presence === 'never' ? 'never' : 'maybe' };
      return number(presence === 'never' ? 'never' : 'maybe');
    }
    case 'call':
      return factOfCall(expression, of);
  }
}

function factOfCall(call: FunctionCall, of: (argument: Expression) => FieldFact): FieldFact {
  const { name, args } = call;
  switch (name) {
    case 'null':
      return { ...anyField, presence: 'never' };
    case 'if':
      return args.length === 3 ? either(of(args[1]!), of(args[2]!)) : anyField;
    case 'case': {
      const values = args.filter((_, index) => index % 2 === 1).map(of);
      if (values.length === 0) return anyField;
      const all = values.reduce(either);
      return isTrue(args[args.length - 2]) ? all : { ...all, presence: all.presence === 'never' ? 'never' : 'maybe' };
    }
    case 'coalesce': {
      const values = args.map(of).filter((each) => each.presence !== 'never');
      if (values.length === 0) return { ...anyField, presence: 'never' };
      const all = values.reduce(either);
      return { ...all, presence: values.some((each) => each.presence === 'always') ? 'always' : 'maybe' };
    }
    case 'strftime':
      return fact({ kind: 'time-text' }, 'maybe');
    default: {
      const definition = scalarRegistry.get(name);
      const given = args.map(of);
      // Most functions of text give nothing for several values (spl-core 2.1).
      const always =
        definition?.total === true && given.every((each) => each.presence === 'always' && each.plurality === 'single');
      const presence = always ? 'always' : 'maybe';
      if (definition?.epoch === true) return fact({ kind: 'epoch' }, presence);
      const single =
        definition?.single === true ||
        (definition !== undefined &&
          definition.group !== 'multivalue' &&
          definition.group !== 'json' &&
          given.every((each) => each.plurality === 'single'));
      return {
        ...anyField,
        presence,
        plurality: single ? 'single' : definition?.group === 'multivalue' ? 'many' : 'maybe',
        values: valuesOf(definition?.name ?? name, definition?.result === 'number'),
      };
    }
  }
}

function valuesOf(name: string, isNumber: boolean): ValueFacts {
  if (name === 'lower' || name === 'upper') return { kind: 'letter-case', letters: name };
  if (!isNumber) return { kind: 'any' };
  // Of no values there is no count (spl-core 8).
  if (name === 'mvcount') return { kind: 'number', least: 1 };
  return name === 'len' ? { kind: 'number', least: 0 } : { kind: 'number' };
}

/** `true()` or `1=1`: the last condition of a `case` that leaves nothing out. */
function isTrue(expression: Expression | undefined): boolean {
  if (expression?.kind === 'call') return expression.name === 'true';
  if (expression?.kind !== 'binary' || expression.operator !== '=') return false;
  const { left, right } = expression;
  if (left.kind === 'number' && right.kind === 'number') return left.text === right.text;
  return left.kind === 'string' && right.kind === 'string' && left.value === right.value;
}
