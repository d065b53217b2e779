import { toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import type { TimeRange } from './context.js';

/** Whether a time lies in a range. An event without one is in every range: leaving it out would lose it silently. */
export function isInside(time: number | null | undefined, { earliest, latest }: TimeRange): boolean {
  return time === null || time === undefined || (time >= earliest && time < latest);
}

/** Whether an event lies in a time range. */
export function insideRange(event: Event, range: TimeRange): boolean {
  return isInside(toNumber(event.get('_time')), range);
}
