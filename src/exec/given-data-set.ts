import { scalarText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { Batch, DatasetSource, TimeRange } from './context.js';
import { insideRange } from './inside-range.js';
import { inBatches } from './operator.js';

/** Fields that carry no prefix (spl-commands 11.1). */
const unprefixed = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server', 'nodename']);

/** In front of a plain name that a search writes for a field which has its data set in front: there is no such field. */
const noField = '\0';

/** Members of a data set that a program gives as rows with plain names; a row says in `nodename` to which children it belongs. */
export interface GivenRows {
  readonly dataset: string;
  readonly rows: readonly Event[];
}

/** The data sets of one model as sources: one data set, or several roots side by side. */
export class GivenDataSet implements DatasetSource {
  readonly #parts: readonly GivenRows[];
  readonly #fields: ReadonlySet<string>;
  readonly #prefixes: ReadonlySet<string>;
  readonly #keys = new Map<string, string>();

  constructor(parts: readonly GivenRows[]) {
    this.#parts = parts;
    const fields = new Set<string>();
    const prefixes = new Set<string>();
    for (const { dataset, rows } of parts) {
      prefixes.add(dataset.toLowerCase());
      for (const row of rows) {
        for (const field of row.fieldNames()) fields.add(field);
        for (const path of nodeNames(row)) for (const name of path.split('.')) prefixes.add(name.toLowerCase());
      }
    }
    this.#fields = fields;
    this.#prefixes = prefixes;
  }

  async *rows(range: TimeRange): AsyncIterable<Batch> {
    const several = this.#parts.length > 1;
    for (const { dataset, rows } of this.#parts) {
      for await (const batch of inBatches(rows)) {
        const inside = batch.filter((row) => insideRange(row, range));
        yield inside.map((row) => Event.over(new GivenRow(row, dataset, several)));
      }
    }
  }

  keyOf(written: string): string {
    let key = this.#keys.get(written);
    if (key === undefined) {
      key = this.#resolve(written);
      this.#keys.set(written, key);
    }
    return key;
  }

  /** The prefix is the name of a data set of the model; below it the field is the longest name that some row has. */
  #resolve(written: string): string {
    const dot = written.indexOf('.');
    if (written.startsWith('_') || unprefixed.has(written)) return written;
    if (dot < 0 || !this.#prefixes.has(written.slice(0, dot).toLowerCase())) return noField + written;
    const prefix = written.slice(0, dot);
    const rest = written.slice(dot + 1);
    let field = rest;
    while (!this.#fields.has(field)) {
      const next = field.indexOf('.');
      if (next < 0) break;
      field = field.slice(next + 1);
    }
    if (!this.#fields.has(field)) field = rest;
    if (this.#parts.length === 1) return field;
    const part = this.#parts.find(({ dataset }) => dataset.toLowerCase() === prefix.toLowerCase());
    return part === undefined ? field : `${part.dataset}.${field}`;
  }

  writtenName(key: string): string {
    if (this.#parts.length > 1 || key.startsWith('_') || unprefixed.has(key)) return key;
    return `${this.#parts[0]?.dataset ?? ''}.${key}`;
  }
}

function nodeNames(row: Event): string[] {
  return valuesOf(row.get('nodename')).map(scalarText);
}

/** A given row; among several roots its fields answer to the name of its own only. */
class GivenRow implements FieldSource {
  readonly #row: Event;
  readonly #dataset: string;
  readonly #qualified: boolean;

  constructor(row: Event, dataset: string, qualified: boolean) {
    this.#row = row;
    this.#dataset = dataset;
    this.#qualified = qualified;
  }

  get characters(): number {
    return this.#row.source.characters ?? 0;
  }

  get(key: string): Value {
    if (key === 'nodename') return this.#nodes();
    if (!this.#qualified || key.startsWith('_') || unprefixed.has(key)) return this.#row.get(key);
    const prefix = `${this.#dataset}.`;
    return key.startsWith(prefix) ? this.#row.get(key.slice(prefix.length)) : null;
  }

  fieldNames(): string[] {
    const names = this.#row.fieldNames();
    if (!this.#qualified) return names;
    return names.map((name) => (name.startsWith('_') || unprefixed.has(name) ? name : `${this.#dataset}.${name}`));
  }

  /** A member of a child is one of all its ancestors. */
  #nodes(): Value {
    const nodes = new Set([this.#dataset]);
    for (const name of nodeNames(this.#row)) {
      for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) nodes.add(name.slice(0, dot));
      nodes.add(name);
    }
    return multivalue([...nodes]);
  }
}
