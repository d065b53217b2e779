import { defineLineFormat, mostLines } from '../line-format.js';
import { timeOfLine } from '../timestamps/line.js';
import type { TimeContext } from '../timestamps/time-context.js';

const record = /^(?:node=\S+ )?type=\S+ msg=audit\(\d+\.\d+:\d+\)/;

/**
 * Linux audit records: `type=SYSCALL msg=audit(1234567890.123:89): …`, one a line. The group separator (0x1d) before
 * the fields that auditd adds in upper case belongs to the record.
 */
export const auditd = defineLineFormat({
  name: 'auditd',
  summary: 'Linux audit log, one record a line',
  extensions: [],
  recognises: (head) => mostLines(head, (line) => record.test(line)),
  timeOf: timeOfAudit,
});

function timeOfAudit(line: string, cx: TimeContext): number | undefined {
  const at = line.indexOf('audit(');
  if (at === -1) return timeOfLine(line, cx);
  const end = line.indexOf(':', at);
  const time = Number(line.slice(at + 6, end === -1 ? at + 6 : Math.min(end, at + 40)));
  return time > 0 ? time : timeOfLine(line, cx);
}
