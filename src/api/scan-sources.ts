import type { Batch, DatasetSource, EventSources, TimeRange } from '../exec/context.js';
import { type CompiledDataSet, lineageOf, resolveDataSetField } from '../knowledge/compile-data-model.js';
import { Event, type FieldSource } from '../values/event.js';
import type { Value } from '../values/value.js';
import type { Knowledge, ScannedEvent } from './knowledge.js';

/** Events of one pass over the input, in batches. */
export type ScanPass = AsyncIterable<readonly ScannedEvent[]>;

/**
 * Sources of one plan over passes of scanned events. `nextPass` gives the pass that all plans share first; a search that
 * reads its input again (a subsearch, `append`, `join`) gets further passes of its own.
 */
export function createScanSources(knowledge: Knowledge, nextPass: () => ScanPass): EventSources {
  return {
    events: (range) => mapPass(nextPass, range, (scanned) => [scanned.event.copy()]),
    dataset(model, name): DatasetSource | undefined {
      const datasets = knowledge.datasets(model, name);
      return datasets.length === 0 ? undefined : datasetSource(datasets, nextPass);
    },
    metrics: (range) => mapPass(nextPass, range, ({ event }) => (isMetric(event) ? [event.copy()] : [])),
  };
}

function isMetric(event: Event): boolean {
  return event.has('metric_name') || event.fieldNames().some((name) => name.startsWith('metric_name:'));
}

async function* mapPass(
  nextPass: () => ScanPass,
  range: TimeRange,
  rowsOf: (scanned: ScannedEvent) => readonly Event[],
): AsyncIterable<Batch> {
  for await (const batch of nextPass()) {
    const rows: Event[] = [];
    for (const scanned of batch) {
      const { time } = scanned.raw;
      // An event without a time is in every range: leaving it out would lose it silently.
      if (time !== undefined && (time < range.earliest || time >= range.latest)) continue;
      for (const row of rowsOf(scanned)) rows.push(row);
    }
    if (rows.length > 0) yield rows;
  }
}

function datasetSource(datasets: readonly CompiledDataSet[], nextPass: () => ScanPass): DatasetSource {
  return {
    rows: (range, raw) =>
      mapPass(nextPass, range, (scanned) => {
        const rows: Event[] = [];
        for (const dataset of datasets) {
          const row = scanned.row(dataset);
          if (row !== null) rows.push(raw ? Event.over(new RawRow(row, scanned.mapped)) : row.copy());
        }
        return rows;
      }),
    keyOf(written) {
      for (const dataset of datasets) {
        const field = resolveDataSetField(dataset, written);
        if (field !== undefined) return field.name;
      }
      return written;
    },
    writtenName(key) {
      for (const dataset of datasets) {
        const lineage = lineageOf(dataset, key);
        if (lineage !== undefined) return `${lineage}.${key}`;
      }
      return key;
    },
  };
}

/** A row of a data set together with the other fields of its event. */
class RawRow implements FieldSource {
  readonly #row: Event;
  readonly #event: Event;

  constructor(row: Event, event: Event) {
    this.#row = row;
    this.#event = event;
  }

  get(field: string): Value {
    return this.#row.get(field) ?? this.#event.get(field);
  }

  fieldNames(): Iterable<string> {
    return new Set([...this.#row.fieldNames(), ...this.#event.fieldNames()]);
  }
}
