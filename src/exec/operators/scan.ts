import type { TimeWindow } from '../../plan/nodes/source.js';
import type { NodeOf } from '../../plan/plan.js';
import { toText } from '../../values/coerce.js';
import { Event, type FieldSource } from '../../values/event.js';
import { resolveTimeModifier } from '../../values/time/spec.js';
import type { Value } from '../../values/value.js';
import type { ExecContext, TimeRange } from '../context.js';
import { mapBatches, type Run } from '../operator.js';

/** The time range of a search: what its text says wins over what the run was given (spl-core 4.4). */
export function rangeOf(window: TimeWindow, context: ExecContext): TimeRange {
  const bound = (text: string | undefined, outer: number): number => {
    if (text === undefined) return outer;
    const resolved = resolveTimeModifier(text, context.now, context.timeZone);
    return typeof resolved === 'number' ? resolved : outer;
  };
  return {
    earliest: bound(window.earliest, context.range.earliest),
    latest: bound(window.latest, context.range.latest),
  };
}

/** `scan`: the events of the run, as the sources give them. */
export function compileScan(node: NodeOf<'scan'>): Run {
  return (context) => context.sources.events(rangeOf(node.window, context), node);
}

/** `metrics`: data points, each of which has its metrics as fields (spl-commands 11.3). */
export function compileMetrics(node: NodeOf<'metrics'>): Run {
  return mapBatches(
    (context) => context.sources.metrics(rangeOf(node.window, context), node),
    (batch) => batch.map((point) => Event.over(new MetricFields(point))),
  );
}

const namedMetric = 'metric_name:';

/** A data point. Its metrics are the fields that patterns find; dimensions answer to their names only. */
class MetricFields implements FieldSource {
  readonly #point: Event;
  readonly #name: string | null;

  constructor(point: Event) {
    this.#point = point;
    this.#name = toText(point.get('metric_name'));
  }

  get characters(): number {
    return this.#point.source.characters ?? 0;
  }

  get(field: string): Value {
    if (field === this.#name) return this.#point.get('_value');
    return this.#point.get(field) ?? this.#point.get(`${namedMetric}${field}`);
  }

  /** A point holds one metric, or several as `metric_name:cpu`. */
  fieldNames(): string[] {
    if (this.#name !== null) return [this.#name];
    return this.#point
      .fieldNames()
      .filter((field) => field.startsWith(namedMetric))
      .map((field) => field.slice(namedMetric.length));
  }
}
