import type { Span } from '../source/span.js';
import type { SqlDialect } from './dialect.js';
import { commentText } from './quote.js';
import { Conversions, nullValue, type SqlType, type SqlValue } from './value.js';

export interface Column {
  /** Name in SQL; it differs from the field where two fields differ in letter case only. */
  readonly name: string;
  readonly type: SqlType;
}

/** The rows after a command: a common table expression and the fields it holds. */
export interface Relation {
  readonly table: string;
  /** Fields with a column of their own. */
  readonly columns: ReadonlyMap<string, Column>;
  /** Whether further fields are in the map `*`; a column hides the entry of its name. */
  readonly open: boolean;
  /** The column `@`: other names by which an event is selected, and values as written. */
  readonly names: boolean;
  /** The key of a field as a search writes it; `''` where there is no such field. */
  readonly keyOf?: (field: string) => string;
  readonly writtenName?: (key: string) => string;
  /** The positions are no numbers yet: the table has nothing that numbers its rows. */
  readonly unnumbered?: true;
}

/** Position of a row among the rows; unique. */
export const position = '#';
export const others = '*';
export const names = '@';

/** The value of a field in the rows of a relation. */
export function fieldOf(relation: Relation, field: string, dialect: SqlDialect, qualifier = ''): SqlValue {
  const key = relation.keyOf === undefined ? field : relation.keyOf(field);
  const column = relation.columns.get(field) ?? relation.columns.get(key);
  if (column !== undefined) return { sql: qualifier + dialect.name(column.name), type: column.type };
  if (!relation.open || key === '') return nullValue;
  return { sql: dialect.maps.entry(qualifier + dialect.name(others), dialect.text(key)), type: 'list' };
}

/** Gives each field a column name that differs from the others also without letter case, as engines compare them. */
export function columnNames(fields: Iterable<string>): Map<string, string> {
  const taken = new Set<string>([position, others, names]);
  const given = new Map<string, string>();
  for (const field of fields) {
    let name = field === '' ? '_' : field.replaceAll('\0', '?');
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${field}_${i}`;
    taken.add(name.toLowerCase());
    given.set(field, name);
  }
  return given;
}

interface Step {
  readonly table: string;
  readonly comment: string;
  readonly body: string;
}

/** The common table expressions of a statement, in order. */
export class Statement {
  readonly #steps: Step[] = [];
  readonly #dialect: SqlDialect;
  readonly #text: string;
  readonly #convert: Conversions;

  constructor(dialect: SqlDialect, text: string) {
    this.#dialect = dialect;
    this.#text = text;
    this.#convert = new Conversions(dialect);
  }

  /** Adds a step; `label` becomes part of its name, the command at `span` its comment. */
  step(label: string, span: Span, body: string): string {
    const table = `s${this.#steps.length + 1}_${label}`;
    this.#steps.push({ table, comment: commentText(this.#text.slice(span.start, span.end)), body });
    return table;
  }

  /** Rows with these fields; `map` is the expression for further fields. */
  select(
    label: string,
    span: Span,
    from: string,
    fields: ReadonlyMap<string, SqlValue>,
    options: { position?: string; map?: string; names?: string; tail?: string } = {},
  ): Relation {
    const named = columnNames(fields.keys());
    const columns = new Map<string, Column>();
    const q = (name: string): string => this.#dialect.name(name);
    const as = (sql: string, name: string): string => (sql === q(name) ? sql : `${sql} AS ${q(name)}`);
    const items = [as(options.position ?? q(position), position)];
    for (const [field, value] of fields) {
      const { sql, type } = this.#convert.stored(value);
      const name = named.get(field)!;
      columns.set(field, { name, type });
      items.push(as(sql, name));
    }
    if (options.map !== undefined) items.push(as(options.map, others));
    if (options.names !== undefined) items.push(as(options.names, names));
    const tail = options.tail === undefined ? '' : `\n  ${options.tail}`;
    const table = this.step(label, span, `SELECT ${items.join(', ')}\n  FROM ${from}${tail}`);
    return { table, columns, open: options.map !== undefined, names: options.names !== undefined };
  }

  /** The text of the statement that gives the rows of the last relation in order. */
  render(last: Relation): string {
    const steps = this.#steps.map((step, index) => {
      const previous = this.#steps[index - 1]?.comment;
      const comment = step.comment === '' || step.comment === previous ? '' : `-- ${step.comment}\n`;
      return `${comment}${step.table} AS (\n  ${step.body}\n)`;
    });
    const q = (name: string): string => this.#dialect.name(name);
    const columns = [...last.columns.values()].map(({ name }) => q(name));
    if (last.open) columns.push(q(others));
    if (columns.length === 0) columns.push(`${this.#dialect.nothing('text')} AS ${q('_')}`);
    return `WITH\n${steps.join(',\n')}\nSELECT ${columns.join(', ')}\nFROM ${last.table}\nORDER BY ${q(position)}\n`;
  }
}
