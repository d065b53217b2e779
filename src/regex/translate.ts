import { type AnchorPlace, groupsOf, nodesOf, type Pattern, type RegexNode } from './ast.js';
import { foldSet } from './char-set.js';
import { computeFacts, type Facts } from './facts.js';
import { caseFamily } from './letter-case.js';
import { charSource, setSource } from './set-source.js';

/** A JavaScript expression that means the same as a pattern, or why there is none. */
export type Translation =
  | {
      readonly ok: true;
      readonly source: string;
      /** '', `i` or `v`. */
      readonly flags: string;
      /** For each group of the pattern the groups of the expression that stand for it, at most one of which takes part. */
      readonly groups: readonly (readonly number[])[];
      /** Number of groups of the expression, those that serve atomic groups included. */
      readonly count: number;
    }
  | { readonly ok: false; readonly reason: string };

/** Larger expressions are refused by V8 or cost it much memory. */
const largest = 5_000;

/**
 * Translates a pattern. Without `unicode` the expression is right for subjects without surrogates only, and is the faster one; with it
 * the flag `v` is used. Both take a subject as code points. What JavaScript does otherwise and no rewriting mends is refused:
 * groups that keep their capture from an earlier iteration, references to groups that took no part, loops over nothing, recursion,
 * conditionals, `\K`, `\G`, `\X`.
 */
export function translate(pattern: Pattern, unicode: boolean): Translation {
  const facts = computeFacts(pattern);
  if (facts.get(pattern.root)!.expanded > largest) return { ok: false, reason: 'it is too large' };
  try {
    return new Translator(pattern, facts, unicode).run();
  } catch (error) {
    if (error instanceof Untranslatable) return { ok: false, reason: error.message };
    throw error;
  }
}

/** Whether a pattern can only be written with the `v` flag. */
export function needsUnicode(pattern: Pattern): boolean {
  for (const node of nodesOf(pattern.root)) if (node.kind === 'set' && node.set.properties.length > 0) return true;
  return false;
}

class Untranslatable extends Error {}

const anchorSources: Readonly<Record<AnchorPlace, string | undefined>> = {
  'subject-start': '^',
  'line-start': '(?:^|(?<=\\n)(?=[\\s\\S]))',
  'subject-end': '$',
  'final-end': '(?=\\n?$)',
  'line-end': '(?=\\n|$)',
  'search-start': undefined,
  'word-boundary': '\\b',
  'no-word-boundary': '\\B',
};

class Translator {
  /** The `i` flag serves when all letters ignore case; otherwise the cases are written out. */
  readonly #flagged: boolean;
  readonly #groups: number[][];
  #count = 0;
  /** Groups that have taken part in every match that gets here. */
  #certain = new Set<number>();
  #behind = 0;

  constructor(
    readonly pattern: Pattern,
    readonly facts: Facts,
    readonly unicode: boolean,
  ) {
    this.#groups = Array.from({ length: pattern.groupCount + 1 }, (_, i) => (i === 0 ? [0] : []));
    this.#flagged = !unicode && lettersIgnoreCase(pattern);
  }

  run(): Translation {
    const source = this.#node(this.pattern.root);
    const flags = this.unicode ? 'v' : this.#flagged ? 'i' : '';
    return { ok: true, source: source === '' ? '(?:)' : source, flags, groups: this.#groups, count: this.#count };
  }

  #node(node: RegexNode): string {
    switch (node.kind) {
      case 'char':
        return this.#char(node.code, node.ignoreCase);
      case 'set':
        return setSource(node.ignoreCase && !this.#flagged ? foldSet(node.set) : node.set, this.unicode);
      case 'sequence':
        return node.items
          .map((item) => (item.kind === 'alternation' ? `(?:${this.#node(item)})` : this.#node(item)))
          .join('');
      case 'alternation':
        return this.#alternation(node.branches);
      case 'group':
        return this.#group(node);
      case 'atomic':
        return this.#atomic(node.body);
      case 'look':
        return this.#look(node);
      case 'repeat':
        return this.#repeat(node);
      case 'backreference':
        return this.#backreference(node);
      case 'anchor': {
        const source = anchorSources[node.place];
        return source ?? refuse('\\G');
      }
      case 'fail':
        return '(?!)';
      case 'keep':
        return refuse('\\K');
      case 'grapheme':
        return refuse('\\X');
      case 'call':
        return refuse('recursion');
      case 'conditional':
        return refuse('a conditional group');
    }
  }

  #char(code: number, ignoreCase: boolean): string {
    const family = ignoreCase && !this.#flagged ? caseFamily(code) : [code];
    const chars = family.map((each) => charSource(each, this.unicode));
    return chars.length === 1 ? chars[0]! : `[${chars.join('')}]`;
  }

  #alternation(branches: readonly RegexNode[]): string {
    const before = this.#certain;
    const after: Set<number>[] = [];
    const sources = branches.map((branch) => {
      this.#certain = new Set(before);
      const source = this.#node(branch);
      after.push(this.#certain);
      return source;
    });
    this.#certain = new Set([...after[0]!].filter((group) => after.every((each) => each.has(group))));
    return sources.join('|');
  }

  #group(node: RegexNode & { kind: 'group' }): string {
    this.#groups[node.index]!.push(++this.#count);
    const source = `(${this.#node(node.body)})`;
    this.#certain.add(node.index);
    return source;
  }

  /** A lookahead does not give back either. */
  #atomic(body: RegexNode): string {
    if (this.#behind > 0) refuse('an atomic group in a lookbehind');
    const number = ++this.#count;
    return `(?:(?=(${this.#node(body)}))\\${number})`;
  }

  #look(node: RegexNode & { kind: 'look' }): string {
    const before = new Set(this.#certain);
    if (!node.ahead) this.#behind++;
    const body = this.#node(node.body);
    if (!node.ahead) this.#behind--;
    if (node.negated) this.#certain = before;
    return `(?${node.ahead ? '' : '<'}${node.negated ? '!' : '='}${body})`;
  }

  #repeat(node: RegexNode & { kind: 'repeat' }): string {
    const { body, min, max, mode } = node;
    const before = new Set(this.#certain);
    if (max > 1) this.#checkLoop(node);
    if (mode === 'possessive') return this.#atomic({ ...node, mode: 'greedy' });
    const inner = this.#node(body);
    if (min === 0) this.#certain = before;
    if (max === 0) return '(?:)';
    if (min === 1 && max === 1) return `(?:${inner})`;
    const lazy = mode === 'lazy';
    if (min === 0 && max === 1 && this.facts.get(body)!.nullable) return lazy ? `(?:|${inner})` : `(?:${inner}|)`;
    const unit = body.kind === 'char' || body.kind === 'set' || body.kind === 'group' ? inner : `(?:${inner})`;
    return `${unit}${quantifier(min, max)}${lazy ? '?' : ''}`;
  }

  /** JavaScript forgets the captures of a loop's body at each iteration, and takes back an iteration that consumed nothing. */
  #checkLoop(node: RegexNode & { kind: 'repeat' }): void {
    const { body, min, max } = node;
    if (this.facts.get(body)!.nullable && min !== max) refuse('a loop over something that can be empty');
    const certain = certainGroups(body);
    for (const each of nodesOf(body)) {
      if (each.kind === 'group' && !certain.has(each.index)) refuse('a group that not every iteration of a loop sets');
      if (each.kind === 'group') this.#certain.delete(each.index);
    }
  }

  #backreference(node: RegexNode & { kind: 'backreference' }): string {
    if (this.#behind > 0) refuse('a backreference in a lookbehind');
    if (node.ignoreCase !== this.#flagged && (node.ignoreCase || this.#flagged))
      refuse('a backreference that treats letter case differently');
    const targets = groupsOf(this.pattern, node.target);
    const [number, ...more] = targets.length === 1 ? this.#groups[targets[0]!]! : [];
    if (number === undefined || more.length > 0 || !this.#certain.has(targets[0]!)) {
      return refuse('a backreference to a group that may not have taken part');
    }
    return `(?:\\${number})`;
  }
}

function refuse(reason: string): never {
  throw new Untranslatable(reason);
}

function quantifier(min: number, max: number): string {
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

/** Groups that every match of a node sets. */
function certainGroups(node: RegexNode): Set<number> {
  switch (node.kind) {
    case 'group':
      return certainGroups(node.body).add(node.index);
    case 'atomic':
      return certainGroups(node.body);
    case 'sequence':
      return new Set(node.items.flatMap((item) => [...certainGroups(item)]));
    case 'alternation': {
      const sets = node.branches.map(certainGroups);
      return new Set([...sets[0]!].filter((group) => sets.every((each) => each.has(group))));
    }
    case 'look':
      return node.negated ? new Set() : certainGroups(node.body);
    case 'repeat':
      return node.min === 0 ? new Set() : certainGroups(node.body);
    default:
      return new Set();
  }
}

/** Whether every node for which letter case matters ignores it, and there is one. */
function lettersIgnoreCase(pattern: Pattern): boolean {
  let any = false;
  for (const node of nodesOf(pattern.root)) {
    const matters =
      node.kind === 'backreference' ||
      (node.kind === 'char' && caseFamily(node.code).length > 1) ||
      (node.kind === 'set' && foldSet(node.set) !== node.set);
    if (!matters) continue;
    if (!node.ignoreCase) return false;
    any = true;
  }
  return any;
}
