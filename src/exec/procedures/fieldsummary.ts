import { findAggregate } from '../../functions/aggregate/index.js';
import type { Accumulator } from '../../functions/define.js';
import type { TableProcedure } from '../../plan/nodes/set.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { type Scalar, valuesOf } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { compileFieldPatterns } from '../field-patterns.js';
import { inBatches, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

const statistics = ['max', 'mean', 'min', 'stdev'] as const;

/** What is known of one field. */
class Summary {
  readonly #numbers: readonly Accumulator[];
  readonly values = new Map<string, number>();
  count = 0;
  numeric = 0;

  constructor(context: ExecContext) {
    this.#numbers = statistics.map((name) => findAggregate(name)!.definition.create(context));
  }

  add(values: readonly Scalar[], room: boolean): boolean {
    let kept = true;
    for (const value of values) {
      this.count++;
      if (toNumber(value) !== null) {
        this.numeric++;
        for (const each of this.#numbers) each.add([value], null);
      }
      const text = scalarText(value);
      const seen = this.values.get(text);
      if (seen !== undefined || room) this.values.set(text, (seen ?? 0) + 1);
      else kept = false;
    }
    return kept;
  }

  row(field: string, maxValues: number, exact: boolean): Event {
    const [max, mean, min, stdev] = this.#numbers.map((each) => each.result());
    const ranked = [...this.values].sort(([a, m], [b, n]) => n - m || compareText(a, b));
    const shown = maxValues === 0 ? ranked : ranked.slice(0, maxValues);
    return Event.of([
      ['field', field],
      ['count', this.count],
      ['distinct_count', this.values.size],
      ['is_exact', exact ? 1 : 0],
      ['max', max ?? null],
      ['mean', mean ?? null],
      ['min', min ?? null],
      ['numeric_count', this.numeric],
      ['stdev', stdev ?? null],
      ['values', JSON.stringify(shown.map(([value, count]) => ({ value, count })))],
    ]);
  }
}

/** `fieldsummary`: one row of statistics per field (spl-commands 13). */
export function compileFieldsummary(procedure: TableProcedure & { readonly name: 'fieldsummary' }, input: Run): Run {
  const wanted = compileFieldPatterns(procedure.patterns);
  return async function* (context) {
    const limit = context.limits.heldRows;
    const summaries = new Map<string, Summary>();
    const inexact = new Set<Summary>();
    let held = 0;
    for await (const batch of input(context)) {
      for (const event of batch) {
        for (const field of event.fieldNames()) {
          if (!wanted(field)) continue;
          let summary = summaries.get(field);
          if (summary === undefined) {
            if (summaries.size >= limit) continue;
            summary = new Summary(context);
            summaries.set(field, summary);
          }
          const before = summary.values.size;
          if (!summary.add(valuesOf(event.get(field)), held < limit)) inexact.add(summary);
          held += summary.values.size - before;
        }
      }
    }
    if (inexact.size > 0 || summaries.size >= limit) reportLimit(context, 'The values of fieldsummary', 'heldRows');
    const sorted = [...summaries].sort(([a], [b]) => compareText(a, b));
    yield* inBatches(sorted.map(([field, summary]) => summary.row(field, procedure.maxValues, !inexact.has(summary))));
  };
}
