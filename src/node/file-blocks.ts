import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { EventReader, LineReading } from '../events/event-reader.js';
import { partsOf } from '../events/line-batch.js';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import type { FilterSizes } from '../events/line-filter/filter-schedule.js';
import type { WantedTexts } from '../events/line-filter/line-filter.js';
import type { RawEvent } from '../events/raw-event.js';
import type { BlockThreads } from './block-threads.js';
import { BlockCutter, type BlockLines, type BlockTask } from './cut-block.js';

/** Enough to recognise a format. */
export const headChunkBytes = 64 * 1024;
const chunkBytes = 256 * 1024;
/**
 * Bytes whose events are made in one go: few enough for most of them to be gone again before the memory of new objects has to be
 * cleared.
 */
export const runBytes = 64 * 1024;
const lineFeed = 0x0a;

export interface FileBlocks {
  readonly file: string;
  readonly handle: FileHandle;
  readonly size: number;
  readonly sizes: FilterSizes;
  readonly maxLineBytes: number;
  readonly wanted: WantedTexts;
}

/**
 * Reads a file whose beginning has been given to a reader (`headChunkBytes` of it): the rest of what is read whole here, then blocks
 * of lines that threads cut out.
 */
export async function* readInBlocks(
  reader: EventReader,
  reading: LineReading,
  threads: BlockThreads,
  blocks: FileBlocks,
): AsyncGenerator<RawEvent[]> {
  const { handle, sizes, wanted } = blocks;
  const { skippedMark } = reading;
  // Blocks begin where the schedule of a reader that has the file to itself decides anew.
  const wish = sizes.whole >= headChunkBytes ? sizes.whole : Math.ceil(headChunkBytes / sizes.block) * sizes.block;
  const buffer = Buffer.allocUnsafe(chunkBytes);
  let at = headChunkBytes;
  for (let found = false; !found; ) {
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, at);
    if (bytesRead === 0) return;
    // The line that holds the byte before it begins before it.
    const last = Math.max(0, wish + skippedMark - 1 - at);
    const end = last < bytesRead ? buffer.subarray(0, bytesRead).indexOf(lineFeed, last) : -1;
    found = end !== -1;
    const size = found ? end + 1 : bytesRead;
    at += size;
    yield reader.push(buffer.subarray(0, size));
  }
  const tasks = tasksOf(blocks, reading, at - skippedMark);
  let cutter: BlockCutter | undefined;
  const ownCutter = (): BlockCutter => {
    cutter ??= new BlockCutter(createLineFilter(wanted));
    return cutter;
  };
  try {
    for await (const found of threads.cut(tasks, wanted)) yield* eventsOf(found, reading, ownCutter);
  } finally {
    cutter?.close();
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

function* tasksOf(
  { file, size, sizes, maxLineBytes }: FileBlocks,
  { form, skippedMark }: LineReading,
  start: number,
): Generator<BlockTask> {
  for (let from = start; ; ) {
    const end = (Math.floor(from / sizes.block) + 1) * sizes.block;
    // The file may have grown.
    const to = end + skippedMark >= size ? Number.POSITIVE_INFINITY : end;
    yield { file, from, to, atLine: from === start, skippedMark, form, maxLineBytes, sizes, whole: false };
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
