import type { AnchorPlace, Pattern, RegexNode, RepeatMode } from './ast.js';
import { anyChar, charSet, notNewline } from './char-set.js';
import { checkPattern } from './check.js';
import { parseClass, parseTypeEscape } from './parse-class.js';
import { parseCharEscape } from './parse-escape.js';
import { openGroup } from './parse-group.js';
import { PatternReader } from './pattern-reader.js';

/** What the inline flags say at a place. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  /** 1 for `(?x)`, 2 for `(?xx)`. */
  readonly extended: 0 | 1 | 2;
  readonly ungreedy: boolean;
  readonly duplicateNames: boolean;
  readonly noAutoCapture: boolean;
}

const noFlags: Flags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  extended: 0,
  ungreedy: false,
  duplicateNames: false,
  noAutoCapture: false,
};

/** PCRE's own limit on nested parentheses. */
const deepestNesting = 250;
/** PCRE's limit on the compiled size is of this order. */
const longestPattern = 65_536;
const largestRepeat = 65_535;

const anchors: ReadonlyMap<string, AnchorPlace> = new Map([
  ['A', 'subject-start'],
  ['Z', 'final-end'],
  ['z', 'subject-end'],
  ['G', 'search-start'],
  ['b', 'word-boundary'],
  ['B', 'no-word-boundary'],
]);

/** The state of one parse; the parts in other files work on it. */
export class PatternParser {
  readonly reader: PatternReader;
  flags: Flags;
  groupCount = 0;
  readonly names = new Map<string, number[]>();
  #depth = 0;

  constructor(text: string, flags: Flags) {
    this.reader = new PatternReader(text);
    this.flags = flags;
  }

  parse(): Pattern {
    const { reader } = this;
    if (reader.text.length > longestPattern) reader.fail('the pattern is too long', longestPattern);
    // Settings at the very start that change nothing here.
    while (
      reader.match(
        /\(\*(?:UTF8?|NO_START_OPT|NO_AUTO_POSSESS|NO_JIT|NO_DOTSTAR_ANCHOR|LF|LIMIT_(?:MATCH|DEPTH|HEAP|RECURSION)=\d+)\)/y,
      )
    );
    const root = this.alternation(false);
    if (!reader.done) reader.fail('unmatched closing parenthesis');
    const pattern = { source: reader.text, root, groupCount: this.groupCount, names: this.names };
    checkPattern(pattern);
    return pattern;
  }

  alternation(reset: boolean): RegexNode {
    const start = this.reader.offset;
    const branches = this.branches(reset);
    return branches.length === 1 ? branches[0]! : { kind: 'alternation', branches, start, end: this.reader.offset };
  }

  /** Reads branches up to a closing parenthesis or the end. Flags set inside end with it. With `reset` each branch counts groups anew. */
  branches(reset: boolean): RegexNode[] {
    const { reader } = this;
    if (++this.#depth > deepestNesting) reader.fail(`parentheses are nested more than ${deepestNesting} deep`);
    const outerFlags = this.flags;
    const firstGroup = this.groupCount;
    let most = firstGroup;
    const branches = [this.#sequence()];
    while (reader.take('|')) {
      most = Math.max(most, this.groupCount);
      if (reset) this.groupCount = firstGroup;
      branches.push(this.#sequence());
    }
    this.groupCount = Math.max(most, this.groupCount);
    this.flags = outerFlags;
    this.#depth--;
    return branches;
  }

  #sequence(): RegexNode {
    const { reader } = this;
    const start = reader.offset;
    const items: RegexNode[] = [];
    for (;;) {
      this.#skipComments();
      if (reader.done || reader.at('|') || reader.at(')')) break;
      if (reader.take('\\E')) continue;
      if (reader.take('\\Q')) {
        this.#quoted(items);
        continue;
      }
      const before = reader.offset;
      const atom = this.#atom(before);
      if (atom === undefined) continue;
      const repeatable = atom.kind !== 'anchor' && atom.kind !== 'keep' && atom.kind !== 'fail';
      items.push(this.#repeats(atom, repeatable));
    }
    return items.length === 1 ? items[0]! : { kind: 'sequence', items, start, end: reader.offset };
  }

  #skipComments(): void {
    const { reader } = this;
    for (;;) {
      const start = reader.offset;
      if (reader.take('(?#')) reader.until(')', 'missing ) after a comment');
      else if (this.flags.extended === 0 || !reader.match(/[\t-\r ]+|#[^\n]*\n?/y)) return;
      if (reader.offset === start) return;
    }
  }

  #quoted(items: RegexNode[]): void {
    const { reader } = this;
    while (!reader.done && !reader.take('\\E')) {
      const start = reader.offset;
      const char = this.#char(reader.next().codePointAt(0)!, start);
      const last = reader.take('\\E');
      items.push(last ? this.#repeats(char, true) : char);
      if (last) return;
    }
  }

  #char(code: number, start: number): RegexNode {
    return { kind: 'char', code, ignoreCase: this.flags.ignoreCase, start, end: this.reader.offset };
  }

  /** One item without its quantifier; `undefined` for what leaves no node (flags). */
  #atom(start: number): RegexNode | undefined {
    const { reader, flags } = this;
    const char = reader.next();
    const node = <const K extends object>(fields: K): K & { start: number; end: number } => ({
      ...fields,
      start,
      end: reader.offset,
    });
    switch (char) {
      case '(':
        return openGroup(this, start);
      case '[': {
        const set = parseClass(reader, flags.extended === 2);
        return node({ kind: 'set', set, ignoreCase: flags.ignoreCase });
      }
      case '.':
        return node({ kind: 'set', set: flags.dotAll ? anyChar : notNewline, ignoreCase: false });
      case '^':
        return node({ kind: 'anchor', place: flags.multiline ? 'line-start' : 'subject-start' });
      case '$':
        return node({ kind: 'anchor', place: flags.multiline ? 'line-end' : 'final-end' });
      case '\\':
        return this.#escape(start);
      case '*':
      case '+':
      case '?':
        return reader.fail(`nothing to repeat before ${char}`, start);
      case '{':
        if (/^(?:\d+(?:,\d*)?)\}/.test(reader.text.slice(reader.offset, reader.offset + 32))) {
          reader.fail('nothing to repeat before {', start);
        }
        return this.#char(0x7b, start);
      default:
        return this.#char(char.codePointAt(0)!, start);
    }
  }

  #escape(start: number): RegexNode {
    const { reader, flags } = this;
    const code = parseCharEscape(reader, false, this.groupCount);
    if (code !== undefined) return this.#char(code, start);
    const set = parseTypeEscape(reader);
    if (set !== undefined) return { kind: 'set', set, ignoreCase: false, start, end: reader.offset };
    const reference = this.#reference(start);
    if (reference !== undefined) return reference;
    const letter = reader.next();
    const at = { start, end: reader.offset };
    const place = anchors.get(letter);
    if (place !== undefined) return { kind: 'anchor', place, ...at };
    switch (letter) {
      case 'N':
        return { kind: 'set', set: notNewline, ignoreCase: false, ...at };
      case 'K':
        return { kind: 'keep', ...at };
      case 'X':
        return { kind: 'grapheme', ...at };
      case 'R': {
        const pair: RegexNode[] = [0x0d, 0x0a].map((each) => ({ kind: 'char', code: each, ignoreCase: false, ...at }));
        const single = charSet([0x0a, 0x0d, 0x85, 0x85, 0x2028, 0x2029]);
        const branches: RegexNode[] = [
          { kind: 'sequence', items: pair, ...at },
          { kind: 'set', set: single, ignoreCase: flags.ignoreCase, ...at },
        ];
        return { kind: 'atomic', body: { kind: 'alternation', branches, ...at }, ...at };
      }
      default:
        return reader.fail(`unrecognised escape \\${letter}; to mean the backslash itself, double it`, start);
    }
  }

  /** `\1`, `\g…`, `\k…`, the reader being after the backslash. */
  #reference(start: number): RegexNode | undefined {
    const { reader } = this;
    const { ignoreCase } = this.flags;
    const number = reader.match(/[1-9]\d{0,5}|g(?:([-+]?\d{1,6})|\{\s*([-+]?\d{1,6})\s*\})/y);
    if (number !== null) {
      const target = this.groupNumber(number[1] ?? number[2] ?? number[0], start);
      return { kind: 'backreference', target, ignoreCase, start, end: reader.offset };
    }
    const call = reader.match(/g(?:<([^>]*)>|'([^']*)')/y);
    if (call !== null) {
      const written = call[1] ?? call[2]!;
      const target = /^[-+]?\d+$/.test(written) ? this.groupNumber(written, start) : this.groupName(written, start);
      return { kind: 'call', target, start, end: reader.offset };
    }
    const name = reader.match(/k(?:<([^>]*)>|'([^']*)'|\{([^}]*)\})|g\{([^}]*)\}/y);
    if (name === null) {
      if (reader.at('g') || reader.at('k'))
        reader.fail(
          `\\${reader.peek()} is not followed by a name or number in braces, angle brackets or quotes`,
          start,
        );
      return undefined;
    }
    const target = this.groupName((name[1] ?? name[2] ?? name[3] ?? name[4]!).trim(), start);
    return { kind: 'backreference', target, ignoreCase, start, end: reader.offset };
  }

  /** A group number as written; a sign makes it relative to the groups opened so far. */
  groupNumber(written: string, at: number): number {
    const value = Number(written);
    const relative = /^[-+]/.test(written);
    if (relative && value === 0) this.reader.fail('a relative reference of 0 is not allowed', at);
    const target = relative ? (value > 0 ? this.groupCount + value : this.groupCount + 1 + value) : value;
    if (target < 0 || (relative && target === 0))
      this.reader.fail(`reference to group ${written}, which does not exist`, at);
    return target;
  }

  /** Checks a group name: up to 32 letters, digits and underscores, not beginning with a digit. */
  groupName(name: string, at: number): string {
    if (name === '') this.reader.fail('a group name is empty', at);
    if (/^\d/.test(name)) this.reader.fail(`the group name \`${name}\` must not begin with a digit`, at);
    if (!/^[\p{L}\p{Nd}_]+$/u.test(name))
      this.reader.fail(`the group name \`${name}\` may have only letters, digits and underscores`, at);
    if (name.length > 32) this.reader.fail(`the group name \`${name}\` is longer than 32 characters`, at);
    return name;
  }

  #repeats(atom: RegexNode, repeatable: boolean): RegexNode {
    const { reader } = this;
    let node = atom;
    for (let first = true; ; first = false) {
      this.#skipComments();
      while (reader.take('\\E'));
      const start = reader.offset;
      const found = reader.match(/([*+?]|\{(\d+)(?:(,)(\d*))?\})([?+]?)/y);
      if (found === null) return node;
      if (!repeatable || !first) reader.fail('a quantifier does not follow anything that can be repeated', start);
      const [min, max] = repeatBounds(found);
      if (min > largestRepeat || (max !== Number.POSITIVE_INFINITY && max > largestRepeat))
        reader.fail('number too big in {} quantifier', start);
      if (max < min) reader.fail('numbers out of order in {} quantifier', start);
      const lazy = (found[5] === '?') !== this.flags.ungreedy;
      const mode: RepeatMode = found[5] === '+' ? 'possessive' : lazy ? 'lazy' : 'greedy';
      node = { kind: 'repeat', body: node, min, max, mode, start: atom.start, end: reader.offset };
    }
  }
}

function repeatBounds(found: RegExpExecArray): [number, number] {
  switch (found[1]) {
    case '*':
      return [0, Number.POSITIVE_INFINITY];
    case '+':
      return [1, Number.POSITIVE_INFINITY];
    case '?':
      return [0, 1];
    default: {
      const min = Number(found[2]);
      if (found[3] === undefined) return [min, min];
      return [min, found[4] === '' ? Number.POSITIVE_INFINITY : Number(found[4])];
    }
  }
}

/** Parses a PCRE pattern; throws a `PatternError`, which only `compileRegex` and tests meet. */
export function parsePattern(text: string, flags: Partial<Flags> = {}): Pattern {
  return new PatternParser(text, { ...noFlags, ...flags }).parse();
}
