import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { GatheredFile } from '../content/gather-content.js';
import { LocalCheckPart } from './check-part.js';
import type { CheckTask } from './check-task.js';
import type { CheckThreadMessage } from './check-thread.js';

/** A thread of `escudo check`: reads its files, waits for what all files bring, and checks its searches. */
async function work(port: MessagePort): Promise<void> {
  const say = (message: CheckThreadMessage): void => port.postMessage(message);
  const task = new Promise<CheckTask>((given) => {
    port.once('message', given);
  });
  const part = new LocalCheckPart(workerData as readonly GatheredFile[]);
  say({ kind: 'read', readings: await part.read() });
  say({ kind: 'found', found: await part.check(await task, (more) => say({ kind: 'progress', more })) });
}

if (parentPort === null) throw new Error('This module runs in a worker thread only.');
// A rejection is not handled here: it ends the thread and reaches the one who started it.
void work(parentPort);
