import type { EventFormat, InputHead } from '../format.js';
import { createLineReader } from '../line-reader.js';
import { LineRecord } from '../line-record.js';
import { timeOfLine, timeStart } from '../timestamps/line.js';

/** How far into a line that begins an event its time may stand: behind a level, a thread or a bracket. */
const furthest = 32;

/**
 * Text in which the lines below a dated line belong to it: stack traces, messages with line breaks. As Splunk does for a sourcetype it
 * does not know (`BREAK_ONLY_BEFORE_DATE`), an event begins at each line that has a time; here the time has to be near the line's beginning,
 * and the line not indented.
 */
export const multiline: EventFormat = {
  name: 'multiline',
  summary: 'text whose events run over several lines, each from a line that begins with a time',
  extensions: [],
  recognises: (head) => hasIndentedLines(head) && begins(head.firstLine) && !isIndented(head.text),
  open(collector, options) {
    const record = new LineRecord(collector, options.maxRecordBytes, (raw, line, offset) => {
      collector.event(raw, timeOfLine(raw, collector.time), line, offset);
    });
    return createLineReader(
      collector,
      { ...options, keepBlank: true, atEnd: () => record.finish() },
      (text, line, offset, ending) => {
        if (record.open && !begins(text)) record.add(text, ending);
        else if (record.open || text !== '') record.begin(text, line, offset, ending);
      },
    );
  },
};

function begins(line: string): boolean {
  return !isIndented(line) && timeStart(line) <= furthest;
}

function isIndented(line: string): boolean {
  return line.startsWith(' ') || line.startsWith('\t');
}

/** Whether some line that is indented has no time of its own. */
function hasIndentedLines({ lines }: InputHead): boolean {
  return lines.some((line) => isIndented(line) && timeStart(line) === Number.POSITIVE_INFINITY);
}
