import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { ScannedBlock } from '../../api/passes/pass-rows.js';
import type { ScanOrder } from '../../api/passes/scan-order.js';
import type { EventReader, LineReading } from '../../events/event-reader.js';
import { partsOf } from '../../events/line-batch.js';
import type { LineEventsOptions } from '../../events/line-events.js';
import { createLineFilter } from '../../events/line-filter/create-filter.js';
import { defaultFilterSizes, type FilterSizes } from '../../events/line-filter/filter-schedule.js';
import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import type { RawEvent } from '../../events/raw-event.js';
import { type BlockPlace, chunkBytes } from './block-file.js';
import type { CuttingThreads, ScanningThreads } from './block-trades.js';
import { BlockCutter, type BlockLines, type BlockTask } from './cut-block.js';
import type { ScanTask } from './scan-block.js';

/** Enough to recognise a format. */
export const headChunkBytes = 64 * 1024;
/**
 * Bytes whose events are made in one go: few enough for most of them to be gone again before the memory of new objects has to be
 * cleared.
 */
export const runBytes = 64 * 1024;
/** The part of events that are looked at twice from which on threads spare nothing. */
const mostHere = 0.6;
const lineFeed = 0x0a;

/** A file that is read in blocks. */
export interface OpenFile {
  readonly file: string;
  readonly handle: FileHandle;
  readonly size: number;
}

export interface FileBlocks extends OpenFile {
  readonly sizes: FilterSizes;
  readonly maxLineBytes: number;
  readonly wanted: WantedTexts;
}

/** A file in whose blocks threads find the rows of listeners. */
export interface ScannedFile extends OpenFile {
  /** Bytes of a block. */
  readonly block: number;
  /** Events after which it shows whether threads spare anything. */
  readonly tried: number;
  readonly reading: LineEventsOptions;
  readonly order: ScanOrder;
}

/**
 * Reads a file whose beginning has been given to a reader (`headChunkBytes` of it): the rest of what is read whole here, then blocks
 * of lines that threads cut out.
 */
export async function* readInBlocks(
  reader: EventReader,
  reading: LineReading,
  threads: CuttingThreads,
  blocks: FileBlocks,
): AsyncGenerator<RawEvent[]> {
  const { sizes, wanted, maxLineBytes } = blocks;
  // Blocks begin where the schedule of a reader that has the file to itself decides anew.
  const wish = sizes.whole >= headChunkBytes ? sizes.whole : Math.ceil(headChunkBytes / sizes.block) * sizes.block;
  const start = yield* readUntil(reader, reading, blocks, wish);
  if (start === undefined) return;
  const { form } = reading;
  const more = { form, maxLineBytes, sizes, whole: false };
  const tasks = tasksOf(blocks, reading, start, sizes.block, (place): BlockTask => ({ ...place, ...more }));
  let cutter: BlockCutter | undefined;
  const ownCutter = (): BlockCutter => {
    cutter ??= new BlockCutter(createLineFilter(wanted));
    return cutter;
  };
  try {
    for await (const found of threads.work(tasks, wanted)) yield* eventsOf(found, reading, ownCutter);
  } finally {
    cutter?.close();
  }
}

/**
 * The same for a file in whose blocks threads find the rows of listeners. Lines of which they say nothing more are counted as read: the
 * report is what it would be if they had been read here. Where most lines of the first blocks are needed here all the same, the rest of
 * the file is read here alone: looking at a line twice is worth nothing.
 */
export async function* readScanned(
  reader: EventReader,
  reading: LineReading,
  threads: ScanningThreads,
  scannedFile: ScannedFile,
): AsyncGenerator<RawEvent[] | ScannedBlock> {
  const start = yield* readUntil(reader, reading, scannedFile, headChunkBytes);
  if (start === undefined) return;
  const { block, tried, order, reading: options } = scannedFile;
  const tasks = tasksOf(scannedFile, reading, start, block, (place): ScanTask => ({ ...place, reading: options }));
  let looked = 0;
  let here = 0;
  const pays = (): boolean => looked < tried || here < looked * mostHere;
  for await (const { scanned, batch, apart, passed } of threads.work(tasksWhile(tasks, pays), order)) {
    const { line } = reading;
    const events = reading.take(batch);
    reader.report.events += passed;
    looked += events.length + passed;
    here += events.length;
    yield { scanned, events, line, apart, passed, size: batch.size };
  }
  const rest = tasks.next();
  if (rest.done !== true) yield* readRest(reading, rest.value);
}

/** The events of all that has not been taken of the file of a block, read in small pieces. */
function* readRest(reading: LineReading, { file, skippedMark, reading: options }: ScanTask): Generator<RawEvent[]> {
  const cutter = new BlockCutter();
  const { form } = reading;
  const { maxRecordBytes: maxLineBytes } = options;
  const task = { file, skippedMark, form, maxLineBytes, sizes: defaultFilterSizes, whole: true, atLine: true };
  try {
    for (;;) {
      const from = reading.offset;
      const { batch } = cutter.cut({ ...task, from, to: from + runBytes });
      if (batch.size === 0) return;
      yield reading.take(batch);
    }
  } finally {
    cutter.close();
  }
}

/** Tasks as long as they pay. */
function* tasksWhile<Task>(tasks: Iterator<Task>, pays: () => boolean): Generator<Task> {
  while (pays()) {
    const { done, value } = tasks.next();
    if (done === true) return;
    yield value;
  }
}

/**
 * Gives a reader the rest of what is read whole, up to the line that begins at the wished offset or behind it; returns the offset of that
 * line, undefined where the file ends before.
 */
async function* readUntil(
  reader: EventReader,
  { skippedMark }: LineReading,
  { handle }: OpenFile,
  wish: number,
): AsyncGenerator<RawEvent[], number | undefined> {
  const buffer = Buffer.allocUnsafe(chunkBytes);
  for (let at = headChunkBytes; ; ) {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, at);
    if (bytesRead === 0) return undefined;
    // The line that holds the byte before it begins before it.
    const last = Math.max(0, wish + skippedMark - 1 - at);
    const end = last < bytesRead ? buffer.subarray(0, bytesRead).indexOf(lineFeed, last) : -1;
    const size = end === -1 ? bytesRead : end + 1;
    at += size;
    yield reader.push(buffer.subarray(0, size));
    if (end !== -1) return at - skippedMark;
  }
}

/** The events of a block; what is to be read whole of it is read here, where its events are made. */
function* eventsOf(found: BlockLines, reading: LineReading, cutter: () => BlockCutter): Generator<RawEvent[]> {
  for (const part of partsOf(found.batch, runBytes)) yield reading.take(part);
  if (found.rest === undefined) return;
  const { task, until } = found.rest;
  let { from } = task;
  while (from < until) {
    const { batch } = cutter().cut({ ...task, from, to: Math.min(until, from + runBytes), whole: true });
    if (batch.size === 0) return;
    yield reading.take(batch);
    from += batch.size;
  }
  // The file may have grown.
  if (from < task.to) yield* eventsOf(cutter().cut({ ...task, from }), reading, cutter);
}

function* tasksOf<Task>(
  { file, size }: OpenFile,
  { skippedMark }: LineReading,
  start: number,
  block: number,
  taskOf: (place: BlockPlace) => Task,
): Generator<Task> {
  for (let from = start; ; ) {
    const end = (Math.floor(from / block) + 1) * block;
    // The file may have grown.
    const to = end + skippedMark >= size ? Number.POSITIVE_INFINITY : end;
    yield taskOf({ file, from, to, atLine: from === start, skippedMark });
    if (to === Number.POSITIVE_INFINITY) return;
    from = to;
  }
}

/** Reads again what lies between two offsets of a file, from the end, in pieces of whole lines. */
export function* backwards(descriptor: number, skippedMark: number, from: number, to: number): Generator<Uint8Array> {
  let wish = chunkBytes;
  for (let end = to; end > from; ) {
    const start = Math.max(from, end - wish);
    const piece = Buffer.allocUnsafe(end - start);
    let filled = 0;
    while (filled < piece.length) {
      const read = readSync(descriptor, piece, filled, piece.length - filled, start + skippedMark + filled);
      if (read === 0) return;
      filled += read;
    }
    const first = start === from ? 0 : piece.indexOf(lineFeed) + 1;
    if (start > from && (first === 0 || first === piece.length)) {
      // No line begins in it: take more of the file at a time.
      wish *= 2;
      continue;
    }
    yield piece.subarray(first);
    end = start + first;
  }
}
