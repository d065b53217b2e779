import type { Expression } from '../syntax/ast.js';
import type { Emitter } from './emitter.js';
import { unsupported } from './refusal.js';
import { repeatsArgument } from './spl-functions.js';
import type { SqlValue } from './value.js';

/** Characters of an expression; no engine would read a larger one in time. */
const mostOfExpression = 100_000;
/** Characters of SQL that may stand in several places, where it calls none of the functions of SPL. */
const mostOfCheap = 100;

/** Something that a name stands for while an expression is put together. */
interface Held {
  readonly name: string;
  readonly value: SqlValue;
  /** The name of its text, where it is a number with a text of its own. */
  readonly text: string | undefined;
}

/**
 * The operands of an expression under names. Templates write an operand wherever they need it; once they are done, it is put into its only
 * place, or worked out once for all of them, as the variable of a list with it alone. So the text of what is nested grows by what is
 * written, not by how often. Columns and literals are written out.
 */
export class NamedOperands {
  readonly #cx: Emitter;
  readonly #held: Held[] = [];

  constructor(cx: Emitter) {
    this.#cx = cx;
  }

  /** An operand as templates write it. */
  of(expression: Expression, value: SqlValue): SqlValue {
    let inner = expression;
    while (inner.kind === 'group') inner = inner.inner;
    const isPlain = inner.kind === 'field' || inner.kind === 'string' || inner.kind === 'number';
    return isPlain || value.type === 'boolean' || value.type === 'null' ? value : this.value(value);
  }

  /** A value as templates write it. */
  value(value: SqlValue): SqlValue {
    if (this.#isCheap(value.sql)) return value;
    const name = this.#cx.placeholder();
    const text = value.text === undefined ? undefined : this.#cx.placeholder();
    this.#held.push({ name, value, text });
    return { ...value, sql: name, ...(text === undefined ? {} : { text }) };
  }

  /** An expression without names. */
  around(value: SqlValue): SqlValue {
    if (this.#held.length === 0) return value;
    const { sql, text } = value;
    return { ...value, sql: this.resolved(sql), ...(text === undefined ? {} : { text: this.resolved(text) }) };
  }

  resolved(sql: string): string {
    return this.#held.reduce((written, { name, value, text }) => {
      if (text === undefined || !written.includes(text)) return this.#put(name, value.sql, written);
      // A number whose text is asked as well is that of its text: both at once would double with each step of a chain.
      const number = this.#cx.convert.number({ sql: text, type: 'text' });
      return this.#put(
        text,
        value.text!,
        written.replaceAll(name, () => number),
      );
    }, sql);
  }

  #put(name: string, sql: string, written: string): string {
    const parts = written.split(name);
    if (parts.length === 1) return written;
    // A list function takes no subquery into what it does with its items.
    const [before, ...more] = parts;
    const inPlace =
      (more.length === 1 && !repeatsArgument(before!)) || /\(SELECT\b|spl_(?:json|members)\(/.test(written);
    const variable = inPlace ? sql : this.#cx.variable();
    const body = parts.join(variable);
    if (body.length > mostOfExpression) return unsupported('an expression of so many operands');
    return inPlace ? body : this.#cx.dialect.named([[variable, sql]], body);
  }

  #isCheap(sql: string): boolean {
    return sql === this.#cx.now || (sql.length <= mostOfCheap && !sql.includes('spl_'));
  }
}

/** What is written of a value that stands in several places, worked out once. */
export function once(sql: string, cx: Emitter, body: (sql: string) => string): string {
  const named = new NamedOperands(cx);
  return named.resolved(body(named.value({ sql, type: 'text' }).sql));
}
