import { applyTimeSpec, parseTimeSpec } from '../values/time/spec.js';

/** A fixed instant to count relative times from: noon of a Wednesday, away from the ends of days, weeks, months and years. */
const reference = 1_715_774_400;

/** Seconds between a relative time and now; undefined for what is no time. */
export function offsetOf(text: string): number | undefined {
  const spec = parseTimeSpec(text.trim());
  if ('error' in spec || spec.kind !== 'relative') return undefined;
  return applyTimeSpec(reference, spec, 'UTC') - reference;
}

/** Seconds that a window from `earliest` to `latest` spans; undefined where that depends on when the search runs. */
export function windowOf(earliest: string | undefined, latest: string | undefined): number | undefined {
  if (earliest !== undefined && latest !== undefined) {
    const [start, end] = [parseTimeSpec(earliest.trim()), parseTimeSpec(latest.trim())];
    if ('error' in start || 'error' in end) return undefined;
    if (start.kind !== 'relative' && end.kind !== 'relative')
      return applyTimeSpec(reference, end, 'UTC') - applyTimeSpec(reference, start, 'UTC');
  }
  const from = earliest === undefined ? undefined : offsetOf(earliest);
  const to = latest === undefined ? 0 : offsetOf(latest);
  return from === undefined || to === undefined ? undefined : to - from;
}

const ranges: readonly (readonly [number, number])[] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];

/** What is wrong with a cron schedule, or undefined. */
export function cronProblem(text: string): string | undefined {
  const parts = text.trim().split(/\s+/);
  if (parts.length !== 5) return `it has ${parts.length} fields, and a schedule has five`;
  for (const [index, part] of parts.entries()) {
    const [low, high] = ranges[index]!;
    for (const item of part.split(',')) {
      const match = /^(\*|\d{1,2}(?:-\d{1,2})?|[A-Za-z]{3}(?:-[A-Za-z]{3})?)(?:\/(\d{1,3}))?$/.exec(item);
      if (match === null) return `\`${item}\` is no part of a schedule`;
      const numbers = (match[1]!.match(/\d+/g) ?? []).map(Number);
      if (numbers.some((value) => value < low || value > high)) return `\`${item}\` is not between ${low} and ${high}`;
      if (numbers.length === 2 && numbers[0]! > numbers[1]!) return `\`${item}\` runs backwards`;
      if (match[2] !== undefined && Number(match[2]) === 0) return `\`${item}\` steps by nothing`;
    }
  }
  return undefined;
}
