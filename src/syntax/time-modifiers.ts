import type { SearchTime } from './ast.js';

type Bound = SearchTime['modifier'];

const bounds: ReadonlySet<string> = new Set<Bound>(['earliest', 'latest', '_index_earliest', '_index_latest']);

/** Older names for an end of the window: a date as written in the default format, or epoch seconds. */
const olderNames: ReadonlyMap<string, Bound> = new Map([
  ['starttime', 'earliest'],
  ['starttimeu', 'earliest'],
  ['endtime', 'latest'],
  ['endtimeu', 'latest'],
]);

const agoUnits: ReadonlyMap<string, string> = new Map([
  ['days', 'd'],
  ['hours', 'h'],
  ['minutes', 'm'],
  ['months', 'mon'],
]);
const agoName = /^(start|end|)(days|hours|minutes|months)ago$/;

/** What an end of the window of a search is called, in today's words. */
export interface TimeBound {
  readonly modifier: Bound;
  readonly value: string;
  /** It is one of the older names. */
  readonly isOlder: boolean;
}

/** Whether a name before `=` is an end of the window of the search rather than a field (spl-core 4.4). */
export function isTimeModifier(name: string): boolean {
  return timeBound(name, '') !== undefined;
}

/**
 * `earliest=-1h` and its older forms in one: `starthoursago=24` and `hoursago=24` are `earliest=-24h`, `endtimeu=5` is
 * `latest=5` (spl-core 4.4; Splunk's searchbnf.conf). Undefined: the name is that of a field.
 */
export function timeBound(name: string, value: string): TimeBound | undefined {
  if (bounds.has(name)) return { modifier: name as Bound, value, isOlder: false };
  const older = olderNames.get(name);
  if (older !== undefined) return { modifier: older, value, isOlder: true };
  const ago = agoName.exec(name);
  if (ago === null) return undefined;
  const modifier = ago[1] === 'end' ? 'latest' : 'earliest';
  return { modifier, value: `-${value}${agoUnits.get(ago[2]!)}`, isOlder: true };
}

/**
 * Why an option of the older window cannot be read; empty for one that changes nothing, undefined for a field. The default
 * of `timeformat` is the one form that is read.
 */
export function unreadTimeOption(name: string, value: string): string | undefined {
  if (name === 'timeformat') {
    const known = value === '%m/%d/%Y:%H:%M:%S';
    return known ? '' : 'Only %m/%d/%Y:%H:%M:%S is read. Write earliest= and latest= in that form or as epoch seconds.';
  }
  if (/^searchtimespan(?:days|hours|minutes|months)$/.test(name))
    return `${name} counts from the end of another window. Write earliest= and latest=.`;
  return undefined;
}
