import { parentPort } from 'node:worker_threads';

/** Work on a block in steps, between which others may use the thread. */
export type WorkSteps<Result> = Generator<undefined, Result>;

/** Works on blocks of files, one after the other. */
export interface BlockWorker<Task, Result> {
  /** Other blocks must wait until it is done. */
  steps(task: Task): WorkSteps<Result>;
  /** What of a result is handed over instead of being copied. */
  transfer(result: Result): ArrayBuffer[];
  /** Closes the file that was read last. */
  close(): void;
}

/** What a thread is told: first of all how to work, later one block after the other. */
export type BlockOrder<Setup, Task> = { readonly setup: Setup } | { readonly task: Task };

/** What a thread answers: that it has started, and what became of each block in the order of the tasks. */
export type BlockAnswer<Result> =
  | { readonly started: true }
  | { readonly result: Result }
  | { readonly failure: { readonly code: string; readonly message: string; readonly syscall: string } };

/** Does work without letting others use the thread. */
export function allSteps<Result>(steps: WorkSteps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Runs a worker in a thread: it is given tasks and its results are sent back. */
export function serveBlocks<Setup, Task, Result>(open: (setup: Setup) => BlockWorker<Task, Result>): void {
  const port = parentPort;
  if (port === null) throw new Error('This module runs in a worker thread only.');
  const answer = (message: BlockAnswer<Result>, transfer?: ArrayBuffer[]): void => port.postMessage(message, transfer);
  let worker: BlockWorker<Task, Result> | undefined;
  port.on('message', (order: BlockOrder<Setup, Task>) => {
    if ('setup' in order) {
      worker?.close();
      worker = open(order.setup);
      return;
    }
    try {
      const result = allSteps(worker!.steps(order.task));
      answer({ result }, worker!.transfer(result));
    } catch (error) {
      const { code, message, syscall } = error as NodeJS.ErrnoException;
      // What the system refuses concerns one file; anything else is a bug and ends the thread.
      if (code === undefined || syscall === undefined) throw error;
      answer({ failure: { code, message, syscall } });
    }
  });
  answer({ started: true });
}
