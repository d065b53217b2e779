/** How long to wait after an edit, at least and at most, milliseconds. */
const shortest = 120;
const longest = 3_000;

/** Runs one piece of work per key after its key has been quiet for a while: longer where the work itself takes long. */
export class CheckSchedule<K extends object> {
  readonly #work: (key: K) => Promise<void>;
  readonly #timer: () => number;
  readonly #waiting = new Map<K, NodeJS.Timeout>();
  /** Keys whose work waits for nothing. */
  readonly #next = new Set<K>();
  readonly #running = new Set<K>();
  readonly #again = new Set<K>();
  /** How long the work took the last two times: the first time it has much more to do than ever again. Keeps no key alive. */
  readonly #took = new WeakMap<K, readonly [number, number]>();
  #closed = false;

  /** `work` must not reject; `timer` gives milliseconds. */
  constructor(work: (key: K) => Promise<void>, timer: () => number) {
    this.#work = work;
    this.#timer = timer;
  }

  /** Asks for the work of a key; `now` without waiting for quiet. */
  ask(key: K, now = false): void {
    if (this.#closed || this.#next.has(key)) return;
    if (now) this.#next.add(key);
    clearTimeout(this.#waiting.get(key));
    const delay = now ? 0 : Math.min(longest, Math.max(shortest, Math.min(...(this.#took.get(key) ?? [0]))));
    this.#waiting.set(
      key,
      setTimeout(() => void this.#run(key), delay),
    );
  }

  close(): void {
    this.#closed = true;
    for (const waiting of this.#waiting.values()) clearTimeout(waiting);
    this.#waiting.clear();
  }

  async #run(key: K): Promise<void> {
    this.#waiting.delete(key);
    this.#next.delete(key);
    if (this.#running.has(key)) {
      this.#again.add(key);
      return;
    }
    this.#running.add(key);
    const start = this.#timer();
    await this.#work(key);
    this.#took.set(key, [this.#timer() - start, this.#took.get(key)?.[0] ?? 0]);
    this.#running.delete(key);
    if (this.#again.delete(key)) this.ask(key, true);
  }
}
