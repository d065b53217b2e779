import { binStart, type NumberSpan, nextBin, type TimeSpan } from './span.js';

/** The widths of time bins to choose from (spl-commands 4.4). */
export const timeSpans: readonly TimeSpan[] = [
  ...[1, 5, 10, 30, 60, 300, 600, 1800, 3600].map((seconds): TimeSpan => ({ kind: 'elapsed', micros: seconds * 1e6 })),
  { kind: 'days', count: 1 },
  { kind: 'months', count: 1 },
];

/** How long a bin is, in seconds; months by their mean. */
export function secondsOf(span: TimeSpan): number {
  if (span.kind === 'elapsed') return span.micros / 1e6;
  return span.count * (span.kind === 'days' ? 86_400 : 2_629_746);
}

function binsNeeded(first: number, last: number, span: TimeSpan, timeZone: string, most: number): number {
  if ((last - first) / secondsOf(span) > most + 2) return most + 1;
  let count = 0;
  for (
    let start = binStart(first, span, timeZone);
    start <= last && count <= most;
    start = nextBin(start, span, timeZone)
  )
    count++;
  return count;
}

/** The smallest width that needs at most `most` bins for these times, and is at least `minimum`; otherwise the largest. */
export function chooseTimeSpan(
  first: number,
  last: number,
  most: number,
  minimum: TimeSpan | undefined,
  timeZone: string,
): TimeSpan {
  const atLeast = minimum === undefined ? 0 : secondsOf(minimum);
  const wide = timeSpans.filter((span) => secondsOf(span) >= atLeast);
  return (
    wide.find((span) => binsNeeded(first, last, span, timeZone, most) <= most) ?? wide[wide.length - 1] ?? minimum!
  );
}

/** A round width, 1, 2 or 5 times a power of ten, that needs at most `most` bins for these numbers [I]. */
export function chooseNumberSpan(low: number, high: number, most: number, minimum: number): NumberSpan {
  const least = Math.max((high - low) / most, minimum);
  if (!(least > 0) || !Number.isFinite(least)) return { kind: 'number', width: 1 };
  let power = 10 ** Math.floor(Math.log10(least));
  for (;;) {
    for (const factor of [1, 2, 5]) {
      const width = factor * power;
      if (width >= minimum && Math.floor(high / width) - Math.floor(low / width) + 1 <= most)
        return { kind: 'number', width };
    }
    power *= 10;
  }
}
