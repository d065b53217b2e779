import type { Pattern } from './ast.js';
import { openingOf } from './opening.js';
import type { RegexMatch } from './regex-match.js';
import { insidePair } from './subject.js';
import { needsUnicode, type Translation, translate } from './translate.js';

type Translated = Translation & { readonly ok: true };

/** A translation that the host accepts; `test` is not sticky and keeps no position. */
interface Ready {
  readonly translated: Translated;
  readonly search: RegExp;
  readonly test: RegExp;
  /** Group n of the pattern is group n of the expression. */
  readonly aligned: boolean;
}

const surrogate = /[\ud800-\udfff]/;

/** Matches with the host's regular expressions. What those may do in one match has to be bounded by the caller. */
export class NativeEngine {
  readonly #pattern: Pattern;
  readonly #dotStar: boolean;
  /** For subjects without surrogates. */
  readonly #plain: Ready | undefined;
  #unicode: Ready | undefined;

  private constructor(pattern: Pattern, plain: Ready | undefined, unicode: Ready | undefined) {
    this.#pattern = pattern;
    this.#dotStar = openingOf(pattern).dotStar;
    this.#plain = plain;
    this.#unicode = unicode;
  }

  /** `undefined` when JavaScript has no expression that means the same. */
  static create(pattern: Pattern): NativeEngine | undefined {
    const unicode = needsUnicode(pattern);
    const ready = prepare(pattern, unicode);
    if (ready === undefined) return undefined;
    return unicode ? new NativeEngine(pattern, undefined, ready) : new NativeEngine(pattern, ready, undefined);
  }

  /** Whether this engine can be used for a subject; on one with surrogates it may not. */
  accepts(subject: string): boolean {
    return this.#for(subject) !== undefined;
  }

  test(subject: string): boolean {
    const ready = this.#for(subject)!;
    // Only the search knows about the middle of a surrogate pair.
    return this.#dotStar || ready !== this.#plain ? this.exec(subject, 0) !== null : ready.test.test(subject);
  }

  exec(subject: string, from: number): RegexMatch | null {
    const ready = this.#for(subject)!;
    const { search } = ready;
    search.lastIndex = from;
    let found = this.#dotStar ? this.#byLines(search, subject, from) : search.exec(subject);
    // V8 also tries a match between the halves of a pair.
    while (found !== null && ready !== this.#plain && found.index > from && insidePair(subject, found.index)) {
      search.lastIndex = found.index + 1;
      found = search.exec(subject);
    }
    return found === null ? null : new NativeMatch(found, ready);
  }

  /** `.*…` is tried at `from` and at the beginning of each later line. */
  #byLines(search: RegExp, subject: string, from: number): RegExpExecArray | null {
    for (let start = from; ; ) {
      search.lastIndex = start;
      const found = search.exec(subject);
      if (found !== null) return found;
      const newline = subject.indexOf('\n', start);
      if (newline < 0) return null;
      start = newline + 1;
    }
  }

  #for(subject: string): Ready | undefined {
    if (this.#plain !== undefined && !surrogate.test(subject)) return this.#plain;
    this.#unicode ??= prepare(this.#pattern, true);
    return this.#unicode;
  }
}

function prepare(pattern: Pattern, unicode: boolean): Ready | undefined {
  const translated = translate(pattern, unicode);
  if (!translated.ok) return undefined;
  const { source, flags, groups, count } = translated;
  try {
    return {
      translated,
      search: new RegExp(source, `${flags}${openingOf(pattern).dotStar ? 'y' : 'g'}`),
      test: new RegExp(source, flags),
      aligned: groups.length === count + 1 && groups.every((numbers, i) => numbers.length === 1 && numbers[0] === i),
    };
  } catch {
    return undefined;
  }
}

class NativeMatch implements RegexMatch {
  readonly index: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  readonly #subject: string;
  readonly #translated: Translated;

  constructor(found: RegExpExecArray, { translated, aligned }: Ready) {
    this.index = found.index;
    this.end = found.index + found[0].length;
    this.groups = aligned ? found : translated.groups.map((numbers) => pick(found, numbers));
    this.#subject = found.input;
    this.#translated = translated;
  }

  get offsets(): readonly (readonly [number, number] | undefined)[] {
    const { source, flags, groups } = this.#translated;
    const again = new RegExp(source, `${flags}dy`);
    again.lastIndex = this.index;
    const indices = again.exec(this.#subject)!.indices!;
    return groups.map((numbers) => pick(indices, numbers));
  }
}

function pick<T>(values: readonly (T | undefined)[], numbers: readonly number[]): T | undefined {
  for (const number of numbers) if (values[number] !== undefined) return values[number];
  return undefined;
}
