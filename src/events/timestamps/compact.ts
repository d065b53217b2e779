import { zoneAt } from './iso.js';
import { type Reading, type TimeContext, zonedTime } from './time-context.js';

const shape = /((?:19|20)\d\d)(\d\d)(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,9}))?(?:([+-]\d{3})(?!\d))?/y;

/**
 * The time that a text without separators between the parts of the date says: `20241024101112`, `20241024T101112.5Z`,
 * `20241024 10:11:12`, and `20241024101112.123000+120` of WMI, whose zone is in minutes.
 */
export function compactTimeAt(text: string, at: number, cx: TimeContext): number | undefined {
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const reading = match.slice(1, 7).map(Number) as unknown as Reading;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`);
  const offset = match[8] === undefined ? zoneAt(text, shape.lastIndex) : Number(match[8]) * 60;
  return zonedTime(cx, reading, fraction, offset);
}
