import { parsedObject } from '../raw-event.js';
import { isoTimeAt } from './iso.js';
import { timeOfObject } from './json.js';
import { timeOfLine } from './line.js';
import type { TimeContext } from './time-context.js';

/** Longest JSON text that is parsed for its time alone. */
const parsedCharacters = 65_536;

/** The time of an event text whose format is not known: Windows XML, JSON, anything with a timestamp near its start. */
export function timeOfRaw(raw: string, cx: TimeContext): number | undefined {
  if (raw.startsWith('<Event')) return timeOfEventXml(raw, cx);
  if (raw.startsWith('{') && raw.length <= parsedCharacters) {
    const parsed = parsedObject(raw);
    const time = parsed && timeOfObject(parsed, cx);
    if (time !== undefined) return time;
  }
  return timeOfLine(raw, cx);
}

/** `<TimeCreated SystemTime='…'/>` of a Windows event; Windows writes UTC, with or without saying so. */
export function timeOfEventXml(raw: string, cx: TimeContext): number | undefined {
  const at = raw.indexOf('SystemTime=');
  if (at === -1) return undefined;
  return isoTimeAt(raw, at + 12, cx.timeZone === 'UTC' ? cx : { now: cx.now, timeZone: 'UTC' });
}
