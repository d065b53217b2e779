import type { GeneratedRows } from '../../plan/nodes/source.js';
import { Event } from '../../values/event.js';
import { compileTimeFormat } from '../../values/time/format.js';
import { binStart, nextBin, parseSpan, timeSpanOf } from '../../values/time/span.js';
import { resolveTimeModifier } from '../../values/time/spec.js';
import { epochOf } from '../../values/time/zone.js';
import type { ExecContext } from '../context.js';
import { batchSize } from '../operator.js';
import { reportLimit } from '../report-limit.js';

const written = /^(\d{1,2})\/(\d{1,2})\/(\d{2}|\d{4})(?::(\d{1,2}):(\d{1,2}):(\d{1,2}))?$/;

/** `12/1/14`, `12/1/2014:10:00:00` or `-3` (days before today) as epoch seconds; undefined when it is neither. */
function gentimesInstant(text: string, now: number, timeZone: string): number | undefined {
  if (/^-?\d+$/.test(text)) {
    const days = Number(text);
    const resolved = resolveTimeModifier(`${days < 0 ? '-' : '+'}${Math.abs(days)}d@d`, now, timeZone);
    return typeof resolved === 'number' ? resolved : undefined;
  }
  const match = written.exec(text);
  if (match === null) return undefined;
  const [month, day, year, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 23 || minute > 59 || second > 59) return undefined;
  const fullYear = match[3]!.length === 2 ? year + (year < 70 ? 2000 : 1900) : year;
  return epochOf({ year: fullYear, month, day, hour, minute, second }, timeZone);
}

/** `gentimes`: steps of time; each ends a second before the next begins (spl-commands 10.2). */
export async function* generateTimes(
  rows: GeneratedRows & { readonly from: 'gentimes' },
  context: ExecContext,
): AsyncIterable<Event[]> {
  const { now, timeZone } = context;
  const today = resolveTimeModifier('@d', now, timeZone);
  const start = gentimesInstant(rows.start, now, timeZone);
  const end =
    rows.end === undefined ? (typeof today === 'number' ? today : now) : gentimesInstant(rows.end, now, timeZone);
  const span = parseSpan(rows.increment);
  const step = 'error' in span ? null : timeSpanOf(span);
  // Lowering has refused what cannot be read.
  if (start === undefined || end === undefined || step === null) return;
  const human = compileTimeFormat('%c');
  // Steps count from the start, whatever bins of that width would count from.
  const offset = start - binStart(start, step, timeZone);
  let batch: Event[] = [];
  let left = context.limits.heldRows;
  for (let from = start; from < end; ) {
    if (left-- === 0) {
      reportLimit(context, 'gentimes', 'heldRows');
      break;
    }
    const next = nextBin(from - offset, step, timeZone) + offset;
    if (!(next > from)) return;
    const to = next - 1;
    batch.push(
      Event.of([
        ['starttime', from],
        ['endtime', to],
        ['starthuman', human(from, timeZone)],
        ['endhuman', human(to, timeZone)],
      ]),
    );
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
    from = next;
  }
  if (batch.length > 0) yield batch;
}
