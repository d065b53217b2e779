import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderText } from '../diagnostics/render-text.js';
import { type CliIo, usesColor } from './io.js';

/** Diagnostics of one code that are shown; the others are counted. */
const mostOfOneCode = 20;

/** Writes diagnostics to standard error, each text once. */
export class Reporter {
  readonly #io: CliIo;
  readonly #quiet: boolean;
  readonly #counts = new Map<string, number>();
  readonly #shown = new Set<string>();

  constructor(io: CliIo, quiet: boolean) {
    this.#io = io;
    this.#quiet = quiet;
  }

  /** `about` is named where a diagnostic has no place of its own. */
  async show(diagnostics: readonly Diagnostic[], about?: string): Promise<void> {
    for (const each of diagnostics) {
      if (this.#quiet && each.severity !== 'error') continue;
      const named =
        about === undefined || each.primary !== undefined ? each : { ...each, help: [...each.help, `In ${about}.`] };
      const text = renderText(named, {
        color: usesColor(this.#io.stderr, this.#io.env),
        width: this.#io.stderr.width ?? 100,
      });
      if (this.#shown.has(text)) continue;
      this.#shown.add(text);
      const count = (this.#counts.get(each.code) ?? 0) + 1;
      this.#counts.set(each.code, count);
      if (count <= mostOfOneCode) await this.#io.stderr.write(`${text}\n\n`);
    }
  }

  /** Says how many more there were of the codes of which not all were shown. */
  async finish(): Promise<void> {
    for (const [code, count] of this.#counts) {
      if (count > mostOfOneCode) await this.#io.stderr.write(`... and ${count - mostOfOneCode} more [${code}]\n\n`);
    }
  }

  async say(line: string): Promise<void> {
    if (!this.#quiet) await this.#io.stderr.write(`${line}\n`);
  }
}
