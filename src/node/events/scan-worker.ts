import { Knowledge } from '../../api/knowledge.js';
import { EventScan } from '../../api/passes/event-scan.js';
import type { ScanOrder } from '../../api/passes/scan-order.js';
import { serveBlocks } from './block-work.js';
import { BlockScanner } from './scan-block.js';

/** That of the first order: all orders of a thread are of one run. */
let knowledge: Knowledge | undefined;

/** A thread that finds the rows of listeners in blocks of files. */
serveBlocks((order: ScanOrder) => {
  knowledge ??= new Knowledge(order.files, order.settings);
  return new BlockScanner(new EventScan(order, knowledge));
});
