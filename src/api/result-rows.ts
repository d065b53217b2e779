import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Batch } from '../exec/context.js';
import { HeldLimit } from '../exec/held-size.js';
import type { Event } from '../values/event.js';
import { type Limits, limitText } from '../values/limits.js';

/** The rows of a result as they come, to the limits of the run: what lies beyond is left out, and that is reported. */
export class ResultRows {
  readonly rows: Event[] = [];
  readonly #limits: Limits;
  readonly #held: HeldLimit;
  readonly #report: (found: Diagnostic) => void;

  constructor(limits: Limits, report: (found: Diagnostic) => void) {
    this.#limits = limits;
    this.#held = new HeldLimit(limits);
    this.#report = report;
  }

  add(batch: Batch): void {
    if (this.#held.full !== undefined) return;
    for (const row of batch) if (this.#held.takes(row)) this.rows.push(row);
    const { full } = this.#held;
    if (full !== undefined)
      this.#report(diagnostic('run-note', { message: limitText('The result', full, this.#limits) }));
  }
}
