import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { LineBatch } from '../events/line-batch.js';
import type { WantedTexts } from '../events/line-filter/line-filter.js';
import type { BlockTask } from './cut-block.js';

/** What a thread is told once. */
export interface BlockThreadData {
  readonly wanted: WantedTexts;
}

/** What a thread answers to a task. */
export type BlockAnswer =
  | { readonly batch: LineBatch }
  | { readonly failure: { readonly code: string; readonly message: string; readonly syscall: string } };

/** Blocks for each thread that are cut before they are asked for. */
const ahead = 2;

const defaultThread = new URL('./block-worker.js', import.meta.url);

interface Thread {
  readonly worker: Worker;
  busy: { resolve(batch: LineBatch): void; reject(error: unknown): void } | undefined;
}

/** Threads that cut files into lines side by side. They end with `close`. */
export class BlockThreads {
  readonly #count: number;
  readonly #data: BlockThreadData;
  readonly #module: URL;
  readonly #threads: Thread[] = [];
  #free: Thread[] = [];
  readonly #waiting: { readonly task: BlockTask; readonly busy: NonNullable<Thread['busy']> }[] = [];
  #broken: { readonly error: unknown } | undefined;

  /** `module`: the file of `block-worker.ts` as it is run, where it does not lie beside this one. */
  constructor(count: number, data: BlockThreadData, module: URL = defaultThread) {
    this.#count = count;
    this.#data = data;
    this.#module = module;
  }

  /** Starts the threads before the first block is known: they take a moment. */
  start(): void {
    while (this.#threads.length < this.#count) this.#free.push(this.#start());
  }

  /** The wanted lines of blocks, in the order of the blocks, a few of which are cut ahead. */
  async *cut(tasks: Iterable<BlockTask>): AsyncGenerator<LineBatch> {
    const open: Promise<LineBatch>[] = [];
    const rest = tasks[Symbol.iterator]();
    const fill = (): void => {
      while (open.length < this.#count * ahead) {
        const next = rest.next();
        if (next.done === true) return;
        const batch = this.#run(next.value);
        // It is waited for in its turn.
        batch.catch(() => {});
        open.push(batch);
      }
    };
    for (fill(); open.length > 0; fill()) yield await open.shift()!;
  }

  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #run(task: BlockTask): Promise<LineBatch> {
    return new Promise((resolve, reject) => {
      if (this.#broken !== undefined) reject(this.#broken.error);
      this.#waiting.push({ task, busy: { resolve, reject } });
      this.start();
      this.#give();
    });
  }

  #give(): void {
    while (this.#free.length > 0 && this.#waiting.length > 0) {
      const thread = this.#free.pop()!;
      const { task, busy } = this.#waiting.shift()!;
      thread.busy = busy;
      thread.worker.postMessage(task);
    }
  }

  #start(): Thread {
    const worker = new Worker(this.#module, { workerData: this.#data, env: SHARE_ENV });
    const thread: Thread = { worker, busy: undefined };
    this.#threads.push(thread);
    worker.on('message', (answer: BlockAnswer) => {
      const { busy } = thread;
      thread.busy = undefined;
      this.#free.push(thread);
      if ('batch' in answer) busy?.resolve(answer.batch);
      else busy?.reject(Object.assign(new Error(answer.failure.message), answer.failure));
      this.#give();
    });
    worker.on('error', (error) => this.#break(error));
    worker.on('exit', (code) => {
      if (thread.busy !== undefined) this.#break(new Error(`A reading thread ended with code ${code}.`));
    });
    return thread;
  }

  /** A thread is gone, and with it the block it had: nothing can be given in order any more. */
  #break(error: unknown): void {
    this.#broken = { error };
    for (const { busy } of [...this.#threads, ...this.#waiting]) busy?.reject(error);
    this.#waiting.length = 0;
  }
}
