import type { EventCollector } from '../collector.js';
import type { RawEvent } from '../raw-event.js';
import { zonePattern } from '../timestamps/iso.js';

const clock = `\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:${zonePattern})?`;
const day = '(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec) {1,2}\\d{1,2}';
const stamp = `(?:(?:\\d{4} )?${day} (?:\\d{4} )?${clock}|\\d{4}-\\d\\d-\\d\\dT\\S+)`;
const priority = '<\\d{1,3}>';
const name = '[\\w.:-]*[\\w.-]';

/** Time and machine; Meraki writes the time in seconds since 1970. */
const header = new RegExp(
  `^(?:(?:${priority}(?:\\d )?)?:? {0,2}${stamp}|${priority}\\d \\d{10}(?:\\.\\d+)?) (?!${zonePattern}[ :])(${name})(?= |: %)`,
);

/** `<189>22: sw1: 004321: *Mar  4 11:45:20.123 UTC: %SYS-5-…` of Cisco, each part but the time only where it is configured. */
const deviceHeader = new RegExp(`^(?:${priority})?:? ?(?:\\d+: )?(?:(${name}): )?(?:\\d+: )?[*.]?${stamp}: %`);

/** What stands behind the time in logs of programs and containers, where syslog has the machine. */
const noHosts: ReadonlySet<string> = new Set(
  'trace debug verbose trivia info information notice warn warning error err severe critical crit fatal alert panic stdout stderr'.split(
    ' ',
  ),
);

/** Whether a line begins as syslog does, or as network devices make of it. */
export function hasSyslogHeader(line: string): boolean {
  return header.test(line) || deviceHeader.test(line);
}

/** Gives an event the machine that its header names. */
export function suggestHost(event: RawEvent, collector: EventCollector): void {
  collector.suggest(event, syslogHost(event.raw), undefined);
}

function syslogHost(line: string): string | undefined {
  const host = (header.exec(line) ?? deviceHeader.exec(line))?.[1];
  return host === undefined || host === '-' || noHosts.has(host.toLowerCase()) ? undefined : host;
}
