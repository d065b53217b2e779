import type { BinaryExpression, ComparisonOperator, Expression } from '../syntax/ast.js';
import { emitComparison, emitIn, literalOf, staticKind } from './compare.js';
import type { Emitter } from './emitter.js';
import { emitCall } from './functions/index.js';
import { emitLike } from './functions/matching.js';
import { NamedOperands } from './named.js';
import { unsupported } from './refusal.js';
import { type Scope, valueIn } from './scope.js';
import type { SqlValue } from './value.js';

const boolean = (sql: string): SqlValue => ({ sql, type: 'boolean' });

/** An eval expression as SQL (spl-core 2). */
export function emitExpression(expression: Expression, scope: Scope, cx: Emitter): SqlValue {
  const { dialect, convert } = cx;
  switch (expression.kind) {
    case 'number': {
      const text = literalOf(expression)!;
      const sql = dialect.number(Number(expression.text));
      return text.includes('.') ? { sql, type: 'number', text: dialect.text(text) } : { sql, type: 'number' };
    }
    case 'string':
      return { sql: dialect.text(expression.value), type: 'text' };
    case 'field':
      return valueIn(scope, expression.name, dialect);
    case 'group':
      return emitExpression(expression.inner, scope, cx);
    case 'subsearch':
      return emitSubsearchValue(expression, cx);
    case 'unary': {
      if (expression.operator === 'not') {
        if (cx.schema.semantics.notOfNullComparison !== 'true')
          unsupported('NOT of a null comparison is null by a switch', expression.span);
        return boolean(`NOT ${cx.condition(expression.operand, scope)}`);
      }
      const operand = emitExpression(expression.operand, scope, cx);
      const number = convert.number(operand);
      if (expression.operator === '+') return { sql: number, type: 'number' };
      const literal = literalOf(expression);
      return {
        sql: `(-${number})`,
        type: 'number',
        ...(literal?.includes('.') ? { text: dialect.text(literal) } : {}),
      };
    }
    case 'in':
      return boolean(emitIn(expression, scope, cx));
    case 'call':
      return emitCall(expression, scope, cx);
    case 'binary':
      return emitBinary(expression, scope, cx);
  }
}

function isComparison(expression: BinaryExpression): expression is BinaryExpression & { operator: ComparisonOperator } {
  return ['=', '!=', '<', '<=', '>', '>='].includes(expression.operator);
}

function emitBinary(expression: BinaryExpression, scope: Scope, cx: Emitter): SqlValue {
  if (isComparison(expression)) return boolean(emitComparison(expression, scope, cx));
  switch (expression.operator) {
    case 'and':
    case 'or': {
      const word = expression.operator === 'and' ? 'AND' : 'OR';
      return boolean(
        `(${chain(expression, expression.operator)
          .map((each) => cx.condition(each, scope))
          .join(` ${word} `)})`,
      );
    }
    case 'xor':
      return boolean(`(${cx.condition(expression.left, scope)} <> ${cx.condition(expression.right, scope)})`);
    case 'like':
      return boolean(emitLike(expression.left, expression.right, scope, cx));
    default:
  }
  const named = new NamedOperands(cx);
  const [left, right] = [expression.left, expression.right].map((each) =>
    named.of(each, emitExpression(each, scope, cx)),
  );
  return named.around(calculated(expression, left!, right!, cx));
}

function calculated(expression: BinaryExpression, left: SqlValue, right: SqlValue, cx: Emitter): SqlValue {
  const { convert } = cx;
  const [a, b] = [convert.number(left), convert.number(right)];
  const number = (sql: string): SqlValue => ({ sql, type: 'number' });
  switch (expression.operator) {
    case '.':
      return { sql: `(${convert.single(left)} || ${convert.single(right)})`, type: 'text' };
    case '+':
      return emitPlus(expression, left, right, cx);
    case '-':
      return number(emitSum('-', expression, left, right, cx));
    case '%':
      return number(`(${a} % nullif(${b}, 0))`);
    case '*':
      return rounded(`(${a} * ${b})`, left, right, cx);
    case '/':
      return rounded(`(${a} / nullif(${b}, 0))`, left, right, cx);
    default:
      return unsupported(`the operator ${expression.operator}`, expression.span);
  }
}

/** The operands of a chain of one operator, without recursion into its depth. */
function chain(expression: BinaryExpression, operator: 'and' | 'or'): Expression[] {
  const operands: Expression[] = [];
  const open: Expression[] = [expression];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.kind === 'binary' && next.operator === operator) open.push(next.right, next.left);
    else operands.push(next);
  }
  return operands;
}

/** A text with a point carries significant digits into `*` and `/` (spl-core 2.4). */
function rounded(sql: string, left: SqlValue, right: SqlValue, cx: Emitter): SqlValue {
  const digits = [left, right].flatMap((value) =>
    value.text !== undefined
      ? [`spl_digits(${value.text})`]
      : value.type === 'number'
        ? []
        : [`spl_digits(${cx.convert.single(value)})`],
  );
  if (digits.length === 0) return { sql, type: 'number' };
  const fewest = digits.length === 1 ? digits[0]! : `least(${digits.join(', ')})`;
  return { sql: `spl_significant(${sql}, ${fewest})`, type: 'number', text: `spl_product(${sql}, ${fewest})` };
}

/** A sum or difference of numbers; where an operand is written with a point, with no more decimals than they have (spl-core 2.4). */
function emitSum(
  operator: '+' | '-',
  { left, right }: BinaryExpression,
  first: SqlValue,
  second: SqlValue,
  cx: Emitter,
): string {
  const sql = `(${cx.convert.number(first)} ${operator} ${cx.convert.number(second)})`;
  const operands = [
    { literal: literalOf(left), value: first },
    { literal: literalOf(right), value: second },
  ];
  const isWritten = ({ literal, value }: (typeof operands)[number]): boolean =>
    literal?.includes('.') ?? (value.text !== undefined || value.type === 'text' || value.type === 'list');
  if (!operands.some(isWritten)) return sql;
  const texts = operands.map(({ literal, value }) => {
    if (literal !== undefined) return cx.dialect.text(literal);
    if (value.decimals !== undefined) return cx.dialect.text(`.${'0'.repeat(value.decimals)}`);
    if (value.type !== 'number') return cx.convert.single(value);
    return value.sql === cx.now ? "'0'" : `CASE WHEN ${value.sql} = trunc(${value.sql}) THEN '0' END`;
  });
  return `spl_sum(${sql}, ${texts.join(', ')})`;
}

/** `+`: numbers add, a text beside makes it a concatenation (spl-core 2.4). */
function emitPlus(expression: BinaryExpression, left: SqlValue, right: SqlValue, cx: Emitter): SqlValue {
  const { convert } = cx;
  const kinds = [staticKind(expression.left), staticKind(expression.right)];
  const joined = `(${convert.single(left)} || ${convert.single(right)})`;
  if (kinds.includes('string')) return { sql: joined, type: 'text' };
  const sum = emitSum('+', expression, left, right, cx);
  if (kinds.includes('number') || (left.type === 'number' && right.type === 'number'))
    return { sql: sum, type: 'number' };
  return { sql: `coalesce(spl_text(${sum}), ${joined})`, type: 'text' };
}

/** The first visible field of the first row (spl-commands 9.2). */
function emitSubsearchValue(expression: Expression & { kind: 'subsearch' }, cx: Emitter): SqlValue {
  const rows = cx.subsearch(expression.pipeline, true);
  const root = cx.plan.subsearches.get(expression.pipeline);
  const returned = root?.kind === 'apply' && root.procedure.name === 'return';
  const [field, column] = [...rows.columns].find(([name]) => !name.startsWith('_')) ?? [];
  if (rows.open || field === undefined || column === undefined)
    return unsupported('the fields of a subsearch are not known', expression.span);
  if (!returned && field !== 'search' && field !== 'query')
    return unsupported('the text of a subsearch is a comparison, which is read as an expression', expression.span);
  if (column.type !== 'number') unsupported('the text of a subsearch is read as an expression', expression.span);
  const q = cx.dialect.name;
  return { sql: `(SELECT ${q(column.name)} FROM ${rows.table} ORDER BY ${q('#')} LIMIT 1)`, type: 'number' };
}
