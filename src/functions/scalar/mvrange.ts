import { toNumber } from '../../values/coerce.js';
import { shiftTime } from '../../values/time/spec.js';
import { type TimeUnit, timeUnit } from '../../values/time/unit.js';
import { multivalue, type Value } from '../../values/value.js';
import type { EvalContext } from '../context.js';
import { defineFunction } from '../define.js';

/** More values than this are cut off, with a note: a range can be written that no memory holds. */
const mostValues = 100_000;

/** `mvrange(start, end, step)` (spl-core 3.8). */
export const mvrangeFunction = defineFunction({
  name: 'mvrange',
  group: 'multivalue',
  summary: 'Numbers from a start up to an end, which is not included.',
  parameters: [
    { name: 'start', type: 'number', text: 'The first number.' },
    { name: 'end', type: 'number', text: 'The number before which to stop.' },
    { name: 'step', type: 'any', optional: true, text: 'The distance, 1 by default; or a span of time such as "7d".' },
  ],
  result: 'dynamic',
  notes: true,
  nulls: 'Null where there is no number in the range, and for a step of 0.',
  examples: [
    { expression: 'mvrange(1,11,2)', result: ['1', '3', '5', '7', '9'] },
    { expression: 'mvrange(1,4)', result: ['1', '2', '3'] },
    { expression: 'mvrange(1514834731,1516044331,"7d")', result: ['1514834731', '1515439531'] },
    { expression: 'mvrange(4,1)', result: null },
  ],
  evaluate: (args, context) => {
    const start = toNumber(args[0]!);
    const end = toNumber(args[1]!);
    if (start === null || end === null || !Number.isFinite(start)) return null;
    const at = positions(start, args[2] ?? 1, context);
    if (at === null) return null;
    const ascending = at(1) > start;
    const range: number[] = [];
    for (let i = 0, value = start; ascending ? value < end : value > end; value = at(++i)) {
      if (range.length === mostValues) {
        context.note(`mvrange() makes at most ${mostValues} values.`);
        break;
      }
      range.push(value);
    }
    return multivalue(range);
  },
});

/** The nth number of the range; null where the step leads nowhere. */
function positions(start: number, step: Value, context: EvalContext): ((n: number) => number) | null {
  const distance = toNumber(step);
  if (distance !== null) return Number.isFinite(distance) && distance !== 0 ? (n) => start + n * distance : null;
  const span = typeof step === 'string' ? spanOf(step) : null;
  if (span === null) return null;
  return (n) => shiftTime(start, n * span.count, span.unit, context.timeZone);
}

function spanOf(text: string): { readonly count: number; readonly unit: TimeUnit } | null {
  const match = /^([+-]?\d{1,9})?([A-Za-z]+)$/.exec(text);
  const unit = timeUnit(match?.[2] ?? '');
  const count = Number(match?.[1] ?? 1);
  return unit === undefined || count === 0 ? null : { count, unit };
}
