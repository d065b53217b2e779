import { parentPort, workerData } from 'node:worker_threads';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import type { BlockAnswer, BlockThreadData } from './block-threads.js';
import { BlockCutter, type BlockTask } from './cut-block.js';

/** A thread that cuts blocks of files into lines: is given tasks one at a time and sends back the wanted lines of each. */
const port = parentPort;
if (port === null) throw new Error('This module runs in a worker thread only.');
const { wanted } = workerData as BlockThreadData;
const cutter = new BlockCutter(createLineFilter(wanted));
port.on('message', (task: BlockTask) => {
  try {
    const batch = cutter.cut(task);
    const answer: BlockAnswer = { batch };
    port.postMessage(answer, [batch.bytes.buffer as ArrayBuffer, batch.table.buffer as ArrayBuffer]);
  } catch (error) {
    const { code, message, syscall } = error as NodeJS.ErrnoException;
    // What the system refuses concerns one file; anything else is a bug and ends the thread.
    if (code === undefined || syscall === undefined) throw error;
    const answer: BlockAnswer = { failure: { code, message, syscall } };
    port.postMessage(answer);
  }
});
