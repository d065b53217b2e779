import { closeSync, openSync } from 'node:fs';
import { allocateBytes } from '../events/bytes.js';
import { type LineBatch, LineBatchWriter } from '../events/line-batch.js';
import { FilterSchedule, type FilterSizes } from '../events/line-filter/filter-schedule.js';
import type { LineFilter, LineForm } from '../events/line-filter/line-filter.js';
import { LineSplitter } from '../events/line-splitter.js';
import { LineChunks } from './line-chunks.js';

/** A block of a file: the lines that begin in it. Plain data. */
export interface BlockTask {
  readonly file: string;
  /** Where the block begins and ends, as offsets of the text: `to` infinite for the last one of a file. */
  readonly from: number;
  readonly to: number;
  /** Whether a line begins at `from`, as far as is known. */
  readonly atLine: boolean;
  /** Bytes of the file before offset 0. */
  readonly skippedMark: number;
  readonly form: LineForm;
  readonly maxLineBytes: number;
  readonly sizes: FilterSizes;
  /** Whether all of its lines are wanted. Such a block should be small, and its lines may lie in memory that the next one uses. */
  readonly whole: boolean;
}

/** What was cut out of a block. */
export interface BlockLines {
  readonly batch: LineBatch;
  /** What lies behind the batch where passing over lines does not pay: lines that begin before `until` are all wanted. */
  readonly rest?: { readonly task: BlockTask; readonly until: number };
}

const chunkBytes = 256 * 1024;
/** Enough for the lines of a block of which all are wanted. */
const wholeBytes = 128 * 1024;
/** Enough for the end of most lines. */
const lineBytes = 8 * 1024;
const lineFeed = 0x0a;

/** Chunks after which a cutter that shares its thread lets others work. */
const chunksAtATime = 16;

/** Cuts blocks of files into lines and keeps the wanted ones. */
export class BlockCutter {
  readonly #filter: LineFilter;
  readonly #chunks: LineChunks;
  readonly #lines = allocateBytes(wholeBytes);
  #file: { readonly name: string; readonly descriptor: number } | undefined;

  constructor(filter: LineFilter) {
    this.#filter = filter;
    this.#chunks = new LineChunks(filter.room(chunkBytes));
  }

  /** Closes the file that was read last. */
  close(): void {
    if (this.#file !== undefined) closeSync(this.#file.descriptor);
    this.#file = undefined;
  }

  /** Cuts a block without waiting. */
  cut(task: BlockTask): BlockLines {
    const cutting = this.cutting(task);
    for (;;) {
      const step = cutting.next();
      if (step.done === true) return step.value;
    }
  }

  /** Cuts a block in steps. Other blocks must wait until it is done. */
  *cutting(task: BlockTask): Generator<undefined, BlockLines> {
    const { from, to, form, maxLineBytes, sizes, whole } = task;
    const start = task.atLine ? from : this.#lineStart(task, from);
    const writer = whole ? new LineBatchWriter(start, this.#lines) : new LineBatchWriter(start);
    const schedule = new FilterSchedule(sizes);
    const splitter = new LineSplitter(writer.line, {
      maxLineBytes,
      delimiter: lineFeed,
      offset: start,
      passing: whole ? undefined : { filter: this.#filter, form, schedule, leave: () => {} },
    });
    splitter.line = 0;
    const chunks = this.#chunks;
    chunks.clear();
    let at = start;
    let count = 0;
    while (at < to) {
      if (++count % chunksAtATime === 0) yield;
      const next = at + chunks.kept;
      const chunk = this.#read(task, next, to - next);
      if (chunk.length === 0) break;
      splitter.push(chunk);
      at += chunk.length;
      const { line, skipped, offset } = splitter;
      const until = Math.min(to, schedule.until);
      if (whole || schedule.filtering || offset >= until) continue;
      const rest = { task: { ...task, from: offset, atLine: true }, until };
      return { batch: writer.finish(line, skipped, offset - start), rest };
    }
    // The last line ends in another block.
    while (at >= to && splitter.offset < to) {
      const chunk = this.#read(task, at, lineBytes);
      if (chunk.length === 0) break;
      const end = chunk.indexOf(lineFeed);
      const piece = end === -1 ? chunk : chunk.subarray(0, end + 1);
      splitter.push(piece);
      at += piece.length;
    }
    splitter.end();
    return { batch: writer.finish(splitter.line, splitter.skipped, at - start) };
  }

  /** Where the first line begins at an offset or after it. */
  #lineStart(task: BlockTask, offset: number): number {
    const chunks = this.#chunks;
    chunks.clear();
    for (let at = offset - 1; ; ) {
      const chunk = this.#read(task, at + chunks.kept, chunkBytes);
      const end = chunk.indexOf(lineFeed);
      if (end !== -1) return at + end + 1;
      if (chunk.length === 0) return at;
      at += chunk.length;
    }
  }

  #read({ file, skippedMark }: BlockTask, offset: number, size: number): Uint8Array {
    if (this.#file?.name !== file) {
      this.close();
      this.#file = { name: file, descriptor: openSync(file, 'r') };
    }
    return this.#chunks.read(this.#file.descriptor, offset + skippedMark, size);
  }
}
