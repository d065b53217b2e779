import { groupsOf, nodesOf, type Pattern, type RegexNode } from './ast.js';
import { anyChar, type CharSet, charSet, foldSet, inRanges } from './char-set.js';
import { parsePattern } from './parse.js';
import { PatternError } from './pattern-error.js';

/** A text with places where any run of characters may stand. */
export interface TextPattern {
  /** The literal parts between the asterisks; one part: no asterisk. */
  readonly parts: readonly string[];
  readonly ignoreCase: boolean;
}

/**
 * The texts that a group of a regular expression can capture, from above: what is said to be impossible is impossible, what is
 * said to be possible may yet be ruled out by what stands around the group, by look-arounds or by backreferences.
 */
export interface GroupLanguage {
  /** Whether some text that fits can be captured. */
  mayProduce(text: TextPattern): boolean;
  /** Characters of the text that the group can never hold, each once. */
  foreignCharacters(text: string): string[];
}

const mostStates = 4_000;
const mostWork = 2_000_000;

/** The language of the group of this name; undefined when there is none or the pattern is broken or too large. */
export function groupLanguage(pattern: string, group: string): GroupLanguage | undefined {
  let parsed: Pattern;
  try {
    parsed = parsePattern(pattern);
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
  const numbers = groupsOf(parsed, group);
  const bodies: RegexNode[] = [];
  for (const node of nodesOf(parsed.root))
    if (node.kind === 'group' && numbers.includes(node.index)) bodies.push(node.body);
  // `\K` inside moves the start of the match, not of the group; nothing else looks out of a group.
  if (bodies.length === 0) return undefined;
  const automaton = new Automaton();
  const start = automaton.state();
  const end = automaton.state();
  for (const body of bodies) automaton.build(body, start, end);
  return automaton.isTooLarge ? undefined : new Language(automaton, start, end);
}

/** Thompson's construction: states with edges that take a character, and edges that take none. */
class Automaton {
  readonly silent: number[][] = [];
  readonly edges: { readonly set: CharSet; readonly to: number }[][] = [];
  isTooLarge = false;

  state(): number {
    if (this.silent.length >= mostStates) this.isTooLarge = true;
    if (this.isTooLarge) return 0;
    this.edges.push([]);
    return this.silent.push([]) - 1;
  }

  #any(from: number, to: number): void {
    this.edges[from]!.push({ set: anyChar, to: from });
    this.silent[from]!.push(to);
  }

  build(node: RegexNode, from: number, to: number): void {
    if (this.isTooLarge) return;
    switch (node.kind) {
      case 'char': {
        const set = charSet([node.code, node.code]);
        this.edges[from]!.push({ set: node.ignoreCase ? foldSet(set) : set, to });
        return;
      }
      case 'set':
        this.edges[from]!.push({ set: node.ignoreCase ? foldSet(node.set) : node.set, to });
        return;
      case 'sequence': {
        let at = from;
        for (const item of node.items) {
          const next = this.state();
          this.build(item, at, next);
          at = next;
        }
        this.silent[at]!.push(to);
        return;
      }
      case 'alternation':
        for (const branch of node.branches) this.build(branch, from, to);
        return;
      case 'group':
      case 'atomic':
        this.build(node.body, from, to);
        return;
      case 'repeat': {
        let at = from;
        for (let i = 0; i < node.min && !this.isTooLarge; i++) {
          const next = this.state();
          this.build(node.body, at, next);
          at = next;
        }
        if (node.max === Number.POSITIVE_INFINITY) {
          const loop = this.state();
          this.silent[at]!.push(loop);
          this.build(node.body, loop, loop);
          this.silent[loop]!.push(to);
          return;
        }
        for (let i = node.min; i < node.max && !this.isTooLarge; i++) {
          const next = this.state();
          this.silent[at]!.push(to);
          this.build(node.body, at, next);
          at = next;
        }
        this.silent[at]!.push(to);
        return;
      }
      case 'conditional':
        this.build(node.yes, from, to);
        this.build(node.no, from, to);
        return;
      case 'backreference':
      case 'call':
      case 'grapheme': {
        const loop = this.state();
        this.silent[from]!.push(loop);
        this.#any(loop, to);
        return;
      }
      case 'look':
      case 'anchor':
      case 'keep':
        this.silent[from]!.push(to);
        return;
      case 'fail':
        return;
    }
  }
}

function holds(set: CharSet, code: number): boolean {
  if (set.properties.length > 0) return true;
  return inRanges(set.ranges, code) !== set.negated;
}

class Language implements GroupLanguage {
  readonly #automaton: Automaton;
  readonly #start: number;
  readonly #end: number;

  constructor(automaton: Automaton, start: number, end: number) {
    this.#automaton = automaton;
    this.#start = start;
    this.#end = end;
  }

  mayProduce(text: TextPattern): boolean {
    const work = { left: mostWork };
    let states = this.#closed([this.#start]);
    for (const [index, part] of text.parts.entries()) {
      if (index > 0) states = this.#reachable(states);
      for (const char of part) {
        states = this.#step(states, codesOf(char, text.ignoreCase), work);
        if (work.left < 0) return true;
        if (states.size === 0) return false;
      }
    }
    return states.has(this.#end);
  }

  foreignCharacters(text: string): string[] {
    const reached = this.#reachable(this.#closed([this.#start]));
    return [...new Set(text)].filter((char) => {
      const code = char.codePointAt(0)!;
      for (const state of reached)
        if (this.#automaton.edges[state]!.some((edge) => holds(edge.set, code))) return false;
      return true;
    });
  }

  #step(states: ReadonlySet<number>, codes: readonly number[], work: { left: number }): Set<number> {
    const next: number[] = [];
    for (const state of states) {
      for (const { set, to } of this.#automaton.edges[state]!) {
        work.left--;
        if (codes.some((code) => holds(set, code))) next.push(to);
      }
    }
    return this.#closed(next);
  }

  #closed(states: Iterable<number>): Set<number> {
    const found = new Set(states);
    const open = [...found];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      for (const next of this.#automaton.silent[state]!) {
        if (found.has(next)) continue;
        found.add(next);
        open.push(next);
      }
    }
    return found;
  }

  /** Every state that some text leads to. */
  #reachable(states: ReadonlySet<number>): Set<number> {
    const found = new Set(states);
    const open = [...found];
    for (let state = open.pop(); state !== undefined; state = open.pop()) {
      const next = [...this.#automaton.silent[state]!, ...this.#automaton.edges[state]!.map((edge) => edge.to)];
      for (const each of next) {
        if (found.has(each)) continue;
        found.add(each);
        open.push(each);
      }
    }
    return found;
  }
}

function codesOf(char: string, ignoreCase: boolean): number[] {
  if (!ignoreCase) return [char.codePointAt(0)!];
  return [
    ...new Set(
      [char, char.toLowerCase(), char.toUpperCase()]
        .filter((each) => [...each].length === 1)
        .map((each) => each.codePointAt(0)!),
    ),
  ];
}
