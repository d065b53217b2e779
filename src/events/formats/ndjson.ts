import type { EventCollector } from '../collector.js';
import type { EventFormat, FormatOptions, InputHead, TextLineHandler } from '../format.js';
import { isEnvelope } from '../json-envelope.js';
import { addJsonEvent } from '../json-event.js';
import { JsonSplitter } from '../json-splitter.js';
import { createPassingReader } from '../line-reader.js';
import { isJsonObject, parsedObject } from '../raw-event.js';
import { notJson, openJson } from './json.js';

/** One JSON object a line. A line that holds several, an array or an envelope is taken apart. */
export const ndjson: EventFormat = {
  name: 'ndjson',
  summary: 'one JSON object a line (JSON Lines)',
  extensions: ['ndjson', 'jsonl'],
  recognises: (head) => isObjectLines(head),
  open: (collector, options) => createPassingReader(collector, options, 'object', (into) => lineEvents(into, options)),
  lineForm: 'object',
  lineEvents,
};

/**
 * Some whole line of the head is an object by itself (of a text that does not begin with one, half of the lines). A line
 * longer than the head is given the benefit of the doubt.
 */
function isObjectLines(head: InputHead): boolean {
  const { trimmed, lines } = head;
  if (!trimmed.startsWith('{')) {
    if (trimmed.startsWith('[') || lines.length < 2) return false;
    return lines.filter((line) => line.startsWith('{') && isObject(line)).length * 2 >= lines.length;
  }
  if (!/[\r\n]/.test(trimmed) && head.more) return !holdsSeveral(trimmed) && !beginsWithEnvelope(trimmed);
  const [first = '', ...others] = lines;
  if (isObject(first)) return true;
  return !beginsWithEnvelope(trimmed) && others.some((line) => line.startsWith('{') && isObject(line));
}

function isObject(text: string): boolean {
  const value = parsedObject(text);
  return value !== undefined && !isEnvelope(value);
}

function lineEvents(into: EventCollector, options: Pick<FormatOptions, 'maxRecordBytes'>): TextLineHandler {
  return (text, line, offset) => {
    try {
      const value: unknown = JSON.parse(text);
      if (isJsonObject(value) && !isEnvelope(value)) {
        addJsonEvent(into, value, text, line, offset);
        return;
      }
    } catch (error) {
      if (!/^\s*[{[]/.test(text) || !holdsSeveral(text)) {
        into.bad(line, offset, notJson(error), text);
        return;
      }
    }
    takeApart(into, options, text, line, offset);
  };
}

const encoder = new TextEncoder();

function takeApart(
  collector: EventCollector,
  options: Pick<FormatOptions, 'maxRecordBytes'>,
  text: string,
  line: number,
  offset: number,
): void {
  const reader = openJson(collector, options.maxRecordBytes, line, offset);
  reader.push(encoder.encode(text));
  reader.end();
}

/** Whether a closed object is followed by the beginning of another one. */
function holdsSeveral(text: string): boolean {
  return /\}\s*,?\s{0,8}\{/.test(text);
}

/** Whether a text that begins a file holds the list of an envelope, whole or in part. */
function beginsWithEnvelope(text: string): boolean {
  const nothing = (): void => {};
  const splitter = new JsonSplitter({ value: nothing, bad: nothing, tooLong: nothing }, Number.POSITIVE_INFINITY);
  splitter.push(encoder.encode(text));
  return splitter.sawEnvelope;
}
