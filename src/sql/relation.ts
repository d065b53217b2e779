import type { Span } from '../source/span.js';
import type { SqlDialect } from './dialect.js';
import { commentText } from './quote.js';
import { unsupported } from './refusal.js';
import { Conversions, nullValue, type SqlType, type SqlValue } from './value.js';

/** A column that holds a field. */
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
  /** Whether further fields whose names begin with `_` are in the map, and no others; only where it is not open. */
  readonly internal: boolean;
  /** The column `@`: other names by which an event is selected, and values as written. */
  readonly names: boolean;
  /** The key of a field as a search writes it; `''` where there is no such field. */
  readonly keyOf?: (field: string) => string;
  readonly writtenName?: (key: string) => string;
  /** Data points, whose metrics are the fields that patterns stand for. */
  readonly metrics?: true;
  /** The positions are no numbers yet: the table has nothing that numbers its rows. */
  readonly unnumbered?: true;
}

/** Position of a row among the rows; unique. */
export const position = '#';
export const others = '*';
/** The column of further names of an event. */
export const names = '@';

/** The value of a field in the rows of a relation. */
export function fieldOf(relation: Relation, field: string, dialect: SqlDialect, qualifier = ''): SqlValue {
  const key = relation.keyOf === undefined ? field : relation.keyOf(field);
  const column = relation.columns.get(field) ?? relation.columns.get(key);
  if (column !== undefined) return { sql: qualifier + dialect.name(column.name), type: column.type };
  // A data set may say below what it stands although that is no field of its rows.
  if (field === 'nodename' && relation.keyOf !== undefined && relation.names)
    return { sql: dialect.maps.entry(qualifier + dialect.name(names), dialect.text(field)), type: 'list' };
  if (key === '' || !(relation.open || (relation.internal && key.startsWith('_')))) return nullValue;
  return { sql: dialect.maps.entry(qualifier + dialect.name(others), dialect.text(key)), type: 'list' };
}

/** The entries of a map whose names begin with `_`. */
export function internalEntries(map: string, { functions, maps, text }: SqlDialect): string {
  return maps.filter(map, 'e0', (key) => functions.startsWith(key, text('_')));
}

/** Names of the variables of list functions, which would hide columns of theirs. */
const variables = /^_[a-z]\d*$/i;

/** Gives each field a column name that differs from the others also without letter case, as engines compare them. */
export function columnNames(fields: Iterable<string>): Map<string, string> {
  const taken = new Set<string>([position, others, names]);
  const given = new Map<string, string>();
  for (const field of fields) {
    let name = field === '' ? '_' : field.replaceAll('\0', '?');
    for (let i = 2; taken.has(name.toLowerCase()) || variables.test(name); i++) name = `${field}_${i}`;
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

/** Published detections come to 223. */
const mostRepeatedSteps = 1_000;

interface SelectItem {
  readonly sql: string;
  readonly name: string;
}

/** Whether an SQL text has a name in quotes that no table is named in front of. */
function mentions(sql: string, quoted: string): boolean {
  for (let at = sql.indexOf(quoted); at >= 0; at = sql.indexOf(quoted, at + 1)) if (sql[at - 1] !== '.') return true;
  return false;
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
    options: { position?: string; map?: string; internal?: boolean; names?: string; tail?: string } = {},
  ): Relation {
    const named = columnNames(fields.keys());
    const columns = new Map<string, Column>();
    const q = (name: string): string => this.#dialect.name(name);
    const items: SelectItem[] = [{ sql: options.position ?? q(position), name: position }];
    for (const [field, value] of fields) {
      const { sql, type } = this.#convert.stored(value);
      const name = named.get(field)!;
      columns.set(field, { name, type });
      items.push({ sql, name });
    }
    if (options.map !== undefined) items.push({ sql: options.map, name: others });
    if (options.names !== undefined) items.push({ sql: options.names, name: names });
    const tail = options.tail === undefined ? '' : `\n  ${options.tail}`;
    const table = this.step(label, span, this.#selection(items, `FROM ${from}${tail}`));
    const { map, internal = false } = options;
    return {
      table,
      columns,
      open: map !== undefined && !internal,
      internal: map !== undefined && internal,
      names: options.names !== undefined,
    };
  }

  #selection(items: readonly SelectItem[], rest: string): string {
    const q = (name: string): string => this.#dialect.name(name);
    const list = (all: readonly SelectItem[]): string =>
      all.map(({ sql, name }) => (sql === q(name) ? sql : `${sql} AS ${q(name)}`)).join(', ');
    const hides = (item: SelectItem): boolean =>
      item.sql !== q(item.name) &&
      (mentions(rest, q(item.name)) || items.some((other) => other !== item && mentions(other.sql, q(item.name))));
    if (!this.#dialect.aliasesHide || !items.some(hides)) return `SELECT ${list(items)}\n  ${rest}`;
    // New values get names that no column has, and their own names in a step around it.
    const inner = items.map((item) => (hides(item) ? { ...item, name: `${item.name} new` } : item));
    const outer = items.map((item) => ({ sql: q(hides(item) ? `${item.name} new` : item.name), name: item.name }));
    return `SELECT ${list(outer)}\n  FROM (SELECT ${list(inner)}\n  ${rest})`;
  }

  /** How many steps an engine runs that computes a table anew wherever it is named. */
  #repeatedSteps(): number {
    const steps = new Map<string, number>();
    for (const { table, body } of this.#steps) {
      let count = 1;
      for (const [name] of body.matchAll(/\bs\d+_\w+/g)) count += steps.get(name) ?? 0;
      steps.set(table, count);
    }
    return Math.max(0, ...steps.values());
  }

  /** The text of the statement that gives the rows of the last relation in order. */
  render(last: Relation): string {
    if (this.#dialect.repeatsTables && this.#repeatedSteps() > mostRepeatedSteps)
      unsupported(`${this.#dialect.title} would compute the steps of the search over and over`);
    const steps = this.#steps.map((step, index) => {
      const previous = this.#steps[index - 1]?.comment;
      const comment = step.comment === '' || step.comment === previous ? '' : `-- ${step.comment}\n`;
      return `${comment}${step.table} AS (\n  ${step.body}\n)`;
    });
    const q = (name: string): string => this.#dialect.name(name);
    const columns = [...last.columns.values()].map(({ name }) => q(name));
    if (last.open) columns.push(q(others));
    if (last.internal) columns.push(`${internalEntries(q(others), this.#dialect)} AS ${q(others)}`);
    if (columns.length === 0) columns.push(`${this.#dialect.nothing('text')} AS ${q('_')}`);
    const definitions = this.#dialect.definitions(steps.join('\n'));
    return `WITH\n${[...definitions, ...steps].join(',\n')}\nSELECT ${columns.join(', ')}\nFROM ${last.table}\nORDER BY ${q(position)}\n`;
  }
}
