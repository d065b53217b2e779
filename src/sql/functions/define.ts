import type { Expression, FunctionCall } from '../../syntax/ast.js';
import { literalOf } from '../compare.js';
import type { Emitter } from '../emitter.js';
import type { NamedOperands } from '../named.js';
import { unsupported } from '../refusal.js';
import type { Scope } from '../scope.js';
import type { SqlValue } from '../value.js';

/** A call that is being emitted. */
export interface Call {
  readonly node: FunctionCall;
  readonly args: readonly Expression[];
  readonly scope: Scope;
  readonly cx: Emitter;
  value(index: number): SqlValue;
  condition(index: number): string;
  /** The argument as one text; null where there are several values. */
  single(index: number): string;
  text(index: number): string;
  number(index: number): string;
  list(index: number): string;
  literal(index: number): string | undefined;
  /** A literal that the template cannot do without. */
  fixed(index: number, what: string): string;
}

/** The template of a function, or why there is none. */
export type FunctionTemplate = ((call: Call) => SqlValue) | { readonly unsupported: string };

/** A call with its arguments in SQL, under names. */
export function callOf(node: FunctionCall, scope: Scope, cx: Emitter, named: NamedOperands): Call {
  const values = new Map<number, SqlValue>();
  const value = (index: number): SqlValue => {
    const known = values.get(index);
    if (known !== undefined) return known;
    const argument = node.args[index]!;
    const made = named.of(argument, cx.value(argument, scope));
    values.set(index, made);
    return made;
  };
  const literal = (index: number): string | undefined => constantOf(node.args[index]);
  return {
    node,
    args: node.args,
    scope,
    cx,
    value,
    condition: (index) => cx.condition(node.args[index]!, scope),
    single: (index) => cx.convert.single(value(index)),
    text: (index) => cx.convert.text(value(index)),
    number: (index) => cx.convert.number(value(index)),
    list: (index) => cx.convert.list(value(index)),
    literal,
    fixed: (index, what) =>
      literal(index) ?? unsupported(`${what} of ${node.name}() is not written as a literal`, node.span),
  };
}

/** The value of a literal, also of literals put together. */
function constantOf(expression: Expression | undefined): string | undefined {
  if (expression?.kind === 'group') return constantOf(expression.inner);
  if (expression?.kind !== 'binary' || (expression.operator !== '.' && expression.operator !== '+'))
    return literalOf(expression);
  const [left, right] = [constantOf(expression.left), constantOf(expression.right)];
  if (
    left === undefined ||
    right === undefined ||
    (expression.operator === '+' && expression.left.kind !== 'string' && expression.right.kind !== 'string')
  )
    return undefined;
  return left + right;
}

/** SQL that gives text. */
export const text = (sql: string): SqlValue => ({ sql, type: 'text' });
export const number = (sql: string): SqlValue => ({ sql, type: 'number' });
/** SQL that gives a list. */
export const list = (sql: string): SqlValue => ({ sql, type: 'list' });
/** SQL that gives a truth value. */
export const boolean = (sql: string): SqlValue => ({ sql, type: 'boolean' });
