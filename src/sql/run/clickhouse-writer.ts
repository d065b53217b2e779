import { name } from '../dialects/clickhouse/literals.js';
import type { EventRow } from '../layout.js';
import { lookupColumns } from '../lookup-columns.js';
import { eventColumns } from '../schema.js';
import type { TableWriter } from './engine.js';
import { EngineText } from './engine-text.js';

/** Rows go to the server in inserts of this many, or of this many characters: each insert makes a part on disk. */
const insertRows = 100_000;
const insertCharacters = 16_000_000;

const mapType = 'Map(String, Array(String))';

/** Long texts compress better the longer the window; the others are few values over and over. */
function columnType(field: string, type: 'text' | 'number'): string {
  if (type === 'number') return 'Nullable(Float64) CODEC(ZSTD)';
  return field === '_raw' ? 'Nullable(String) CODEC(ZSTD(3))' : 'LowCardinality(Nullable(String))';
}

const columns = eventColumns.map(({ field, type }) => `${name(field)} ${columnType(field, type)}`);

/**
 * Detections ask for a sourcetype or source within a time range. Events of one sort stand together, so a search reads the
 * blocks of its sort only, and in them those of its time.
 */
const eventsBody = `(seq Int64, ${columns.join(', ')}, fields ${mapType} CODEC(ZSTD), names ${mapType} CODEC(ZSTD))
ENGINE = MergeTree ORDER BY (sourcetype, source, ${name('_time')}, seq) SETTINGS allow_nullable_key = 1`;

type Insert = (table: string, values: readonly (readonly unknown[])[]) => Promise<void>;

interface Buffered {
  rows: (readonly unknown[])[];
  characters: number;
}

/** Writes tables that are replaced beside the old ones, and swaps them at the end; appended rows are visible at once. */
export class ClickHouseWriter implements TableWriter {
  readonly atomic = false;
  readonly #database: { run(sql: string): Promise<void>; tables(): Promise<ReadonlySet<string>> };
  readonly #insert: Insert;
  readonly #text = new EngineText({ nul: true });
  readonly #staged = new Map<string, string>();
  #present: ReadonlySet<string> | undefined;
  readonly #buffers = new Map<string, Buffered>();

  constructor(database: { run(sql: string): Promise<void>; tables(): Promise<ReadonlySet<string>> }, insert: Insert) {
    this.#database = database;
    this.#insert = insert;
  }

  get changedTexts(): number {
    return this.#text.changed;
  }

  run(sql: string): Promise<void> {
    return this.#database.run(sql);
  }

  async replaceEvents(table: string): Promise<void> {
    await this.#stage(table, eventsBody);
  }

  async keepEvents(table: string): Promise<void> {
    await this.run(`CREATE TABLE IF NOT EXISTS ${name(table)} ${eventsBody}`);
  }

  async append(table: string, rows: readonly EventRow[], from: number): Promise<void> {
    let buffer = this.#buffers.get(table);
    if (buffer === undefined) {
      buffer = { rows: [], characters: 0 };
      this.#buffers.set(table, buffer);
    }
    for (const [index, row] of rows.entries()) {
      const cells = row.cells.map((cell) => (typeof cell === 'string' ? this.#text.of(cell) : cell));
      buffer.rows.push([from + index, ...cells, this.#text.map(row.fields), this.#text.map(row.names)]);
      buffer.characters += 200 + 3 * (cells[1] === null ? 0 : String(cells[1]).length);
      if (buffer.rows.length >= insertRows || buffer.characters >= insertCharacters) await this.#flush(table, buffer);
    }
  }

  async replaceLookup(table: string, fields: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    const named = lookupColumns(fields);
    // A header may name a column twice; the first counts.
    const distinct = [...new Set(fields)].map((field) => ({ field, index: fields.indexOf(field) }));
    const listed = distinct.map(({ field }) => `, ${name(named.get(field)!)} String`).join('');
    const staged = await this.#stage(table, `(seq Int64${listed})\nENGINE = MergeTree ORDER BY seq`);
    for (let at = 0; at < rows.length; at += insertRows) {
      const values = rows
        .slice(at, at + insertRows)
        .map((row, index) => [at + index, ...distinct.map((each) => this.#text.of(row[each.index] ?? ''))]);
      await this.#insert(name(staged), values);
    }
  }

  async drop(table: string): Promise<void> {
    await this.run(`DROP TABLE IF EXISTS ${name(table)}`);
  }

  async commit(): Promise<void> {
    for (const [table, buffer] of this.#buffers) await this.#flush(table, buffer);
    if (this.#staged.size === 0) return;
    const present = await this.#database.tables();
    const dropped: string[] = [];
    const moves: string[] = [];
    const left: string[] = [];
    for (const [table, staged] of this.#staged) {
      if (present.has(table)) {
        const before = `${table} (before)`;
        if (present.has(before)) dropped.push(before);
        moves.push(`${name(table)} TO ${name(before)}`);
        left.push(before);
      }
      moves.push(`${name(staged)} TO ${name(table)}`);
    }
    for (const table of dropped) await this.drop(table);
    await this.run(`RENAME TABLE ${moves.join(', ')}`);
    this.#staged.clear();
    for (const table of left) await this.drop(table);
  }

  async rollback(): Promise<void> {
    this.#buffers.clear();
    for (const staged of this.#staged.values()) await this.drop(staged);
    this.#staged.clear();
  }

  /** Makes an empty table beside the one that it will replace. */
  async #stage(table: string, body: string): Promise<string> {
    const staged = `${table} (loading)`;
    this.#present ??= await this.#database.tables();
    // A load that was broken off left it.
    if (this.#present.has(staged)) await this.drop(staged);
    await this.run(`CREATE TABLE ${name(staged)} ${body}`);
    this.#staged.set(table, staged);
    return staged;
  }

  async #flush(table: string, buffer: Buffered): Promise<void> {
    const { rows } = buffer;
    buffer.rows = [];
    buffer.characters = 0;
    if (rows.length > 0) await this.#insert(name(this.#staged.get(table) ?? table), rows);
  }
}
