import { findAggregate } from '../../functions/aggregate/index.js';
import type { Accumulator } from '../../functions/define.js';
import type { HeldRoom } from '../../functions/held-room.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { compileFieldPatterns } from '../../values/field-pattern.js';
import { type Scalar, valuesOf } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import { LimitedRoom } from '../held-room.js';
import { inBatches, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

const statistics = ['max', 'mean', 'min', 'stdev'] as const;

/** What is known of one field. */
class Summary {
  readonly #numbers: readonly Accumulator[];
  readonly values = new Map<string, number>();
  count = 0;
  numeric = 0;

  constructor(context: ExecContext, room: HeldRoom) {
    this.#numbers = statistics.map((name) => findAggregate(name)!.definition.create(context, room));
  }

  /** `takes`: whether one more text may be held. False: one could not. */
  add(values: readonly Scalar[], takes: (text: string) => boolean): boolean {
    let kept = true;
    for (const value of values) {
      this.count++;
      if (toNumber(value) !== null) {
        this.numeric++;
        for (const each of this.#numbers) each.add([value], null);
      }
      const text = scalarText(value);
      const seen = this.values.get(text);
      if (seen !== undefined || takes(text)) this.values.set(text, (seen ?? 0) + 1);
      else kept = false;
    }
    return kept;
  }

  row(field: string, maxValues: number, exact: boolean, context: ExecContext): Event {
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
      ['values', countsText(shown, context)],
    ]);
  }
}

/** Values with how often they came as JSON, as many of them as a text may have characters. */
function countsText(counts: readonly (readonly [string, number])[], context: ExecContext): string {
  const texts: string[] = [];
  let left = context.limits.valueCharacters;
  for (const [value, count] of counts) {
    const text = JSON.stringify({ value, count });
    left -= text.length + 1;
    if (left < 0) {
      reportLimit(context, 'The values of fieldsummary', 'valueCharacters');
      break;
    }
    texts.push(text);
  }
  return `[${texts.join(',')}]`;
}

/** `fieldsummary`: one row of statistics per field (spl-commands 13). */
export function compileFieldsummary(procedure: TableProcedure & { readonly name: 'fieldsummary' }, input: Run): Run {
  const wanted = compileFieldPatterns(procedure.patterns);
  return async function* (context) {
    const limit = context.limits.heldRows;
    const summaries = new Map<string, Summary>();
    const inexact = new Set<Summary>();
    const room = new LimitedRoom(context, 'The values of fieldsummary');
    let held = 0;
    let full = false;
    const takes = (text: string): boolean => {
      if (held === limit) full = true;
      if (full || !room.takeText(text)) return false;
      held++;
      return true;
    };
    for await (const batch of input(context)) {
      for (const event of batch) {
        for (const field of event.fieldNames()) {
          if (!wanted(field)) continue;
          let summary = summaries.get(field);
          if (summary === undefined) {
            if (summaries.size >= limit) {
              full = true;
              continue;
            }
            summary = new Summary(context, room);
            summaries.set(field, summary);
          }
          if (!summary.add(valuesOf(event.get(field)), takes)) inexact.add(summary);
        }
      }
    }
    if (full) reportLimit(context, 'The values of fieldsummary', 'heldRows');
    const sorted = [...summaries].sort(([a], [b]) => compareText(a, b));
    yield* inBatches(
      sorted.map(([field, summary]) => summary.row(field, procedure.maxValues, !inexact.has(summary), context)),
    );
  };
}
