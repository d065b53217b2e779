import { defineLineFormat, mostLines } from '../line-format.js';
import { timeWritten } from '../timestamps/value.js';
import { suggestHost } from './syslog-header.js';

const header = /(?:^|[\s:])CEF:\d+\|/;
/** `rt`, `end` or `start` of the extension: that is the event's own time; the syslog header has the relay's. */
const time = /(?:^|[\s|])(?:rt|end|start)=([^=|]{6,40}?)(?=\s+[\w.]+=|\s*$)/;

/** ArcSight CEF: `CEF:0|vendor|product|version|id|name|severity|key=value …`, with or without a syslog header. */
export const cef = defineLineFormat({
  name: 'cef',
  summary: 'ArcSight Common Event Format, one event a line',
  extensions: ['cef'],
  recognises: (head) => mostLines(head, (line) => header.test(line.slice(0, 512))),
  timeOf: (line, cx) => timeWritten(line, time, cx),
  complete: suggestHost,
});
