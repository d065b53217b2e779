import { visible } from '../diagnostics/visible-text.js';
import type { CliIo } from './io.js';
import { version } from './version.js';

/** What a user is asked to send when escudo itself has failed. */
export class BugReport {
  readonly #error: unknown;
  readonly #what: string;

  constructor(error: unknown, what: string) {
    this.#error = error;
    this.#what = what;
  }

  async show(io: CliIo): Promise<void> {
    const stack = this.#error instanceof Error ? (this.#error.stack ?? this.#error.message) : String(this.#error);
    const lines = [
      'escudo has a bug: this should not have happened. Please report what follows:',
      '',
      `escudo ${await version()}, Node ${process.version}, ${process.platform} ${process.arch}`,
      `while working on: ${withoutPasswords(this.#what)}`,
      ...withoutPasswords(stack).split('\n').slice(0, 20),
      '',
    ];
    await io.stderr.write(`${lines.map(visible).join('\n')}\n`);
  }
}

/** Addresses may hold a user and a password; a report is made to be sent. */
function withoutPasswords(text: string): string {
  return text.replace(/(\w:\/\/)[^\s/@]*@/g, '$1…@').replace(/(\bpassword=)[^\s&]+/gi, '$1…');
}
