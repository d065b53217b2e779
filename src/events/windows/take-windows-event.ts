import type { EventCollector } from '../collector.js';
import type { EventDraft, JsonObject } from '../raw-event.js';
import type { TimeContext } from '../timestamps/time-context.js';
import { timeOfValue } from '../timestamps/value.js';
import type { WindowsEvent } from './windows-event.js';

/** Gives an event the fields and names of the Windows event that its object renders, beside the object's own fields. */
export function takeWindowsEvent(
  collector: EventCollector,
  event: EventDraft,
  object: JsonObject,
  { fields, host, source, sourcetype }: WindowsEvent,
): void {
  event.fields = { ...object, ...fields };
  event.listsAreValues = true;
  collector.suggest(event, host, source, sourcetype);
}

/** Windows writes UTC into its events, with or without saying so. */
export function timeOfWindowsEvent({ time }: WindowsEvent, { now }: TimeContext): number | undefined {
  return timeOfValue(time, { now, timeZone: 'UTC' });
}
