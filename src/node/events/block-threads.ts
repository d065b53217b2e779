import { setImmediate } from 'node:timers/promises';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { BlockAnswer, BlockOrder, BlockWorker } from './block-work.js';

/** What threads do with blocks. */
export interface BlockTrade<Setup, Task, Result> {
  /** The module that they run, which serves such workers. */
  readonly module: URL;
  /** Blocks that a thread has before it at a time: one to work on, others for the time until it is given more. */
  readonly before: number;
  /** Blocks for each thread that are worked on before they are asked for. */
  readonly ahead: number;
  /** A worker for the caller's own thread. */
  open(setup: Setup): BlockWorker<Task, Result>;
}

interface Settled<Result> {
  resolve(result: Result): void;
  reject(error: unknown): void;
}

interface Thread<Result> {
  readonly worker: Worker;
  /** Resolves when it can be given blocks; rejects when it never can. */
  readonly starting: Promise<void>;
  started: boolean;
  /** The blocks that it has before it, in order. */
  readonly open: Settled<Result>[];
}

/** A block in its turn: of nobody yet, or what becomes of it. */
interface Turn<Task, Result> {
  readonly task: Task;
  result: Promise<Result> | undefined;
  ready: boolean;
}

/**
 * Threads that work on the blocks of files side by side, of which the caller's own is one: while the others start or are behind, it
 * works on blocks too. They end with `close`.
 */
export class BlockThreads<Setup, Task, Result> {
  readonly #count: number;
  readonly #trade: BlockTrade<Setup, Task, Result>;
  readonly #threads: Thread<Result>[] = [];
  #setup: Setup | undefined;
  #own: BlockWorker<Task, Result> | undefined;
  #broken: { readonly error: unknown } | undefined;

  /** `count`: threads with that of the caller. */
  constructor(count: number, trade: BlockTrade<Setup, Task, Result>) {
    this.#count = count;
    this.#trade = trade;
  }

  /** Starts the threads, which takes a moment, perhaps before it is known what they look for. */
  start(): void {
    while (this.#threads.length < this.#count - 1) this.#threads.push(this.#start());
  }

  /** What becomes of blocks, in the order of the blocks, a few of which are worked on ahead. */
  async *work(tasks: Iterable<Task>, setup: Setup): AsyncGenerator<Result> {
    this.#begin(setup);
    const turns: Turn<Task, Result>[] = [];
    const rest = tasks[Symbol.iterator]();
    const next = (): Turn<Task, Result> | undefined => {
      const free = turns.find(({ result }) => result === undefined);
      if (free !== undefined || turns.length >= this.#count * this.#trade.ahead) return free;
      const step = rest.next();
      if (step.done === true) return undefined;
      const turn: Turn<Task, Result> = { task: step.value, result: undefined, ready: false };
      turns.push(turn);
      return turn;
    };
    for (;;) {
      this.#give(next);
      const first = turns[0];
      if (first?.ready === true) {
        yield await turns.shift()!.result!;
        continue;
      }
      const own = next();
      if (own !== undefined) await this.#workHere(own, () => this.#give(next));
      else if (first !== undefined) await first.result;
      else break;
    }
    // Whether they can start must not depend on how fast the others were.
    await Promise.all(this.#threads.map(({ starting }) => starting));
  }

  async close(): Promise<void> {
    this.#own?.close();
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #begin(setup: Setup): void {
    if (this.#broken !== undefined) throw this.#broken.error;
    this.start();
    if (setup === this.#setup) return;
    this.#setup = setup;
    this.#own?.close();
    this.#own = this.#trade.open(setup);
    for (const { worker } of this.#threads) worker.postMessage({ setup } satisfies BlockOrder<Setup, Task>);
  }

  /** Works on a block in this thread; others are given more meanwhile. */
  async #workHere(turn: Turn<Task, Result>, give: () => void): Promise<void> {
    let settled: Settled<Result>;
    turn.result = new Promise((resolve, reject) => {
      settled = { resolve, reject };
    });
    turn.result.catch(() => {});
    try {
      const steps = this.#own!.steps(turn.task);
      let step = steps.next();
      for (; step.done !== true; step = steps.next()) {
        await setImmediate();
        if (this.#broken !== undefined) throw this.#broken.error;
        give();
      }
      settled!.resolve(step.value);
    } catch (error) {
      settled!.reject(error);
    }
    turn.ready = true;
  }

  #give(next: () => Turn<Task, Result> | undefined): void {
    for (const thread of this.#threads) {
      while (thread.started && thread.open.length < this.#trade.before) {
        const turn = next();
        if (turn === undefined) return;
        turn.result = new Promise((resolve, reject) => {
          thread.open.push({ resolve, reject });
        });
        const ready = (): void => {
          turn.ready = true;
        };
        turn.result.then(ready, ready);
        thread.worker.postMessage({ task: turn.task } satisfies BlockOrder<Setup, Task>);
      }
    }
  }

  #start(): Thread<Result> {
    const worker = new Worker(this.#trade.module, { env: SHARE_ENV });
    let begun: { resolve(): void; reject(error: unknown): void };
    const starting = new Promise<void>((resolve, reject) => {
      begun = { resolve, reject };
    });
    starting.catch(() => {});
    const thread: Thread<Result> = { worker, starting, started: false, open: [] };
    const fail = (error: unknown): void => {
      begun.reject(error);
      this.#break(error);
    };
    worker.on('message', (answer: BlockAnswer<Result>) => {
      if ('started' in answer) {
        thread.started = true;
        begun.resolve();
        return;
      }
      const settled = thread.open.shift();
      if ('result' in answer) settled?.resolve(answer.result);
      else settled?.reject(Object.assign(new Error(answer.failure.message), answer.failure));
    });
    worker.on('error', fail);
    worker.on('exit', (code) => {
      if (!thread.started || thread.open.length > 0) fail(new Error(`A reading thread ended with code ${code}.`));
    });
    return thread;
  }

  /** A thread is gone, and with it the blocks it had: nothing can be given in order any more. */
  #break(error: unknown): void {
    this.#broken ??= { error };
    for (const { open } of this.#threads) for (const { reject } of open.splice(0)) reject(error);
  }
}
