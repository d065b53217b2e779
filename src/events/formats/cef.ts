import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';
import type { TimeContext } from '../timestamps/time-context.js';
import { timeOfValue } from '../timestamps/value.js';

const header = /(?:^|[\s:])CEF:\d+\|/;
const time = /(?:^|[\s|])(?:rt|end|start)=([^=|]{6,40}?)(?=\s+[\w.]+=|\s*$)/;

/** ArcSight CEF: `CEF:0|vendor|product|version|id|name|severity|key=value …`, with or without a syslog header. */
export const cef = defineLineFormat({
  name: 'cef',
  summary: 'ArcSight Common Event Format, one event a line',
  extensions: ['cef'],
  recognises: (head) => mostLines(head, (line) => header.test(line.slice(0, 512))),
  timeOf: timeOfCef,
});

/** `rt`, `end` or `start` of the extension: that is the event's own time; the syslog header has the relay's. */
function timeOfCef(line: string, cx: TimeContext): number | undefined {
  const own = time.exec(line)?.[1];
  return (own === undefined ? undefined : timeOfValue(own, cx)) ?? timeOfLine(line, cx);
}
