import { defineLineFormat, mostLines } from '../line-format.js';
import { zonePattern } from '../timestamps/iso.js';
import { timeOfLine } from '../timestamps/line.js';

const clock = `\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:${zonePattern})?`;
const day = '(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2}';
const stamp = `(?:(?:\\d{4} )?${day} (?:\\d{4} )?${clock}|\\d{4}-\\d\\d-\\d\\dT\\S+)`;
const priority = '<\\d{1,3}>';
const name = '[\\w.:-]*[\\w.-]';

/** Time and machine; Meraki writes the time in seconds since 1970. */
const header = new RegExp(
  `^(?:(?:${priority}(?:\\d )?)?:? {0,2}${stamp}|${priority}\\d \\d{10}(?:\\.\\d+)?) (?!${zonePattern} )(${name})(?= |: %)`,
);

/** `<189>22: sw1: 004321: *Mar  4 11:45:20.123 UTC: %SYS-5-…` of Cisco, each part but the time only where it is configured. */
const deviceHeader = new RegExp(`^(?:${priority})?:? ?(?:\\d+: )?(?:(${name}): )?(?:\\d+: )?[*.]?${stamp}: %`);

/**
 * Syslog lines, RFC 3164 (`<34>Oct 11 22:14:15 host app: …`, the year from `now`) and RFC 5424
 * (`<34>1 2003-10-11T22:14:15Z host app …`), with or without priority, and as network devices write them.
 */
export const syslog = defineLineFormat({
  name: 'syslog',
  summary: 'syslog, RFC 3164 or RFC 5424, one message a line',
  extensions: ['syslog'],
  recognises: (head) => mostLines(head, (line) => header.test(line) || deviceHeader.test(line)),
  timeOf: timeOfLine,
  complete(event, collector) {
    const host = (header.exec(event.raw) ?? deviceHeader.exec(event.raw))?.[1];
    if (host !== undefined && host !== '-') collector.suggest(event, host, undefined);
  },
});
