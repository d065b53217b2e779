import { toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import type { TimeRange } from './context.js';

/** Whether an event lies in a time range; one without a time does. */
export function insideRange(event: Event, range: TimeRange): boolean {
  const time = toNumber(event.get('_time'));
  return time === null || (time >= range.earliest && time < range.latest);
}
