import { setImmediate } from 'node:timers/promises';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { createLineFilter } from '../events/line-filter/create-filter.js';
import type { WantedTexts } from '../events/line-filter/line-filter.js';
import { BlockCutter, type BlockLines, type BlockTask } from './cut-block.js';

/** What a thread is told: first of all the texts that a line must hold, later one block after the other. */
export type BlockOrder = { readonly wanted: WantedTexts } | { readonly task: BlockTask };

/** What a thread answers: that it has started, and the lines of each block in the order of the tasks. */
export type BlockAnswer =
  | { readonly started: true }
  | { readonly lines: BlockLines }
  | { readonly failure: { readonly code: string; readonly message: string; readonly syscall: string } };

/** Blocks that a thread has before it at a time: one to work on, others for the time until it is given more. */
const before = 2;
/** Blocks for each thread that are cut before they are asked for. */
const ahead = 3;

const defaultThread = new URL('./block-worker.js', import.meta.url);

interface Settled {
  resolve(lines: BlockLines): void;
  reject(error: unknown): void;
}

interface Thread {
  readonly worker: Worker;
  /** Resolves when it can be given blocks; rejects when it never can. */
  readonly starting: Promise<void>;
  started: boolean;
  /** The blocks that it has before it, in order. */
  readonly open: Settled[];
}

/** A block in its turn: of nobody yet, or its lines when they come. */
interface Turn {
  readonly task: BlockTask;
  lines: Promise<BlockLines> | undefined;
  ready: boolean;
}

/**
 * Threads that cut files into lines side by side, of which the caller's own is one: while the others start or are behind, it cuts
 * blocks too. They end with `close`.
 */
export class BlockThreads {
  readonly #count: number;
  readonly #module: URL;
  readonly #threads: Thread[] = [];
  #wanted: WantedTexts | undefined;
  #own: BlockCutter | undefined;
  #broken: { readonly error: unknown } | undefined;

  /**
   * `count`: threads with that of the caller. `module`: the file of `block-worker.ts` as it is run, where it does not lie beside this
   * one.
   */
  constructor(count: number, module: URL = defaultThread) {
    this.#count = count;
    this.#module = module;
  }

  /** Starts the threads, which takes a moment, perhaps before it is known what they look for. */
  start(): void {
    while (this.#threads.length < this.#count - 1) this.#threads.push(this.#start());
  }

  /** The wanted lines of blocks, in the order of the blocks, a few of which are cut ahead. */
  async *cut(tasks: Iterable<BlockTask>, wanted: WantedTexts): AsyncGenerator<BlockLines> {
    this.#begin(wanted);
    const turns: Turn[] = [];
    const rest = tasks[Symbol.iterator]();
    const next = (): Turn | undefined => {
      const free = turns.find(({ lines }) => lines === undefined);
      if (free !== undefined || turns.length >= this.#count * ahead) return free;
      const step = rest.next();
      if (step.done === true) return undefined;
      const turn: Turn = { task: step.value, lines: undefined, ready: false };
      turns.push(turn);
      return turn;
    };
    for (;;) {
      this.#give(next);
      const first = turns[0];
      if (first?.ready === true) {
        yield await turns.shift()!.lines!;
        continue;
      }
      const own = next();
      if (own !== undefined) await this.#cutHere(own, () => this.#give(next));
      else if (first !== undefined) await first.lines;
      else break;
    }
    // Whether they can start must not depend on how fast the others were.
    await Promise.all(this.#threads.map(({ starting }) => starting));
  }

  async close(): Promise<void> {
    this.#own?.close();
    await Promise.all(this.#threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  #begin(wanted: WantedTexts): void {
    if (this.#broken !== undefined) throw this.#broken.error;
    this.start();
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.#own?.close();
    this.#own = new BlockCutter(createLineFilter(wanted));
    for (const { worker } of this.#threads) worker.postMessage({ wanted } satisfies BlockOrder);
  }

  /** Cuts a block in this thread; others are given more meanwhile. */
  async #cutHere(turn: Turn, give: () => void): Promise<void> {
    let settled: Settled;
    turn.lines = new Promise((resolve, reject) => {
      settled = { resolve, reject };
    });
    turn.lines.catch(() => {});
    try {
      const cutting = this.#own!.cutting(turn.task);
      let step = cutting.next();
      for (; step.done !== true; step = cutting.next()) {
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

  #give(next: () => Turn | undefined): void {
    for (const thread of this.#threads) {
      while (thread.started && thread.open.length < before) {
        const turn = next();
        if (turn === undefined) return;
        turn.lines = new Promise((resolve, reject) => {
          thread.open.push({ resolve, reject });
        });
        const ready = (): void => {
          turn.ready = true;
        };
        turn.lines.then(ready, ready);
        thread.worker.postMessage({ task: turn.task } satisfies BlockOrder);
      }
    }
  }

  #start(): Thread {
    const worker = new Worker(this.#module, { env: SHARE_ENV });
    let begun: { resolve(): void; reject(error: unknown): void };
    const starting = new Promise<void>((resolve, reject) => {
      begun = { resolve, reject };
    });
    starting.catch(() => {});
    const thread: Thread = { worker, starting, started: false, open: [] };
    const fail = (error: unknown): void => {
      begun.reject(error);
      this.#break(error);
    };
    worker.on('message', (answer: BlockAnswer) => {
      if ('started' in answer) {
        thread.started = true;
        begun.resolve();
        return;
      }
      const settled = thread.open.shift();
      if ('lines' in answer) settled?.resolve(answer.lines);
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
