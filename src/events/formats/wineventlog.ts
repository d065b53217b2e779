import type { EventCollector } from '../collector.js';
import type { EventFormat, FormatOptions, FormatReader } from '../format.js';
import { createLineReader } from '../line-reader.js';
import { LineRecord } from '../line-record.js';
import { timeOfLine } from '../timestamps/line.js';

const header = /^\d\d\/\d\d\/\d{4} \d\d:\d\d:\d\d(?:\.\d+)? [AP]M\s*$/;

/**
 * Classic Windows event text as the Splunk forwarder writes it (spl-core 6.5): an event begins at a line that is
 * nothing but `MM/DD/YYYY hh:mm:ss AM` and runs to the next; its message may hold blank lines. Line ends inside the
 * event are kept as they are. The time is local to the machine: the context's zone, UTC unless one is given.
 */
export const winEventLog: EventFormat = {
  name: 'wineventlog',
  summary: 'classic Windows event text: a date line, then Key=Value lines and a message',
  extensions: [],
  recognises: (head) => header.test(head.firstLine),
  open: (collector, options) => openClassic(collector, options),
};

function openClassic(collector: EventCollector, options: FormatOptions): FormatReader {
  const record = new LineRecord(collector, options.maxRecordBytes, (raw, line, offset) => {
    addEvent(collector, raw, line, offset);
  });
  return createLineReader(
    collector,
    { ...options, keepBlank: true, atEnd: () => record.finish() },
    (text, line, offset, ending) => {
      if (isHeader(text)) record.begin(text, line, offset, ending);
      else if (record.open) record.add(text, ending);
      else if (text.trim() !== '') collector.bad(line, offset, 'stands before the first date line', text);
    },
  );
}

function isHeader(text: string): boolean {
  return text.length >= 22 && text.length < 64 && text.charCodeAt(2) === 0x2f && header.test(text);
}

function addEvent(collector: EventCollector, raw: string, line: number, offset: number): void {
  const headerLine = raw.slice(0, 40);
  const event = collector.event(raw, timeOfLine(headerLine, collector.time), line, offset);
  const channel = headerValue(raw, 'LogName=');
  collector.suggest(
    event,
    headerValue(raw, 'ComputerName='),
    channel === undefined ? undefined : `WinEventLog:${channel}`,
  );
}

/** The value of a `Key=` line of the header, which ends where the message begins. */
function headerValue(raw: string, key: string): string | undefined {
  const at = raw.indexOf(`\n${key}`);
  const message = raw.indexOf('\nMessage=');
  if (at === -1 || (message !== -1 && at > message)) return undefined;
  const start = at + 1 + key.length;
  let end = raw.indexOf('\n', start);
  if (end === -1) end = raw.length;
  return raw.slice(start, end).trim() || undefined;
}
