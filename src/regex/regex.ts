import { analyse } from './analyse.js';
import type { Pattern } from './ast.js';
import { type Budget, budgetFor } from './budget.js';
import { BudgetedEngine } from './budgeted-engine.js';
import { NativeEngine } from './native-engine.js';
import { parsePattern } from './parse.js';
import { PatternError } from './pattern-error.js';
import type { RegexMatch } from './regex-match.js';
import { fillReplacement, parseReplacement } from './replacement.js';
import { requiredText } from './required-text.js';

/**
 * A compiled PCRE pattern. Patterns mean what they mean to PCRE2 without UCP; a subject is a sequence of Unicode characters (not of
 * bytes and not of UTF-16 units), `\d \w \s \b` and POSIX classes are ASCII, `(?i)` knows the case pairs of the basic plane.
 */
export interface Regex {
  readonly pattern: string;
  /** Names of groups in order of appearance, each once. */
  readonly groupNames: readonly string[];
  /** `budgeted`: every match is made by escudo's own matcher. `native`: only those on long subjects, where the pattern could be slow. */
  readonly engine: 'native' | 'budgeted';
  /** Whether the pattern is found anywhere. */
  test(subject: string): boolean;
  /** The first match at or after `from`. */
  exec(subject: string, from?: number): RegexMatch | null;
  /** Names and texts of the named groups that took part, in order. */
  named(match: RegexMatch): [name: string, value: string][];
  /** Names and places of the named groups that took part, as `named`: start and end in the subject, end excluded. */
  namedOffsets(match: RegexMatch): [name: string, offsets: readonly [start: number, end: number]][];
  /** Up to `max` successive matches; after an empty one a longer one is looked for at the same place, as Perl does. */
  matchAll(subject: string, max?: number): RegexMatch[];
  /** Replaces all matches, the first or the nth (from 1). The replacement is as in `parseReplacement`. */
  replace(subject: string, replacement: string, which?: 'all' | 'first' | number): string;
}

/** `steps`: matching was given up and counts as no match. `length`: the subject was cut. */
export type RegexLimit = 'steps' | 'length';

export interface RegexOptions {
  /** As `(?i)`, `(?m)`, `(?s)` at the start. */
  readonly ignoreCase?: boolean;
  readonly multiline?: boolean;
  readonly dotAll?: boolean;
  /** Longer subjects are cut; 1,000,000 characters by default. */
  readonly maxSubject?: number;
  /** Told each time a limit was met. */
  readonly onLimit?: (pattern: string, limit: RegexLimit) => void;
}

export type RegexCompilation =
  | { readonly ok: true; readonly regex: Regex }
  | { readonly ok: false; readonly message: string; readonly offset: number };

const defaultMaxSubject = 1_000_000;

/** Steps a native match may need in the worst case; some tens of milliseconds. */
const nativeSteps = 50_000_000;

/** Compiles a PCRE pattern, or says what is wrong with it and where. */
export function compileRegex(pattern: string, options: RegexOptions = {}): RegexCompilation {
  const { ignoreCase = false, multiline = false, dotAll = false } = options;
  try {
    const parsed = parsePattern(pattern, { ignoreCase, multiline, dotAll });
    return { ok: true, regex: new CompiledRegex(parsed, options) };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, message: error.message, offset: error.offset };
    throw error;
  }
}

/** What the host can do for a pattern. */
interface Native {
  readonly engine: NativeEngine | undefined;
  /** Longest subject. */
  readonly longest: number;
}

class CompiledRegex implements Regex {
  readonly pattern: string;
  readonly groupNames: readonly string[];
  readonly #named: readonly (readonly [string, readonly number[]])[];
  readonly #parsed: Pattern;
  /** Made when first asked for: a search that is only checked never matches. */
  #native: Native | undefined;
  readonly #budgeted: BudgetedEngine;
  /** A text without which nothing matches. */
  readonly #required: string | undefined;
  readonly #maxSubject: number;
  readonly #onLimit: RegexOptions['onLimit'];

  constructor(pattern: Pattern, options: RegexOptions) {
    this.pattern = pattern.source;
    this.#named = [...pattern.names];
    this.groupNames = this.#named.map(([name]) => name);
    this.#parsed = pattern;
    this.#budgeted = new BudgetedEngine(pattern);
    this.#required = requiredText(pattern);
    this.#maxSubject = options.maxSubject ?? defaultMaxSubject;
    this.#onLimit = options.onLimit;
  }

  get engine(): 'native' | 'budgeted' {
    return this.#hosted().engine === undefined ? 'budgeted' : 'native';
  }

  test(whole: string): boolean {
    const subject = this.#cut(whole);
    if (this.#required !== undefined && !subject.includes(this.#required)) return false;
    const native = this.#nativeFor(subject);
    if (native !== undefined) {
      try {
        return native.test(subject);
      } catch {
        // The host ran out of its own backtracking space.
      }
    }
    const budget = budgetFor(subject);
    const found = this.#budgeted.test(subject, budget);
    this.#report(budget, found);
    return found;
  }

  exec(whole: string, from = 0): RegexMatch | null {
    const subject = this.#cut(whole);
    return from > subject.length ? null : this.#search(subject, from, budgetFor(subject));
  }

  named(match: RegexMatch): [string, string][] {
    const pairs: [string, string][] = [];
    for (const [name, groups] of this.#named) {
      for (const group of groups) {
        const value = match.groups[group];
        if (value === undefined) continue;
        pairs.push([name, value]);
        break;
      }
    }
    return pairs;
  }

  namedOffsets(match: RegexMatch): [string, readonly [number, number]][] {
    const pairs: [string, readonly [number, number]][] = [];
    for (const [name, groups] of this.#named) {
      for (const group of groups) {
        const offsets = match.groups[group] === undefined ? undefined : match.offsets[group];
        if (offsets === undefined) continue;
        pairs.push([name, offsets]);
        break;
      }
    }
    return pairs;
  }

  matchAll(whole: string, max = Number.POSITIVE_INFINITY): RegexMatch[] {
    return this.#all(this.#cut(whole), max);
  }

  replace(whole: string, replacement: string, which: 'all' | 'first' | number = 'all'): string {
    const subject = this.#cut(whole);
    const nth = which === 'first' ? 1 : which === 'all' ? undefined : which;
    const matches = this.#all(subject, nth ?? Number.POSITIVE_INFINITY);
    const chosen = nth === undefined ? matches : matches.slice(nth - 1);
    if (chosen.length === 0) return whole;
    const parts = parseReplacement(replacement);
    let text = '';
    let last = 0;
    for (const match of chosen) {
      if (match.index < last) continue;
      text += subject.slice(last, match.index) + fillReplacement(parts, match);
      last = match.end;
    }
    return text + whole.slice(last);
  }

  #all(subject: string, max: number): RegexMatch[] {
    const matches: RegexMatch[] = [];
    const budget = budgetFor(subject);
    let from = 0;
    let afterEmpty = false;
    while (matches.length < max && from <= subject.length) {
      const match: RegexMatch | null = afterEmpty
        ? this.#searchHere(subject, from, budget)
        : this.#search(subject, from, budget);
      if (match !== null) {
        matches.push(match);
        afterEmpty = match.end <= Math.max(from, match.index);
        from = Math.max(from, match.end);
      } else if (afterEmpty && budget.left > 0) {
        afterEmpty = false;
        from += (subject.codePointAt(from) ?? 0) > 0xffff ? 2 : 1;
      } else break;
    }
    return matches;
  }

  #search(subject: string, from: number, budget: Budget): RegexMatch | null {
    if (this.#required !== undefined && !subject.includes(this.#required, from)) return null;
    const native = this.#nativeFor(subject);
    if (native !== undefined) {
      try {
        return native.exec(subject, from);
      } catch {
        // The host ran out of its own backtracking space.
      }
    }
    const match = this.#budgeted.exec(subject, from, budget);
    this.#report(budget, match !== null);
    return match;
  }

  #searchHere(subject: string, from: number, budget: Budget): RegexMatch | null {
    const match = this.#budgeted.execHere(subject, from, budget);
    this.#report(budget, match !== null);
    return match;
  }

  #nativeFor(subject: string): NativeEngine | undefined {
    const { engine, longest } = this.#native ?? this.#hosted();
    return engine !== undefined && subject.length <= longest && engine.accepts(subject) ? engine : undefined;
  }

  #hosted(): Native {
    if (this.#native === undefined) {
      const { degree } = analyse(this.#parsed);
      this.#native = {
        engine: Number.isFinite(degree) ? NativeEngine.create(this.#parsed) : undefined,
        longest: degree <= 1 ? Number.POSITIVE_INFINITY : Math.floor(nativeSteps ** (1 / degree)),
      };
    }
    return this.#native;
  }

  #report(budget: Budget, found: boolean): void {
    if (!found && budget.left <= 0) this.#onLimit?.(this.pattern, 'steps');
  }

  #cut(subject: string): string {
    if (subject.length <= this.#maxSubject) return subject;
    this.#onLimit?.(this.pattern, 'length');
    return subject.slice(0, this.#maxSubject);
  }
}
