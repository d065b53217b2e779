import { isJsonObject, type JsonObject } from '../raw-event.js';
import type { TimeContext } from './time-context.js';
import { timeOfValue } from './value.js';

/** Where products put the time of an event, in the order in which they are believed. */
export const timeKeys = [
  '@timestamp',
  'timestamp',
  'eventTime',
  'EventTime',
  'event_time',
  'ts',
  'time',
  'TimeCreated',
  'SystemTime',
  'TimeGenerated',
  'CreationTime',
  'createdDateTime',
  'activityDateTime',
  'published',
  'recorded',
  'datetime',
  'UtcTime',
  'date_time',
  'created_at',
  'createdAt',
  'requestReceivedTimestamp',
  'Timestamp',
  'eventCreationTime',
  'receiveTimestamp',
  'stageTimestamp',
  '__REALTIME_TIMESTAMP',
  'unixTime',
  'CreationDate',
  'TimeGenerated [UTC]',
  'Timestamp [UTC]',
] as const;

/** The time a JSON event states in one of the customary keys, of its own or of an object directly inside it. */
export function timeOfObject(object: JsonObject, cx: TimeContext): number | undefined {
  const time = timeOfKeys(object, cx);
  if (time !== undefined) return time;
  for (const key of Object.keys(object)) {
    const inner = object[key];
    const found = isJsonObject(inner) ? timeOfKeys(inner, cx) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function timeOfKeys(object: JsonObject, cx: TimeContext): number | undefined {
  for (const key of timeKeys) {
    const value = object[key];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const time = timeOfValue(value, cx);
    if (time !== undefined) return time;
  }
  return undefined;
}
