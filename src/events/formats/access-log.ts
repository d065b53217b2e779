import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';
import type { TimeContext } from '../timestamps/time-context.js';

const request = /^\S+ \S+ [^[]{1,200}\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "/;

/** Web server access logs: common and combined, and those that add fields at the end. */
export const accessLog = defineLineFormat({
  name: 'access',
  summary: 'web access log (common, combined), one request a line',
  extensions: [],
  recognises: (head) => mostLines(head, (line) => request.test(line)),
  timeOf: timeOfAccess,
});

/** A long user name or address list can push the time away from the start of the line. */
function timeOfAccess(line: string, cx: TimeContext): number | undefined {
  const bracket = line.indexOf('[');
  return (bracket === -1 ? undefined : timeOfLine(line.slice(bracket + 1, bracket + 40), cx)) ?? timeOfLine(line, cx);
}
