/** What the text of an event looks like, whatever its sourcetype says. */
export type RawFormat = 'win-xml' | 'win-classic' | 'json' | 'auditd' | 'text';

const windowsEvent = /<Event[\s>]/;
const classicHead = /^\s*\d{1,2}\/\d{1,2}\/\d{4} [\d:.]+(?: [AP]M)?\r?\n(?:LogName|SourceName|EventCode)=/;
const auditRecord = /^(?:node=\S+ )?type=\S+ msg=audit\(/;

/** Recognises an event by its text (spl-core 6.7). */
export function recogniseFormat(raw: string): RawFormat {
  let at = 0;
  while (raw.charCodeAt(at) <= 32) at++;
  const first = raw[at];
  if (first === '{' || first === '[') {
    const last = raw.trimEnd().at(-1);
    if (last === '}' || last === ']') return 'json';
  }
  if (first === '<' || raw.includes('</System>')) {
    if (windowsEvent.test(raw) && raw.includes('<System')) return 'win-xml';
  }
  if (first !== undefined && first >= '0' && first <= '9' && classicHead.test(raw)) return 'win-classic';
  if ((first === 't' || first === 'n') && auditRecord.test(raw)) return 'auditd';
  return 'text';
}
