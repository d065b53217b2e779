import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { NodeOf } from '../../plan/plan.js';
import { Event, type FieldSource } from '../../values/event.js';
import type { Value } from '../../values/value.js';
import type { DatasetSource } from '../context.js';
import { inBatches, mapBatches, type OperatorCompiler, type Run } from '../operator.js';
import { rangeOf } from './scan.js';

/** `dataset`: the events of a data set, under plain or prefixed names (spl-commands 11). */
export function compileDataset(node: NodeOf<'dataset'>, compiler: OperatorCompiler): Run {
  const source = compiler.dataset(node);
  if (source === undefined) {
    return (context) => {
      context.report(diagnostic('unknown-data-set', { name: dataSetName(node) }));
      return inBatches([]);
    };
  }
  const rows: Run = (context) => source.rows(rangeOf(node.window, context), node.raw);
  if (!node.prefixed) return rows;
  const keys = new Map<string, string>();
  return mapBatches(rows, (batch) => batch.map((row) => Event.over(new PrefixedFields(row, source, keys))));
}

/** `Endpoint.Processes`, or the model alone. */
export function dataSetName(node: NodeOf<'dataset'>): string {
  return node.dataset === undefined ? node.model : `${node.model}.${node.dataset}`;
}

/** A row of a data set under the names that searches write (`Processes.user`). */
class PrefixedFields implements FieldSource {
  readonly #row: Event;
  readonly #source: DatasetSource;
  readonly #keys: Map<string, string>;

  constructor(row: Event, source: DatasetSource, keys: Map<string, string>) {
    this.#row = row;
    this.#source = source;
    this.#keys = keys;
  }

  get characters(): number {
    return this.#row.source.characters ?? 0;
  }

  get(field: string): Value {
    const key = this.#keyOf(field);
    return key === '' ? null : this.#row.get(key);
  }

  otherNames(field: string): readonly string[] {
    return this.#row.otherNames(this.#keyOf(field));
  }

  asWritten(field: string): Value {
    return this.#row.asWritten(this.#keyOf(field));
  }

  #keyOf(field: string): string {
    let key = this.#keys.get(field);
    if (key === undefined) {
      key = this.#source.keyOf(field);
      // A plain name is not a name of a prefixed row.
      if (this.#source.writtenName(key) !== key && key === field) key = '';
      if (this.#keys.size < 10_000) this.#keys.set(field, key);
    }
    return key;
  }

  fieldNames(): string[] {
    return this.#row.fieldNames().map((key) => this.#source.writtenName(key));
  }
}
