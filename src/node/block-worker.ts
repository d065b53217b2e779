import { parentPort } from 'node:worker_threads';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import type { BlockAnswer, BlockOrder } from './block-threads.js';
import { BlockCutter } from './cut-block.js';

/** A thread that cuts blocks of files into lines: is given tasks and sends back the wanted lines of each. */
const port = parentPort;
if (port === null) throw new Error('This module runs in a worker thread only.');
let cutter: BlockCutter | undefined;
port.on('message', (order: BlockOrder) => {
  if ('wanted' in order) {
    cutter = new BlockCutter(createLineFilter(order.wanted));
    return;
  }
  try {
    const lines = cutter!.cut(order.task);
    const { batch } = lines;
    const answer: BlockAnswer = { lines };
    port.postMessage(answer, [batch.bytes.buffer as ArrayBuffer, batch.table.buffer as ArrayBuffer]);
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    // What the system refuses concerns one file; anything else is a bug and ends the thread.
    if (code === undefined || syscall === undefined) throw error;
    const answer: BlockAnswer = { failure: { code, message, syscall } };
    port.postMessage(answer);
  }
});
const started: BlockAnswer = { started: true };
port.postMessage(started);
