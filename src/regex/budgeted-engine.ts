import type { Pattern } from './ast.js';
import type { Budget } from './budget.js';
import { Matcher } from './match.js';
import { compileProgram } from './program.js';
import type { RegexMatch } from './regex-match.js';

/** Matches any pattern with escudo's own matcher; a budget that has run out shows as `left` being 0. */
export class BudgetedEngine {
  readonly #pattern: Pattern;
  #matcher: Matcher | undefined;

  constructor(pattern: Pattern) {
    this.#pattern = pattern;
  }

  exec(subject: string, from: number, budget: Budget): RegexMatch | null {
    const matcher = this.#ready();
    return matcher.search(subject, from, budget) === 'match' ? this.#result(subject, matcher.registers) : null;
  }

  test(subject: string, budget: Budget): boolean {
    return this.#ready().search(subject, 0, budget) === 'match';
  }

  /** A match that begins at `from` and is not empty. */
  execHere(subject: string, from: number, budget: Budget): RegexMatch | null {
    const matcher = this.#ready();
    return matcher.searchHere(subject, from, budget) === 'match' ? this.#result(subject, matcher.registers) : null;
  }

  #ready(): Matcher {
    this.#matcher ??= new Matcher(compileProgram(this.#pattern));
    return this.#matcher;
  }

  #result(subject: string, registers: Int32Array): RegexMatch {
    const offsets: ([number, number] | undefined)[] = [];
    const groups: (string | undefined)[] = [];
    for (let group = 0; group <= this.#pattern.groupCount; group++) {
      const start = registers[2 * group]!;
      const end = registers[2 * group + 1]!;
      offsets.push(end < 0 ? undefined : [start, end]);
      groups.push(end < 0 ? undefined : subject.slice(start, end));
    }
    return { index: registers[0]!, end: registers[1]!, groups, offsets };
  }
}
