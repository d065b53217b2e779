import { secondsPerDay } from './time/civil.js';
import type { NumberSpan, TimeSpan } from './time/span.js';

const steps = [1, 2, 5];

/**
 * The smallest round width (1, 2 or 5 times a power of ten) with which the numbers from `low` to `high` fall into at most
 * `bins` bins (`bin` without a span, spl-commands 6.6: the widths are not documented). `minimum`: the least width.
 */
export function roundWidth(low: number, high: number, bins: number, minimum = 0): NumberSpan {
  const range = high - low;
  if (!(range > 0) || !Number.isFinite(range)) return { kind: 'number', width: Math.max(minimum, 1) };
  // The range over the bins may round to 0, whose logarithm is minus infinity.
  let exponent = Math.max(Math.floor(Math.log10(range / bins)) - 1, -300);
  for (;;) {
    for (const step of steps) {
      // Read as text, which is exact: 5 * 10 ** -35 is not 5e-35.
      const width = Number(`${step}e${exponent}`);
      if (width >= minimum && Math.floor(high / width) - Math.floor(low / width) < bins)
        return { kind: 'number', width };
    }
    exponent++;
  }
}

const elapsed = (seconds: number): TimeSpan => ({ kind: 'elapsed', micros: seconds * 1e6 });

/** Widths of time that read well, each with its length in seconds. */
const times: readonly (readonly [seconds: number, span: TimeSpan])[] = [
  ...[1, 5, 10, 30, 60, 300, 600, 1800, 3600].map((seconds) => [seconds, elapsed(seconds)] as const),
  [secondsPerDay, { kind: 'days', count: 1 }],
  [30 * secondsPerDay, { kind: 'months', count: 1 }],
];

/** The smallest of the usual widths of time with which a stretch needs at most `bins` bins; a month if none does. */
export function roundTimeSpan(seconds: number, bins: number, minimum = 0): TimeSpan {
  for (const [width, span] of times) if (width >= minimum && seconds / width < bins) return span;
  return times[times.length - 1]![1];
}

/** The length of a width of time in seconds; a month counts as 30 days. */
export function secondsOfSpan(span: TimeSpan): number {
  if (span.kind === 'elapsed') return span.micros / 1e6;
  return span.count * secondsPerDay * (span.kind === 'months' ? 30 : 1);
}
