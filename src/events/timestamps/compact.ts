import { zoneAt, zoneEnd } from './iso.js';
import { type Reading, type TimeContext, zonedTime } from './time-context.js';

const shape = /((?:19|20)\d\d)(\d\d)(\d\d)[T ]?(\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,9}))?(?:([+-]\d{3})(?!\d))?/y;

/** What a text without separators between the parts of the date says, and where it ends. */
interface CompactText {
  readonly reading: Reading;
  readonly fraction: number;
  /** Seconds east of UTC; undefined where the text names no zone. */
  readonly offset: number | undefined;
  readonly end: number;
}

/** Reads `20241024101112`, `20241024T101112.5Z`, `20241024 10:11:12`, and `20241024101112.123000+120` of WMI, whose zone is in minutes. */
export function compactTextAt(text: string, at: number): CompactText | undefined {
  shape.lastIndex = at;
  const match = shape.exec(text);
  if (match === null) return undefined;
  const end = shape.lastIndex;
  const reading = match.slice(1, 7).map(Number) as unknown as Reading;
  const fraction = match[7] === undefined ? 0 : Number(`0.${match[7]}`);
  if (match[8] !== undefined) return { reading, fraction, offset: Number(match[8]) * 60, end };
  return { reading, fraction, offset: zoneAt(text, end), end: zoneEnd(text, end) };
}

/** The time that such a text says. */
export function compactTimeAt(text: string, at: number, cx: TimeContext): number | undefined {
  const found = compactTextAt(text, at);
  return found && zonedTime(cx, found.reading, found.fraction, found.offset);
}
