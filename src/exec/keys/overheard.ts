import type { ExecContext } from '../context.js';

/** A context for commands that are only asked about rows: what they have to say is not passed on, they will say it again. */
export class Overheard {
  readonly context: ExecContext;
  #spoke = false;

  constructor(context: ExecContext) {
    const say = (): void => {
      this.#spoke = true;
    };
    this.context = { ...context, note: say, report: say };
  }

  /** Whether something was said since this was last asked. */
  takeSpoke(): boolean {
    const spoke = this.#spoke;
    this.#spoke = false;
    return spoke;
  }
}
