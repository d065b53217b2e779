import { type CivilParts, localSecondsOf, maximumEpoch, readCivil } from './civil.js';

/** A wall-clock reading in a zone, with its distance from UTC in seconds (east is positive). */
export interface ZonedParts extends CivilParts {
  offset: number;
}

/** Offsets over one stretch of time: `before` up to the instant `at`, `after` from then on. */
interface Stretch {
  readonly before: number;
  readonly after: number;
  readonly at: number;
}

/**
 * Length of a stretch in seconds, about 12 days. Two changes of offset inside one stretch would be missed; no zone has
 * had any closer than that since 1970.
 */
const stretchSeconds = 2 ** 20;
const maximumStretches = 4096;

class Zone {
  readonly #format: Intl.DateTimeFormat;
  readonly #stretches = new Map<number, Stretch>();
  readonly #names = new Map<number, string>();
  #lastIndex = Number.NaN;
  #last: Stretch = { before: 0, after: 0, at: Number.POSITIVE_INFINITY };

  constructor(readonly name: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  offset(epoch: number): number {
    if (!(Math.abs(epoch) <= maximumEpoch)) return 0;
    const index = Math.floor(epoch / stretchSeconds);
    if (index !== this.#lastIndex) {
      this.#last = this.#stretch(index);
      this.#lastIndex = index;
    }
    return epoch < this.#last.at ? this.#last.before : this.#last.after;
  }

  #stretch(index: number): Stretch {
    const known = this.#stretches.get(index);
    if (known !== undefined) return known;
    let low = index * stretchSeconds;
    let high = low + stretchSeconds;
    const before = this.#ask(low);
    const after = this.#ask(high);
    let at = Number.POSITIVE_INFINITY;
    if (before !== after) {
      while (high - low > 1) {
        const middle = Math.floor((low + high) / 2);
        if (this.#ask(middle) === before) low = middle;
        else high = middle;
      }
      at = high;
    }
    const stretch = { before, after, at };
    if (this.#stretches.size >= maximumStretches) this.#stretches.clear();
    this.#stretches.set(index, stretch);
    return stretch;
  }

  #ask(epoch: number): number {
    const clamped = Math.max(-maximumEpoch, Math.min(maximumEpoch, epoch));
    const text = zoneNamePart(this.#format, clamped);
    const match = /^GMT([+\u2212-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text);
    if (match === null) return 0;
    const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
    return match[1] === '+' ? seconds : -seconds;
  }

  abbreviation(epoch: number): string {
    const offset = this.offset(epoch);
    let name = this.#names.get(offset);
    if (name === undefined) {
      name = this.#findAbbreviation(epoch, offset);
      this.#names.set(offset, name);
    }
    return name;
  }

  #findAbbreviation(epoch: number, offset: number): string {
    const clamped = Math.max(-maximumEpoch, Math.min(maximumEpoch, epoch));
    // Each English locale knows the abbreviations of its own part of the world only (en-US: EST, en-GB: CET).
    for (const locale of ['en-US', 'en-GB', 'en-AU', 'en-NZ', 'en-IN', 'en-ZA']) {
      const format = new Intl.DateTimeFormat(locale, { timeZone: this.name, timeZoneName: 'short' });
      const name = zoneNamePart(format, clamped);
      if (/^[A-Z]+$/.test(name)) return name;
    }
    return formatOffset(offset, 'shortest');
  }
}

function zoneNamePart(format: Intl.DateTimeFormat, epoch: number): string {
  for (const part of format.formatToParts(epoch * 1000)) if (part.type === 'timeZoneName') return part.value;
  return '';
}

const zones = new Map<string, Zone>();

function zone(name: string): Zone {
  let found = zones.get(name);
  if (found === undefined) {
    found = new Zone(name);
    zones.set(name, found);
  }
  return found;
}

const utcNames = new Set(['UTC', 'Etc/UTC', 'Z']);

/** Whether a text names a time zone that this machine knows (IANA name or a fixed offset such as `+02:00`). */
export function isTimeZone(name: string): boolean {
  if (utcNames.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Seconds by which wall clocks of the zone are ahead of UTC at an instant. The zone must exist: {@link isTimeZone}. */
export function zoneOffset(epoch: number, timeZone: string): number {
  return utcNames.has(timeZone) ? 0 : zone(timeZone).offset(epoch);
}

/** `UTC`, `CET`, `EDT`; where English has no abbreviation the offset (`+03`), as in the zone database. */
export function zoneAbbreviation(epoch: number, timeZone: string): string {
  return utcNames.has(timeZone) ? 'UTC' : zone(timeZone).abbreviation(epoch);
}

/** An offset as `+0100`, `+01:00`, `+01:00:00` or the shortest of `+01`, `+05:30` (spl-core 4.3, `%z` and relatives). */
export function formatOffset(offset: number, form: 'plain' | 'minutes' | 'seconds' | 'shortest'): string {
  const sign = offset < 0 ? '-' : '+';
  const total = Math.abs(offset);
  const hours = String(Math.floor(total / 3600)).padStart(2, '0');
  const minutes = String(Math.floor(total / 60) % 60).padStart(2, '0');
  const seconds = String(total % 60).padStart(2, '0');
  if (form === 'plain') return `${sign}${hours}${minutes}`;
  if (form === 'minutes') return `${sign}${hours}:${minutes}`;
  if (form === 'seconds') return `${sign}${hours}:${minutes}:${seconds}`;
  if (seconds !== '00') return `${sign}${hours}:${minutes}:${seconds}`;
  return minutes === '00' ? `${sign}${hours}` : `${sign}${hours}:${minutes}`;
}

/** The wall-clock reading of an instant (epoch seconds, fraction cut) in a zone. */
export function zonedParts(epoch: number, timeZone: string): ZonedParts {
  const parts: ZonedParts = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0, offset: 0 };
  readZoned(epoch, timeZone, parts);
  return parts;
}

/** {@link zonedParts} into an object the caller keeps. */
export function readZoned(epoch: number, timeZone: string, target: ZonedParts): void {
  const whole = Math.floor(epoch);
  target.offset = zoneOffset(whole, timeZone);
  readCivil(whole + target.offset, target);
}

/**
 * The instant at which the zone's clocks show a reading. A reading that occurs twice (clocks set back) means the first
 * of the two; one that never occurs (clocks set forward) is read with the offset before the change, which lands the
 * length of the gap later: 02:30 becomes 03:30.
 */
export function epochOf(parts: Readonly<CivilParts>, timeZone: string): number {
  return epochOfLocal(localSecondsOf(parts), timeZone);
}

/**
 * {@link epochOf} for local seconds. Of a reading that occurs twice, `preferredOffset` chooses the one with that
 * offset, so that moving an instant by whole days keeps it on its side of the change.
 */
export function epochOfLocal(localSeconds: number, timeZone: string, preferredOffset?: number): number {
  if (utcNames.has(timeZone)) return localSeconds;
  const { name } = zone(timeZone);
  if (preferredOffset !== undefined && zoneOffset(localSeconds - preferredOffset, name) === preferredOffset) {
    return localSeconds - preferredOffset;
  }
  const before = zoneOffset(localSeconds - 86_400, name);
  if (zoneOffset(localSeconds - before, name) === before) return localSeconds - before;
  const after = zoneOffset(localSeconds + 86_400, name);
  if (zoneOffset(localSeconds - after, name) === after) return localSeconds - after;
  return localSeconds - before;
}
