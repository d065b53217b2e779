import { Worker } from 'node:worker_threads';
import type { LintDiagnostic } from '../../lint/define.js';
import type { GatheredFile } from '../content/gather-content.js';
import type { CheckPart } from './check-part.js';
import type { CheckTask } from './check-task.js';
import type { FileReading } from './file-reading.js';

/** What a thread says: first the readings, then, after its task, how far it is and what it found. */
export type CheckThreadMessage =
  | { readonly kind: 'read'; readonly readings: readonly FileReading[] }
  | { readonly kind: 'progress'; readonly more: number }
  | { readonly kind: 'found'; readonly found: readonly (readonly LintDiagnostic[])[] };

/** A part of a check in a thread of its own, which begins to read at once. What goes wrong in there rejects, as it would in here. */
export class CheckThread implements CheckPart {
  readonly #worker: Worker;
  readonly #failed: Promise<never>;

  constructor(files: readonly GatheredFile[]) {
    this.#worker = new Worker(new URL('./check-worker.js', import.meta.url), { workerData: files });
    this.#failed = new Promise((_, fail) => {
      this.#worker.on('error', fail);
      this.#worker.on('exit', (code) => fail(new Error(`A thread of the check ended with code ${code}.`)));
    });
    // A thread that ends after its work is done fails nobody.
    this.#failed.catch(() => {});
    this.#reading = this.#answer('read');
    this.#reading.catch(() => {});
  }

  readonly #reading: Promise<Extract<CheckThreadMessage, { kind: 'read' }>>;

  async read(): Promise<readonly FileReading[]> {
    return (await this.#reading).readings;
  }

  async check(task: CheckTask, progress: (more: number) => void): Promise<readonly (readonly LintDiagnostic[])[]> {
    this.#worker.on('message', (message: CheckThreadMessage) => {
      if (message.kind === 'progress') progress(message.more);
    });
    this.#worker.postMessage(task);
    return (await this.#answer('found')).found;
  }

  close(): void {
    void this.#worker.terminate();
  }

  #answer<K extends CheckThreadMessage['kind']>(kind: K): Promise<Extract<CheckThreadMessage, { kind: K }>> {
    const told = new Promise<Extract<CheckThreadMessage, { kind: K }>>((done) => {
      this.#worker.on('message', (message: CheckThreadMessage) => {
        if (message.kind === kind) done(message as Extract<CheckThreadMessage, { kind: K }>);
      });
    });
    return Promise.race([told, this.#failed]);
  }
}
