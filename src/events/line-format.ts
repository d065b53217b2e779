import type { EventCollector } from './collector.js';
import type { EventFormat, InputHead, TextLineHandler } from './format.js';
import { createPassingReader } from './line-reader.js';
import type { EventDraft } from './raw-event.js';
import type { TimeContext } from './timestamps/time-context.js';

export interface LineFormatSpec {
  readonly name: string;
  readonly summary: string;
  readonly extensions: readonly string[];
  recognises(head: InputHead): boolean;
  timeOf(line: string, cx: TimeContext): number | undefined;
  /** Adds what the line tells beyond its time. */
  complete?(event: EventDraft, collector: EventCollector): void;
}

/** A format with one event in each line, whose fields are left to search time. */
export function defineLineFormat(spec: LineFormatSpec): EventFormat {
  const { name, summary, extensions } = spec;
  return {
    name,
    summary,
    extensions,
    recognises: (head) => spec.recognises(head),
    lineForm: 'text',
    open: (collector, options) => createPassingReader(collector, options, 'text', (into) => handlerFor(spec, into)),
    lineEvents: (collector) => handlerFor(spec, collector),
  };
}

function handlerFor(spec: LineFormatSpec, collector: EventCollector): TextLineHandler {
  const emit = (text: string, line: number, offset: number): void => {
    const event = collector.event(text, spec.timeOf(text, collector.time), line, offset);
    spec.complete?.(event, collector);
  };
  return (text, line, offset) => {
    // A lone carriage return inside a line ends an event too, as in Splunk's default line breaker.
    if (!text.includes('\r')) emit(text, line, offset);
    else for (const part of text.split('\r')) if (part.trim() !== '') emit(part, line, offset);
  };
}

/** Whether most of the lines of a head, and the first, satisfy a test. */
export function mostLines(head: InputHead, test: (line: string) => boolean): boolean {
  const { lines } = head;
  if (lines.length === 0 || !test(lines[0]!)) return false;
  let count = 0;
  for (const line of lines) if (test(line)) count++;
  return count * 2 > lines.length;
}
