import { EventReader, type EventReaderOptions } from '../../../src/events/event-reader.js';
import type { RawEvent } from '../../../src/events/raw-event.js';
import type { ReadReport } from '../../../src/events/read-report.js';
import { formatByName } from '../../../src/events/recognise.js';

export interface ReadText {
  readonly events: RawEvent[];
  readonly report: ReadReport;
}

type Options = Partial<Omit<EventReaderOptions, 'format'>> & { readonly format?: string };

/** Reads a text or bytes in one piece, or in pieces of the given sizes (repeated). */
export function readText(input: string | Uint8Array, options: Options = {}, sizes: readonly number[] = []): ReadText {
  const bytes = typeof input === 'string' ? Buffer.from(input) : input;
  const { format, ...rest } = options;
  const reader = new EventReader({
    file: 'input',
    ...rest,
    ...(format === undefined ? {} : { format: formatByName(format) }),
  });
  const events: RawEvent[] = [];
  let at = 0;
  for (let turn = 0; at < bytes.length; turn++) {
    const size = sizes.length === 0 ? bytes.length : sizes[turn % sizes.length]!;
    // The reader must not keep the chunk: it is overwritten afterwards, as by a producer that reuses it.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    events.push(...reader.push(chunk));
    chunk.fill(0x3f);
    at += size;
  }
  events.push(...reader.end());
  return { events, report: reader.report };
}

export function raws(input: string | Uint8Array, options: Options = {}): string[] {
  return readText(input, options).events.map((event) => event.raw);
}
