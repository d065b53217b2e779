import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';

const stamp =
  '(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2}(?: \\d{4})? \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?|\\d{4}-\\d\\d-\\d\\dT\\S+)';
const header = new RegExp(`^(?:<\\d{1,3}>(?:\\d )?)?${stamp} ([\\w.:-]+)(?= )`);

/**
 * Syslog lines, RFC 3164 (`<34>Oct 11 22:14:15 host app: …`, the year from `now`) and RFC 5424
 * (`<34>1 2003-10-11T22:14:15Z host app …`), with or without priority.
 */
export const syslog = defineLineFormat({
  name: 'syslog',
  summary: 'syslog, RFC 3164 or RFC 5424, one message a line',
  extensions: ['syslog'],
  recognises: (head) => mostLines(head, (line) => header.test(line)),
  timeOf: timeOfLine,
  complete(event, collector) {
    const host = header.exec(event.raw)?.[1];
    if (host !== undefined && host !== '-') collector.suggest(event, host, undefined);
  },
});
