import type { Knowledge } from '../../api/knowledge.js';
import { EventScan } from '../../api/passes/event-scan.js';
import type { ScanOrder } from '../../api/passes/scan-order.js';
import { createLineFilter } from '../../events/line-filter/create-filter.js';
import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import { BlockThreads } from './block-threads.js';
import { BlockCutter, type BlockLines, type BlockTask } from './cut-block.js';
import { BlockScanner, type ScannedLines, type ScanTask } from './scan-block.js';

/** Threads that cut blocks into lines and keep those that hold one of some texts. */
export type CuttingThreads = BlockThreads<WantedTexts, BlockTask, BlockLines>;

/** Threads that find the rows of listeners in blocks. */
export type ScanningThreads = BlockThreads<ScanOrder, ScanTask, ScannedLines>;

const cuttingModule = new URL('./block-worker.js', import.meta.url);
const scanningModule = new URL('./scan-worker.js', import.meta.url);

/** `module`: the file of `block-worker.ts` as it is run, where it does not lie beside this one. */
export function cuttingThreads(count: number, module: URL = cuttingModule): CuttingThreads {
  const open = (wanted: WantedTexts): BlockCutter => new BlockCutter(createLineFilter(wanted));
  return new BlockThreads(count, { module, before: 2, ahead: 3, open });
}

/** `knowledge`: that of all orders, for the caller's own thread. `module`: the same for `scan-worker.ts`. */
export function scanningThreads(count: number, knowledge: Knowledge, module: URL = scanningModule): ScanningThreads {
  const open = (order: ScanOrder): BlockScanner => new BlockScanner(new EventScan(order, knowledge));
  // A thread gets no new blocks while the searches work on the rows of others. The caller's own thread, which works on blocks behind
  // those that others have before them, is not to wait until they are done with these.
  return new BlockThreads(count, { module, before: 6, ahead: 10, open });
}
