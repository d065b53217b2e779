import { decodeText } from '../bytes.js';
import type { EventCollector } from '../collector.js';
import type { EventFormat, FormatReader, InputHead } from '../format.js';
import { addJsonEvent } from '../json-event.js';
import { JsonSplitter } from '../json-splitter.js';
import { isJsonObject } from '../raw-event.js';

/**
 * JSON that is not one object a line: an array (read element by element), objects one after the other or
 * pretty-printed, and lists inside an envelope such as `{"Records": [...]}`.
 */
export const json: EventFormat = {
  name: 'json',
  summary: 'JSON array, concatenated or pretty-printed objects, or a list in an envelope',
  extensions: ['json'],
  recognises: (head) => isJson(head),
  open: (collector, options) => openJson(collector, options.maxRecordBytes),
};

function isJson(head: InputHead): boolean {
  return /^(?:\{\s*(?:["}]|$)|\[\s*(?:[{[\]]|$))/.test(head.trimmed);
}

/** A reader of JSON values in any arrangement; `firstLine` and `firstOffset` place it inside a larger input. */
export function openJson(
  collector: EventCollector,
  maxRecordBytes: number,
  firstLine = 1,
  firstOffset = 0,
): FormatReader {
  const lines = firstLine - 1;
  let title = '';
  const bad = (bytes: Uint8Array, start: number, end: number, line: number, offset: number, reason: string): void => {
    const text = decodeText(bytes, start, Math.min(end, start + 200));
    collector.bad(line + lines, offset + firstOffset, reason, text);
  };
  return new JsonSplitter(
    {
      bad,
      tooLong: (line) => collector.cut(line + lines),
      value(bytes, start, end, line, offset) {
        const text = decodeText(bytes, start, end);
        // evtx_dump writes `Record 7` above each event.
        const isTitle = text === 'Record' || (title === 'Record' && /^\d+$/.test(text));
        title = text;
        if (isTitle) return;
        try {
          const value: unknown = JSON.parse(text);
          if (isJsonObject(value)) addJsonEvent(collector, value, text, line + lines, offset + firstOffset);
          else bad(bytes, start, end, line, offset, 'is not a JSON object');
        } catch (error) {
          bad(bytes, start, end, line, offset, notJson(error));
        }
      },
    },
    maxRecordBytes,
  );
}

/** The reason for a text that `JSON.parse` refused (or that is nested too deeply to be written again). */
export function notJson(error: unknown): string {
  const detail = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : '';
  return `is not valid JSON (${detail})`;
}
