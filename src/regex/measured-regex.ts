import type { Regex } from './regex.js';
import type { RegexMatch } from './regex-match.js';

/** What the matching of one pattern has cost. */
export interface RegexCost {
  calls: number;
  milliseconds: number;
}

/** A regular expression whose matching is timed. */
export class MeasuredRegex implements Regex {
  readonly #regex: Regex;
  readonly #cost: RegexCost;
  readonly #timer: () => number;

  constructor(regex: Regex, cost: RegexCost, timer: () => number) {
    this.#regex = regex;
    this.#cost = cost;
    this.#timer = timer;
  }

  get pattern(): string {
    return this.#regex.pattern;
  }

  get groupNames(): readonly string[] {
    return this.#regex.groupNames;
  }

  get engine(): Regex['engine'] {
    return this.#regex.engine;
  }

  test(subject: string): boolean {
    return this.#timed(() => this.#regex.test(subject));
  }

  exec(subject: string, from?: number): RegexMatch | null {
    return this.#timed(() => this.#regex.exec(subject, from));
  }

  named(match: RegexMatch): [name: string, value: string][] {
    return this.#regex.named(match);
  }

  namedOffsets(match: RegexMatch): [name: string, offsets: readonly [start: number, end: number]][] {
    return this.#regex.namedOffsets(match);
  }

  matchAll(subject: string, max?: number): RegexMatch[] {
    return this.#timed(() => this.#regex.matchAll(subject, max));
  }

  replace(subject: string, replacement: string, which?: 'all' | 'first' | number): string {
    return this.#timed(() => this.#regex.replace(subject, replacement, which));
  }

  #timed<T>(match: () => T): T {
    const start = this.#timer();
    try {
      return match();
    } finally {
      this.#cost.calls++;
      this.#cost.milliseconds += this.#timer() - start;
    }
  }
}
