import { defineLineFormat, mostLines } from '../line-format.js';
import { timeWritten } from '../timestamps/value.js';
import { suggestHost } from './syslog-header.js';

const header = /(?:^|[\s:])LEEF:[\d.]+\|/;
const time = /(?:^|[\t^|])devTime=([^\t^|=]{6,40})(?=[\t^|]|$)/;

/** QRadar LEEF: `LEEF:1.0|vendor|product|version|id|` and tab-separated pairs, with or without a syslog header. */
export const leef = defineLineFormat({
  name: 'leef',
  summary: 'QRadar Log Event Extended Format, one event a line',
  extensions: ['leef'],
  recognises: (head) => mostLines(head, (line) => header.test(line.slice(0, 512))),
  timeOf: (line, cx) => timeWritten(line, time, cx),
  complete: suggestHost,
});
