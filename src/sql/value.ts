import type { SqlDialect } from './dialect.js';

/**
 * How a field is held: a text, a number that a calculation gave, or a list of texts. A list is never empty; a field that a row
 * lacks is NULL.
 */
export type SqlType = 'text' | 'number' | 'list';

/** An SQL expression with what is known of it. */
export interface SqlValue {
  readonly sql: string;
  readonly type: SqlType | 'boolean' | 'null';
  /** For a number that SPL prints in a form of its own, such as six decimals: that text. */
  readonly text?: string;
}

export const nullValue: SqlValue = { sql: 'NULL', type: 'null' };

/** Conversions as SPL makes them (spl-core 2.1, 2.4, 7). */
export class Conversions {
  readonly #dialect: SqlDialect;

  constructor(dialect: SqlDialect) {
    this.#dialect = dialect;
  }

  /** As a number; null where the value is none, or several. */
  number(value: SqlValue): string {
    switch (value.type) {
      case 'number':
        return value.sql;
      case 'text':
        return `spl_num(${value.sql})`;
      case 'list':
        return `spl_num(spl_one(${value.sql}))`;
      case 'boolean':
      case 'null':
        return `CAST(NULL AS ${this.#dialect.types.number})`;
    }
  }

  /** As one text; several values are joined by newlines. */
  text(value: SqlValue): string {
    switch (value.type) {
      case 'number':
        return value.text ?? `spl_text(${value.sql})`;
      case 'text':
        return value.sql;
      case 'list':
        return `spl_join(${value.sql})`;
      case 'boolean':
        return `CASE WHEN ${value.sql} THEN 'True' ELSE 'False' END`;
      case 'null':
        return `CAST(NULL AS ${this.#dialect.types.text})`;
    }
  }

  /** As one text; null where there are several values (switch `textFunctionMultivalue`). */
  single(value: SqlValue): string {
    return value.type === 'list' ? `spl_one(${value.sql})` : this.text(value);
  }

  list(value: SqlValue): string {
    if (value.type === 'list') return value.sql;
    if (value.type === 'null') return `CAST(NULL AS ${this.#dialect.types.list})`;
    return `spl_list(${this.text(value)})`;
  }

  to(value: SqlValue, type: SqlType): string {
    return type === 'number' ? this.number(value) : type === 'list' ? this.list(value) : this.text(value);
  }

  /** As a field holds it: a Boolean cannot be stored. */
  stored(value: SqlValue): { sql: string; type: SqlType } {
    if (value.type === 'boolean' || value.type === 'null') return { sql: this.text(nullValue), type: 'text' };
    if (value.type === 'number' && value.text !== undefined) return { sql: value.text, type: 'text' };
    return { sql: value.sql, type: value.type };
  }

  /** A condition that is true or false. */
  condition(value: SqlValue): string {
    return value.type === 'boolean' ? value.sql : 'FALSE';
  }
}

/** The type that holds values of all of these. */
export function commonType(types: readonly SqlValue['type'][]): SqlType | 'boolean' {
  const known = types.filter((type) => type !== 'null');
  if (known.includes('list')) return 'list';
  if (known.length > 0 && known.every((type) => type === 'boolean')) return 'boolean';
  if (known.length > 0 && known.every((type) => type === 'number')) return 'number';
  return 'text';
}
