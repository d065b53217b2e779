import { type Comparing, comparing, kindOf, literalOf } from '../compile/check-expression.js';
import type { StaticKind } from '../functions/define.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import type { BinaryExpression, ComparisonOperator, Expression, InExpression } from '../syntax/ast.js';
import type { Emitter } from './emitter.js';
import { NamedOperands } from './named.js';
import type { Scope } from './scope.js';
import type { SqlValue } from './value.js';

const kind = (expression: Expression): StaticKind => kindOf(expression, scalarRegistry);

/** A comparison of eval and where; false where a side is null. */
export function emitComparison(
  expression: BinaryExpression & { operator: ComparisonOperator },
  scope: Scope,
  cx: Emitter,
): string {
  const { operator, left, right } = expression;
  const named = new NamedOperands(cx);
  const [a, b] = [left, right].map((each) => named.of(each, cx.value(each, scope)));
  return named.resolved(compareValues(operator, a!, b!, comparing(kind(left), kind(right)), cx));
}

/** Whether the values of two expressions are equal as `=` has it. */
export function emitEqual(
  [left, right]: readonly [Expression, Expression],
  [a, b]: readonly [SqlValue, SqlValue],
  cx: Emitter,
): string {
  return compareValues('=', a, b, comparing(kind(left), kind(right)), cx);
}

function compareValues(
  operator: ComparisonOperator,
  left: SqlValue,
  right: SqlValue,
  how: Comparing,
  cx: Emitter,
): string {
  if (left.type === 'null' || right.type === 'null') return 'FALSE';
  if (how === 'boolean' || left.type === 'boolean' || right.type === 'boolean') {
    if (left.type !== 'boolean' || right.type !== 'boolean') return operator === '!=' ? 'TRUE' : 'FALSE';
    return `(${left.sql}) ${operator} (${right.sql})`;
  }
  if (left.type !== 'list' && right.type !== 'list') return single(operator, left, right, how, cx);
  const { convert } = cx;
  if (operator === '=' && left.type === 'list' && right.type !== 'list' && how === 'text')
    return cx.dialect.lists.contains(left.sql, convert.text(right));
  const equal = anyEqual(left, right, how, cx);
  if (operator === '=') return equal;
  // One value on each side compares as such; of several, only equality can be asked.
  const one = (value: SqlValue): SqlValue =>
    value.type === 'list' ? { sql: `spl_one(${value.sql})`, type: 'text' } : value;
  const alone = single(operator, one(left), one(right), how, cx);
  if (operator !== '!=') return alone;
  const several = [left, right]
    .filter((value) => value.type === 'list')
    .map((value) => `${cx.dialect.lists.size(value.sql)} > 1`);
  const present = [left, right].map((value) => convert.present(value));
  return `(${alone} OR (${present.join(' AND ')} AND (${several.join(' OR ')}) AND NOT ${equal}))`;
}

function anyEqual(left: SqlValue, right: SqlValue, how: Comparing, cx: Emitter): string {
  const [list, other] = left.type === 'list' ? [left, right] : [right, left];
  const variable = cx.variable();
  const element: SqlValue = { sql: variable, type: 'text' };
  if (other.type === 'list') {
    const inner = cx.variable();
    const pair = single('=', element, { sql: inner, type: 'text' }, how, cx);
    return cx.dialect.lists.any(list.sql, variable, cx.dialect.lists.any(other.sql, inner, pair));
  }
  return cx.dialect.lists.any(list.sql, variable, single('=', element, other, how, cx));
}

function single(operator: ComparisonOperator, left: SqlValue, right: SqlValue, how: Comparing, cx: Emitter): string {
  const { convert } = cx;
  const sign = operator === '!=' ? '<>' : operator;
  if (how === 'number' || (left.type === 'number' && right.type === 'number'))
    return `coalesce(${convert.number(left)} ${sign} ${convert.number(right)}, FALSE)`;
  const a = convert.text(left);
  const b = convert.text(right);
  if (how === 'text') return `coalesce(${a} ${sign} ${b}, FALSE)`;
  // A number needs to become text only beside a text that is none.
  if (left.type === 'number' || right.type === 'number') {
    const [x, y] = [convert.number(left), convert.number(right)];
    return `coalesce(${x} ${sign} ${y}, ${a} ${sign} ${b}, FALSE)`;
  }
  const present = `${a} IS NOT NULL AND ${b} IS NOT NULL`;
  switch (operator) {
    case '=':
      return `spl_equal(${a}, ${b})`;
    case '!=':
      return `(${present} AND NOT spl_equal(${a}, ${b}))`;
    case '<':
      return `spl_less(${a}, ${b})`;
    case '>':
      return `spl_less(${b}, ${a})`;
    case '<=':
      return `(${present} AND NOT spl_less(${b}, ${a}))`;
    case '>=':
      return `(${present} AND NOT spl_less(${a}, ${b}))`;
  }
}

/** `x IN (..)`: equality with any item, no wildcards (spl-core 2.2). */
export function emitIn(expression: InExpression, scope: Scope, cx: Emitter): string {
  const named = new NamedOperands(cx);
  const needle = named.of(expression.needle, cx.value(expression.needle, scope));
  if (needle.type === 'null') return 'FALSE';
  const texts = expression.items.flatMap((item) => (item.kind === 'string' ? [cx.dialect.text(item.value)] : []));
  const tests: string[] = [];
  if (texts.length > 0) {
    if (needle.type === 'list') {
      const variable = cx.variable();
      tests.push(cx.dialect.lists.any(needle.sql, variable, `${variable} IN (${texts.join(', ')})`));
    } else tests.push(`coalesce(${cx.convert.text(needle)} IN (${texts.join(', ')}), FALSE)`);
  }
  for (const item of expression.items) {
    if (item.kind === 'string') continue;
    tests.push(compareValues('=', needle, cx.value(item, scope), comparing(kind(expression.needle), kind(item)), cx));
  }
  return named.resolved(`(${tests.join(' OR ')})`);
}

export { kind as staticKind, literalOf };
