import { decodeText } from './bytes.js';
import type { EventCollector } from './collector.js';
import type { FormatOptions, FormatReader, LineTaker, PassedLines, TextLineHandler } from './format.js';
import { deliverBatch } from './line-batch.js';
import { FilterSchedule } from './line-filter/filter-schedule.js';
import type { LineForm } from './line-filter/line-filter.js';
import { type LineHandler, LineSplitter } from './line-splitter.js';

export interface LineReaderOptions extends FormatOptions {
  /** Blank lines are handed on too: they can be part of a record of several lines. */
  readonly keepBlank?: boolean;
  readonly atEnd?: () => void;
}

/**
 * A reader for formats that are made of lines: cuts, decodes, drops NUL padding at both ends (rotated logs have
 * it), passes over blank lines and counts cut ones. Files whose lines end with a lone carriage return are understood.
 */
export function createLineReader(
  collector: EventCollector,
  options: LineReaderOptions,
  handler: TextLineHandler,
): FormatReader {
  const splitter = new LineSplitter(lineHandler(collector, handler, options.keepBlank), {
    maxLineBytes: options.maxRecordBytes,
    delimiter: delimiterOf(options),
  });
  return readerOf(splitter, collector, options.atEnd);
}

/**
 * A reader for formats in which every line stands for itself, so that lines which are not wanted can be passed over. `handlerFor`
 * gives the handler of a line for a collector.
 */
export function createPassingReader(
  collector: EventCollector,
  options: FormatOptions,
  form: LineForm,
  handlerFor: (collector: EventCollector) => TextLineHandler,
): FormatReader {
  const { passing } = options;
  const handler = handlerFor(collector);
  // Nothing is searched for in the rare files of the other kind.
  if (passing === undefined || delimiterOf(options) !== 0x0a) return createLineReader(collector, options, handler);
  const times = new TimesAside(collector, options, handlerFor);
  const read = lineHandler(collector, handler);
  const timeOfPassed = (): number | undefined => {
    const { bytes, from, to } = splitter.passedOver!;
    return times.last(bytes, from, to);
  };
  const handle: LineHandler = (bytes, start, end, line, offset, ending, length) => {
    collector.timeOfPassed = splitter.passedOver === undefined ? undefined : timeOfPassed;
    read(bytes, start, end, line, offset, ending, length);
    if (collector.timeOfPassed === undefined) splitter.passedOver = undefined;
  };
  const splitter = new LineSplitter(handle, {
    maxLineBytes: options.maxRecordBytes,
    delimiter: 0x0a,
    passing: passing.filter && {
      filter: passing.filter,
      form,
      schedule: new FilterSchedule(passing.sizes),
      leave(bytes, from, to) {
        collector.lastTime = times.last(bytes, from, to) ?? collector.lastTime;
      },
    },
  });
  const reader = readerOf(splitter, collector, undefined);
  return { ...reader, lines: (passed) => lineTaker(collector, splitter, read, times, passed) };
}

/** Goes on behind the whole lines that a splitter has had with lines that were cut out elsewhere. */
function lineTaker(
  collector: EventCollector,
  splitter: LineSplitter,
  read: LineHandler,
  times: TimesAside,
  passed: PassedLines,
): LineTaker {
  let next: { line: number; offset: number } | undefined;
  /** Nothing is known of the lines behind the last one that made an event. */
  let seen = 0;
  let at = 0;
  const timeOfPassed = (): number | undefined => {
    for (const piece of passed(seen, at)) {
      const time = times.last(piece, 0, piece.length);
      if (time !== undefined) return time;
    }
    return undefined;
  };
  const handle: LineHandler = (bytes, start, end, line, offset, ending, length) => {
    at = offset;
    collector.timeOfPassed = seen === at ? undefined : timeOfPassed;
    read(bytes, start, end, line, offset, ending, length);
    if (collector.timeOfPassed === undefined) seen = offset + length + 1;
  };
  return {
    get line() {
      return next?.line ?? splitter.line;
    },
    get offset() {
      return next?.offset ?? splitter.offset;
    },
    take(batch) {
      if (next === undefined) {
        next = { line: splitter.line, offset: splitter.offset };
        seen = next.offset;
      }
      deliverBatch(batch, next.line, next.offset, handle);
      next.line += batch.lines;
      next.offset += batch.size;
      collector.report.skippedLines += batch.skipped;
    },
  };
}

function readerOf(splitter: LineSplitter, { report }: EventCollector, atEnd: (() => void) | undefined): FormatReader {
  return {
    push: (chunk) => splitter.push(chunk),
    end() {
      splitter.end();
      atEnd?.();
      report.skippedLines += splitter.skipped;
    },
  };
}

function delimiterOf({ head }: FormatOptions): number {
  return !head.text.includes('\n') && head.text.includes('\r') ? 0x0d : 0x0a;
}

/** Hands the text of lines to a handler, and what is wrong with their bytes to the collector. */
export function lineHandler(collector: EventCollector, handler: TextLineHandler, keepBlank = false): LineHandler {
  return (bytes, start, end, line, offset, ending) => {
    let first = start;
    let last = end;
    while (first < last && bytes[first] === 0) first++;
    while (last > first && bytes[last - 1] === 0) last--;
    if (last - first < end - start) collector.nul(line);
    if (ending.cut) collector.cut(line);
    if (first === last) {
      if (keepBlank) handler('', line, offset, ending);
      return;
    }
    const text = decodeText(bytes, first, last);
    if (keepBlank || !isBlank(text)) handler(text, line, offset + (first - start), ending);
  };
}

/** Finds the times of lines that were passed over: an event without one takes that of the event before it. */
class TimesAside {
  readonly #collector: EventCollector;
  readonly #splitter: LineSplitter;

  constructor(
    collector: EventCollector,
    options: FormatOptions,
    handlerFor: (collector: EventCollector) => TextLineHandler,
  ) {
    this.#collector = collector.aside();
    const handler = lineHandler(this.#collector, handlerFor(this.#collector));
    this.#splitter = new LineSplitter(handler, { maxLineBytes: options.maxRecordBytes, delimiter: 0x0a });
  }

  /** The time of the last line that has one. */
  last(bytes: Uint8Array, from: number, to: number): number | undefined {
    const aside = this.#collector;
    for (let end = to; end > from; ) {
      const start = end - 2 < from ? from : Math.max(from, bytes.lastIndexOf(0x0a, end - 2) + 1);
      aside.lastTime = undefined;
      this.#splitter.push(bytes.subarray(start, end));
      aside.take();
      if (aside.lastTime !== undefined) return aside.lastTime;
      end = start;
    }
    return undefined;
  }
}

/** Whether a line holds nothing but blanks. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) return false;
  }
  return true;
}
