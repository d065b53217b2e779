import { compactTextAt } from './compact.js';
import { zoneAt, zoneEnd } from './iso.js';
import { timeKeys } from './json.js';
import { epochAtEnd, loneEpoch, lookahead, shapes } from './line.js';
import { timeOfValue } from './value.js';

/** Where a text writes its time, as Splunk's `timestartpos` and `timeendpos` give it (spl-core 6.2). */
export interface TimeText {
  /** Characters before it. */
  readonly start: number;
  readonly end: number;
  /** Seconds east of UTC that the text itself states; undefined when it states no zone. */
  readonly offset: number | undefined;
}

/** How far into a JSON text keys are looked for. */
const searchedCharacters = 65_536;

const jsonTime = new RegExp(
  `"(?:${timeKeys.map((key) => key.replace(/[[\]]/g, '\\$&')).join('|')})"\\s*:\\s*(?:"(?<text>[^"\\\\]{1,64})"|(?<number>\\d{9,20}(?:\\.\\d+)?))`,
  'g',
);
const afterClock = /(?:[.,]\d+)?(?: ?[AP]M\b)?/iy;
const restOfIso = /(?:[:.]\d\d(?:[.,]\d+)?)?(?: ?[AP]M\b)?/iy;
const epochAlone = /^\d+(?:\.\d+)?$/;

/**
 * The place in an event's text from which its time was read: the first timestamp that says this very time, or undefined when the
 * text holds none (the time came from elsewhere).
 */
export function timeTextOf(raw: string, time: number, timeZone: string): TimeText | undefined {
  for (const place of places(raw)) {
    const text = raw.slice(place.start, place.end);
    const said = timeOfValue(text, { now: time, timeZone });
    if (said !== undefined && Math.abs(said - time) < 1) return place;
  }
  return undefined;
}

function* places(raw: string): Generator<TimeText> {
  const attribute = raw.startsWith('<') ? raw.indexOf('SystemTime=') : -1;
  if (attribute !== -1) {
    const start = attribute + 12;
    const end = raw.indexOf(raw[attribute + 11]!, start);
    // Windows writes UTC, with or without saying so.
    if (end !== -1 && end - start <= 64) yield { start, end, offset: 0 };
  }
  if (raw.startsWith('{')) {
    for (const match of raw.slice(0, searchedCharacters).matchAll(jsonTime)) {
      const { text, number } = match.groups!;
      const value = text ?? number!;
      const end = match.index + match[0].length - (text === undefined ? 0 : 1);
      yield { start: end - value.length, end, offset: text === undefined ? 0 : offsetOf(value) };
    }
  }
  const line = raw.length > lookahead ? raw.slice(0, lookahead) : raw;
  const match = shapes.exec(line);
  if (match !== null) yield placeOfShape(line, match);
  const epoch = match === null ? loneEpoch.exec(line) : null;
  if (epoch !== null) yield { start: epoch.index, end: epoch.index + epoch[0].length, offset: 0 };
}

function placeOfShape(line: string, match: RegExpExecArray): TimeText {
  const start = match.index;
  const { epoch, compact, iso } = match.groups!;
  const matchEnd = start + match[0].length;
  if (epoch !== undefined) return { start: matchEnd - epochAtEnd.exec(match[0])![0].length, end: matchEnd, offset: 0 };
  if (compact !== undefined) {
    const { end, offset } = compactTextAt(line, start)!;
    return { start, end, offset };
  }
  const end = after(iso === undefined ? afterClock : restOfIso, line, matchEnd);
  return { start, end: zoneEnd(line, end), offset: zoneAt(line, end) };
}

/** Seconds east of UTC that a text states which is a time and nothing else. */
function offsetOf(text: string): number | undefined {
  if (epochAlone.test(text)) return 0;
  const match = shapes.exec(text);
  return match === null ? undefined : placeOfShape(text, match).offset;
}

/** Where a sticky pattern ends that begins here. */
function after(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}
