import type { SqlDialect } from './dialect.js';

/**
 * How a field is held: a text, a number that a calculation gave, or a list of texts. A field that a row lacks is NULL; a list is
 * never empty, except where the dialect has no NULL for lists and the empty list stands for it.
 */
export type SqlType = 'text' | 'number' | 'list';

/** An SQL expression with what is known of it. */
export interface SqlValue {
  readonly sql: string;
  readonly type: SqlType | 'boolean' | 'null';
  /** For a number that SPL prints in a form of its own, such as six decimals: that text. */
  readonly text?: string;
  /** How many decimals that text has. */
  readonly decimals?: number;
}

/** No value. */
export const nullValue: SqlValue = { sql: 'NULL', type: 'null' };

/** Conversions as SPL makes them (spl-core 2.1, 2.4, 7), and what depends on how nothing is held. */
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
        return this.#dialect.nothing('number');
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
        return this.#dialect.nothing('text');
    }
  }

  /** As one text; null where there are several values (switch `textFunctionMultivalue`). */
  single(value: SqlValue): string {
    return value.type === 'list' ? `spl_one(${value.sql})` : this.text(value);
  }

  list(value: SqlValue): string {
    if (value.type === 'list') return value.sql;
    if (value.type === 'null') return this.#dialect.nothing('list');
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

  /** Whether the row has the field. */
  present(value: SqlValue): string {
    if (value.type === 'null') return 'FALSE';
    return value.type === 'list' ? this.#dialect.lists.present(value.sql) : `${value.sql} IS NOT NULL`;
  }

  absent(value: SqlValue): string {
    if (value.type === 'null') return 'TRUE';
    return value.type === 'list' ? this.#dialect.lists.absent(value.sql) : `${value.sql} IS NULL`;
  }

  /** The first of the expressions that is there; all are of one type. */
  firstOf(sqls: readonly string[], type: SqlType): string {
    if (sqls.length === 1) return sqls[0]!;
    return type === 'list' ? this.#dialect.lists.firstOf(sqls) : `coalesce(${sqls.join(', ')})`;
  }

  /** The expression of the first condition that holds, else the last one, or nothing; all are of one type. */
  choice(
    cases: readonly (readonly [condition: string, sql: string])[],
    otherwise: string | undefined,
    type: SqlType,
  ): string {
    const rest = otherwise ?? (type === 'list' && !this.#dialect.nullLists ? this.#dialect.nothing(type) : undefined);
    const branches = cases.map(([condition, sql]) => `WHEN ${condition} THEN ${sql}`);
    return `CASE ${branches.join(' ')}${rest === undefined ? '' : ` ELSE ${rest}`} END`;
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
