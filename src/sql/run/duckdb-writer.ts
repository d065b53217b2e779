import { duckdb } from '../dialects/duckdb.js';
import type { EventRow } from '../layout.js';
import { lookupColumns } from '../lookup-columns.js';
import { eventColumns } from '../schema.js';
import type { DuckDbAppender } from './duckdb.js';
import type { TableWriter } from './engine.js';
import { EngineText } from './engine-text.js';

const { name } = duckdb;
const mapType = 'MAP(VARCHAR, VARCHAR[])';
const columns = eventColumns.map(({ field, type }) => `${name(field)} ${type === 'number' ? 'DOUBLE' : 'VARCHAR'}`);
const tableBody = `(seq BIGINT, ${columns.join(', ')}, fields ${mapType}, names ${mapType})`;

/** Writes in one transaction: a load that is broken off leaves the database as it was. */
export class DuckDbWriter implements TableWriter {
  readonly atomic = true;
  readonly #database: { run(sql: string): Promise<void> };
  readonly #appender: (table: string) => Promise<DuckDbAppender>;
  readonly #text = new EngineText({ nul: false });

  constructor(database: { run(sql: string): Promise<void> }, appender: (table: string) => Promise<DuckDbAppender>) {
    this.#database = database;
    this.#appender = appender;
  }

  get changedTexts(): number {
    return this.#text.changed;
  }

  run(sql: string): Promise<void> {
    return this.#database.run(sql);
  }

  replaceEvents(table: string): Promise<void> {
    return this.run(`CREATE OR REPLACE TABLE ${name(table)} ${tableBody}`);
  }

  keepEvents(table: string): Promise<void> {
    return this.run(`CREATE TABLE IF NOT EXISTS ${name(table)} ${tableBody}`);
  }

  async append(table: string, rows: readonly EventRow[], from: number): Promise<void> {
    if (rows.length === 0) return;
    // The appender knows no maps: they pass through a table as JSON.
    await this.run(
      `CREATE OR REPLACE TEMP TABLE loading (seq DOUBLE, ${columns.join(', ')}, fields VARCHAR, names VARCHAR)`,
    );
    const appender = await this.#appender('loading');
    rows.forEach((row, index) => {
      appender.appendDouble(from + index);
      for (const cell of row.cells) {
        if (cell === null) appender.appendNull();
        else if (typeof cell === 'number') appender.appendDouble(cell);
        else appender.appendVarchar(this.#text.of(cell));
      }
      appender.appendVarchar(JSON.stringify(this.#text.map(row.fields)));
      appender.appendVarchar(JSON.stringify(this.#text.map(row.names)));
      appender.endRow();
    });
    appender.closeSync();
    const listed = eventColumns.map(({ field }) => name(field)).join(', ');
    const map = (column: string): string => `CAST(CAST(${column} AS JSON) AS ${mapType})`;
    await this.run(
      `INSERT INTO ${name(table)} SELECT CAST(seq AS BIGINT), ${listed}, ${map('fields')}, ${map('names')} FROM loading ORDER BY loading.seq`,
    );
  }

  async replaceLookup(table: string, fields: readonly string[], rows: readonly (readonly string[])[]): Promise<void> {
    const named = lookupColumns(fields);
    // A header may name a column twice; the first counts.
    const distinct = [...new Set(fields)].map((field) => ({ field, index: fields.indexOf(field) }));
    await this.run(
      `CREATE OR REPLACE TABLE ${name(table)} (seq DOUBLE${distinct.map(({ field }) => `, ${name(named.get(field)!)} VARCHAR`).join('')})`,
    );
    const appender = await this.#appender(table);
    rows.forEach((row, line) => {
      appender.appendDouble(line);
      for (const { index } of distinct) appender.appendVarchar(this.#text.of(row[index] ?? ''));
      appender.endRow();
    });
    appender.closeSync();
  }

  drop(table: string): Promise<void> {
    return this.run(`DROP TABLE IF EXISTS ${name(table)}`);
  }

  /** With the functions of searches, so that other programs can run their SQL. */
  async commit(): Promise<void> {
    for (const statement of duckdb.prelude) await this.run(statement);
    await this.run('COMMIT');
  }

  rollback(): Promise<void> {
    return this.run('ROLLBACK');
  }
}
