import { EventScan } from '../api/event-scan.js';
import type { ScanOrder } from '../api/scan-order.js';
import { serveBlocks } from './block-work.js';
import { BlockScanner } from './scan-block.js';

/** A thread that finds the rows of listeners in blocks of files. */
serveBlocks((order: ScanOrder) => new BlockScanner(new EventScan(order)));
