import { parentPort, workerData } from 'node:worker_threads';
import { runTest } from '../../testing/run-test.js';
import { loadTests, type TestRunOptions } from './run-tests.js';

/** A thread of `escudo test`: is given indexes of tests until there are none, and sends back what became of each. */
const port = parentPort;
if (port === null) throw new Error('This module runs in a worker thread only.');
const { tests, bench } = await loadTests(workerData as TestRunOptions);
port.on('message', async (indexes: readonly number[]) => {
  if (indexes.length === 0) {
    port.close();
    return;
  }
  for (const index of indexes) port.postMessage({ index, outcome: await runTest(tests[index]!, bench) });
  port.postMessage('ready');
});
port.postMessage('ready');
