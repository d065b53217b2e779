import { LiteralFinder } from '../literal-finder.js';
import { matchesParts, parseWildcard } from '../wildcard.js';
import { PrefixIndex } from './prefix-index.js';

/**
 * Finds which of many wildcard patterns fit a text without trying each: patterns are sorted by shape, those without
 * asterisk into a hash table, `a*` and `*a` into prefix indexes, all others by one literal they contain into a
 * literal finder. Letter case counts; fold patterns and texts before where it should not.
 */
export class WildcardIndex {
  readonly #exact = new Map<string, number>();
  /** Patterns of asterisks only. */
  readonly #all: number[] = [];
  readonly #prefixes: PrefixIndex;
  readonly #prefixPatterns: Int32Array;
  readonly #suffixes: PrefixIndex;
  readonly #suffixPatterns: Int32Array;
  /** Patterns of other shapes, until it has paid to find them by literals. */
  #others: readonly AnchoredPattern[];
  #byLiteral: LiteralIndex | undefined;
  /** How much of texts the other patterns have been tried on one by one. */
  #tried = 0;

  /** The patterns must be distinct; a pattern's number is its index. */
  constructor(patterns: readonly string[]) {
    const prefixes = new Shapes();
    const suffixes = new Shapes();
    const general: AnchoredPattern[] = [];
    for (const [number, pattern] of patterns.entries()) {
      const parts = withoutEmptyMiddles(parseWildcard(pattern).parts);
      const [first = '', second = ''] = parts;
      if (parts.length === 1) this.#exact.set(pattern, number);
      else if (parts.every((part) => part === '')) this.#all.push(number);
      else if (parts.length === 2 && second === '') prefixes.add(first, number);
      else if (parts.length === 2 && first === '') suffixes.add(reversed(second), number);
      else general.push({ number, parts });
    }
    // `a*` and `a**` are one shape: the index holds it once, the rest is verified as general patterns are.
    for (const number of [...prefixes.repeated, ...suffixes.repeated]) {
      general.push({ number, parts: withoutEmptyMiddles(parseWildcard(patterns[number]!).parts) });
    }
    this.#prefixes = new PrefixIndex(prefixes.texts);
    this.#prefixPatterns = Int32Array.from(prefixes.numbers);
    this.#suffixes = new PrefixIndex(suffixes.texts);
    this.#suffixPatterns = Int32Array.from(suffixes.numbers);
    this.#others = general;
  }

  /** Calls back once for every pattern that fits the whole text, in no particular order. */
  find(text: string, found: (pattern: number) => void): void {
    const exact = this.#exact.get(text);
    if (exact !== undefined) found(exact);
    for (const number of this.#all) found(number);
    if (this.#prefixPatterns.length > 0) this.#prefixes.find(text, (prefix) => found(this.#prefixPatterns[prefix]!));
    if (this.#suffixPatterns.length > 0) {
      this.#suffixes.find(reversed(text), (suffix) => found(this.#suffixPatterns[suffix]!));
    }
    if (this.#byLiteral !== undefined) this.#byLiteral.find(text, found);
    else if (this.#others.length > 0) this.#findOneByOne(text, found);
  }

  /** Most tables are asked for few texts, of which each is compared with all patterns long before these are indexed. */
  #findOneByOne(text: string, found: (pattern: number) => void): void {
    this.#tried += text.length + lengthOfTry;
    if (this.#tried > mostTried) {
      this.#byLiteral = new LiteralIndex(this.#others);
      this.#others = [];
      this.#byLiteral.find(text, found);
    } else for (const { number, parts } of this.#others) if (matchesParts(parts, text)) found(number);
  }
}

/** What trying a pattern costs besides looking through the text, in characters of it. */
const lengthOfTry = 32;
/** Characters from which on trying patterns one by one takes as long as indexing them. */
const mostTried = 4_096;

/** Patterns by one literal that each contains. */
class LiteralIndex {
  readonly #literals: LiteralFinder;
  /** For each literal the patterns it stands for. */
  readonly #anchored: readonly (readonly AnchoredPattern[])[];

  constructor(patterns: readonly AnchoredPattern[]) {
    const byLiteral = byRarestLiteral(patterns);
    this.#literals = new LiteralFinder([...byLiteral.keys()]);
    this.#anchored = [...byLiteral.values()];
  }

  find(text: string, found: (pattern: number) => void): void {
    const literals = this.#literals.find(text);
    for (let at = 0; at < this.#literals.count; at++)
      for (const { number, parts } of this.#anchored[literals[at]!]!) if (matchesParts(parts, text)) found(number);
  }
}

interface AnchoredPattern {
  readonly number: number;
  readonly parts: readonly string[];
}

/** Distinct texts of one shape with their pattern numbers; what comes again is put aside. */
class Shapes {
  readonly texts: string[] = [];
  readonly numbers: number[] = [];
  readonly repeated: number[] = [];
  readonly #seen = new Set<string>();

  add(text: string, number: number): void {
    if (this.#seen.has(text)) this.repeated.push(number);
    else {
      this.#seen.add(text);
      this.texts.push(text);
      this.numbers.push(number);
    }
  }
}

/** Neighbouring asterisks mean one. */
function withoutEmptyMiddles(parts: readonly string[]): readonly string[] {
  return parts.filter((part, i) => part !== '' || i === 0 || i === parts.length - 1);
}

function reversed(text: string): string {
  let result = '';
  for (let i = text.length - 1; i >= 0; i--) result += text[i]!;
  return result;
}

/** No literal is taken to be rarer in texts than this, however long: logs repeat themselves. */
const rarest = 0.01;

/**
 * Groups patterns by the one literal of each that leaves least to verify: few patterns share it, and it is long enough
 * to be rare in texts.
 */
function byRarestLiteral(patterns: readonly AnchoredPattern[]): Map<string, AnchoredPattern[]> {
  const shared = new Map<string, number>();
  for (const { parts } of patterns) {
    for (const part of new Set(parts)) shared.set(part, (shared.get(part) ?? 0) + 1);
  }
  const groups = new Map<string, AnchoredPattern[]>();
  for (const pattern of patterns) {
    let best = '';
    let least = Number.POSITIVE_INFINITY;
    for (const part of pattern.parts) {
      if (part === '') continue;
      const cost = shared.get(part)! * Math.max(rarest, 4 ** -part.length);
      if (cost < least || (cost === least && part.length > best.length)) {
        best = part;
        least = cost;
      }
    }
    const group = groups.get(best);
    if (group === undefined) groups.set(best, [pattern]);
    else group.push(pattern);
  }
  return groups;
}
