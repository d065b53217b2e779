import type { EventScan, ScannedRows } from '../../api/passes/event-scan.js';
import { allocateBytes } from '../../events/bytes.js';
import { type LineBatch, LineBatchWriter } from '../../events/line-batch.js';
import { LineEvents, type LineEventsOptions } from '../../events/line-events.js';
import { type LineHandler, LineSplitter } from '../../events/line-splitter.js';
import { BlockFile, type BlockPlace } from './block-file.js';
import type { BlockWorker, WorkSteps } from './block-work.js';

/** A block of whose lines the rows of listeners are found. Plain data. */
export interface ScanTask extends BlockPlace {
  readonly reading: LineEventsOptions;
}

/** What was found in a block. */
export interface ScannedLines {
  readonly scanned: ScannedRows;
  /** The lines that whoever runs the searches has to look at too; none of the others is counted as passed over. */
  readonly batch: LineBatch;
  /** Those of them that were not looked at here, by their number in the block from 0. */
  readonly apart: Int32Array;
  /** Events of the other lines. */
  readonly passed: number;
}

/** A chunk is what is worked on in one step. */
const scanBytes = 128 * 1024;
const lineFeed = 0x0a;

/** Finds rows in blocks of files. */
export class BlockScanner implements BlockWorker<ScanTask, ScannedLines> {
  readonly #scan: EventScan;
  readonly #file = new BlockFile(allocateBytes(scanBytes));
  #reading: { readonly options: LineEventsOptions; readonly lines: LineEvents } | undefined;

  constructor(scan: EventScan) {
    this.#scan = scan;
  }

  close(): void {
    this.#file.close();
  }

  *steps(task: ScanTask): WorkSteps<ScannedLines> {
    const { from, to, reading } = task;
    // What a block left behind whose reading failed belongs to no other.
    this.#scan.take();
    const start = task.atLine ? from : this.#file.lineStart(task, from);
    const writer = new LineBatchWriter(start);
    const apart: number[] = [];
    const lines = this.#linesOf(reading);
    let passed = 0;
    const handle: LineHandler = (...line) => {
      const [, , , number] = line;
      const event = lines.read(...line);
      if (event === null) return;
      if (event === undefined) {
        apart.push(number);
        this.#scan.passOver();
      } else if (!this.#scan.add(event, number)) {
        passed++;
        return;
      }
      writer.line(...line);
    };
    const splitter = new LineSplitter(handle, {
      maxLineBytes: reading.maxRecordBytes,
      delimiter: lineFeed,
      offset: start,
    });
    splitter.line = 0;
    const file = this.#file;
    file.begin(task, start);
    for (let at = start; at < to; ) {
      if (at > start) yield;
      const chunk = file.next(to);
      if (chunk.length === 0) break;
      splitter.push(chunk);
      at += chunk.length;
    }
    const end = file.finish(splitter, to);
    const batch = writer.finish(splitter.line, 0, end - start);
    return { scanned: this.#scan.take(), batch, apart: Int32Array.from(apart), passed };
  }

  transfer({ batch, apart, scanned }: ScannedLines): ArrayBuffer[] {
    const arrays = [batch.bytes, batch.table, apart, scanned.tested, ...scanned.rows.map(({ cells }) => cells)];
    return arrays.map(({ buffer }) => buffer as ArrayBuffer);
  }

  /** The reading of the file that the block is of. */
  #linesOf(options: LineEventsOptions): LineEvents {
    // Tasks of one file that come from another thread hold equal options.
    if (this.#reading === undefined || !sameReading(this.#reading.options, options))
      this.#reading = { options, lines: new LineEvents(options) };
    return this.#reading.lines;
  }
}

function sameReading(a: LineEventsOptions, b: LineEventsOptions): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
