import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';
import { hasSyslogHeader, suggestHost } from './syslog-header.js';

/**
 * Syslog lines, RFC 3164 (`<34>Oct 11 22:14:15 host app: …`, the year from `now`) and RFC 5424
 * (`<34>1 2003-10-11T22:14:15Z host app …`), with or without priority, and as network devices write them.
 */
export const syslog = defineLineFormat({
  name: 'syslog',
  summary: 'syslog, RFC 3164 or RFC 5424, one message a line',
  extensions: ['syslog'],
  recognises: (head) => mostLines(head, hasSyslogHeader),
  timeOf: timeOfLine,
  complete: suggestHost,
});
