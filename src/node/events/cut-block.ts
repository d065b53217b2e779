import { allocateBytes } from '../../events/bytes.js';
import { type LineBatch, LineBatchWriter } from '../../events/line-batch.js';
import { FilterSchedule, type FilterSizes } from '../../events/line-filter/filter-schedule.js';
import type { LineFilter, LineForm } from '../../events/line-filter/line-filter.js';
import { LineSplitter } from '../../events/line-splitter.js';
import { BlockFile, type BlockPlace, chunkBytes } from './block-file.js';
import { allSteps, type BlockWorker, type WorkSteps } from './block-work.js';

/** A block of whose lines the wanted ones are cut out. Plain data. */
export interface BlockTask extends BlockPlace {
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

/** Enough for the lines of a block of which all are wanted. */
const wholeBytes = 128 * 1024;
const lineFeed = 0x0a;

/** Chunks after which a cutter that shares its thread lets others work. */
const chunksAtATime = 16;

/** Cuts blocks of files into lines and keeps the wanted ones. */
export class BlockCutter implements BlockWorker<BlockTask, BlockLines> {
  readonly #filter: LineFilter | undefined;
  readonly #file: BlockFile;
  readonly #lines = allocateBytes(wholeBytes);

  /** `filter`: finds the wanted lines; without it only whole blocks are cut. */
  constructor(filter?: LineFilter) {
    this.#filter = filter;
    this.#file = new BlockFile(filter === undefined ? allocateBytes(wholeBytes) : filter.room(chunkBytes));
  }

  /** Closes the file that was read last. */
  close(): void {
    this.#file.close();
  }

  /** Cuts a block without waiting. */
  cut(task: BlockTask): BlockLines {
    return allSteps(this.steps(task));
  }

  /** Cuts a block in steps. Other blocks must wait until it is done. */
  *steps(task: BlockTask): WorkSteps<BlockLines> {
    const { from, to, form, maxLineBytes, sizes, whole } = task;
    const start = task.atLine ? from : this.#file.lineStart(task, from);
    const writer = whole ? new LineBatchWriter(start, this.#lines) : new LineBatchWriter(start);
    const schedule = new FilterSchedule(sizes);
    const splitter = new LineSplitter(writer.line, {
      maxLineBytes,
      delimiter: lineFeed,
      offset: start,
      passing: whole ? undefined : { filter: this.#filter!, form, schedule, leave: () => {} },
    });
    splitter.line = 0;
    const file = this.#file;
    file.begin(task, start);
    let at = start;
    let count = 0;
    while (at < to) {
      if (++count % chunksAtATime === 0) yield;
      const chunk = file.next(to);
      if (chunk.length === 0) break;
      splitter.push(chunk);
      at += chunk.length;
      const { line, skipped, offset } = splitter;
      const until = Math.min(to, schedule.until);
      if (whole || schedule.filtering || offset >= until) continue;
      const rest = { task: { ...task, from: offset, atLine: true }, until };
      return { batch: writer.finish(line, skipped, offset - start), rest };
    }
    at = file.finish(splitter, to);
    return { batch: writer.finish(splitter.line, splitter.skipped, at - start) };
  }

  transfer({ batch }: BlockLines): ArrayBuffer[] {
    return [batch.bytes.buffer as ArrayBuffer, batch.table.buffer as ArrayBuffer];
  }
}
