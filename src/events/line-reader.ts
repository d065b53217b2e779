import { decodeText } from './bytes.js';
import type { EventCollector } from './collector.js';
import type { FormatOptions, FormatReader } from './format.js';
import { type LineEnding, LineSplitter } from './line-splitter.js';

/** Handles the text of one line that is not blank. */
export type TextLineHandler = (text: string, line: number, offset: number, ending: LineEnding) => void;

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
  const { head } = options;
  const delimiter = !head.text.includes('\n') && head.text.includes('\r') ? 0x0d : 0x0a;
  const splitter = new LineSplitter(
    (bytes, start, end, line, offset, ending) => {
      let first = start;
      let last = end;
      while (first < last && bytes[first] === 0) first++;
      while (last > first && bytes[last - 1] === 0) last--;
      if (last - first < end - start) collector.nul(line);
      if (ending.cut) collector.cut(line);
      if (first === last) {
        if (options.keepBlank) handler('', line, offset, ending);
        return;
      }
      const text = decodeText(bytes, first, last);
      if (options.keepBlank || !isBlank(text)) handler(text, line, offset + (first - start), ending);
    },
    { maxLineBytes: options.maxRecordBytes, delimiter, nextCandidate: options.nextCandidate },
  );
  return {
    push: (chunk) => splitter.push(chunk),
    end() {
      splitter.end();
      options.atEnd?.();
      collector.report.skippedLines += splitter.skipped;
    },
  };
}

/** Whether a line holds nothing but blanks. */
export function isBlank(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code !== 0x20 && (code < 0x09 || code > 0x0d)) return false;
  }
  return true;
}
