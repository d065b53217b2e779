import { zoneAt } from './iso.js';
import { localTime, type TimeContext, utcTime } from './time-context.js';

const shape = /((?:19|20)\d\d)(\d\d)(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,9}))?(?:([+-]\d{3})(?!\d))?/y;

/**
 * The time that a text without separators between the parts of the date says: `20241024101112`, `20241024T101112.5Z`,
 * `20241024 10:11:12`, and `20241024101112.123000+120` of WMI, whose zone is in minutes.
 */
export function compactTimeAt(text: string, at: number, cx: TimeContext): number | undefined {
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`);
  const offset = match[8] === undefined ? zoneAt(text, shape.lastIndex) : Number(match[8]) * 60;
  if (offset === undefined) return localTime(cx, year, month, day, hour, minute, second + fraction);
  const utc = utcTime(year, month, day, hour, minute, second);
  return utc === undefined ? undefined : utc - offset + fraction;
}
