import type { CharSet } from './char-set.js';

/** Offsets in the pattern (UTF-16, end excluded). */
interface At {
  readonly start: number;
  readonly end: number;
}

/** Greedy takes as much as it can, lazy as little, possessive never gives back. */
export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/**
 * A place in the subject. `final-end` is the end or before a newline that ends the subject (PCRE's `$`, `\Z`);
 * `search-start` is `\G`.
 */
export type AnchorPlace =
  | 'subject-start'
  | 'line-start'
  | 'subject-end'
  | 'final-end'
  | 'line-end'
  | 'search-start'
  | 'word-boundary'
  | 'no-word-boundary';

/** What decides between the branches of `(?(…)yes|no)`. `recursion` -1 stands for any recursion. */
export type Condition =
  | { readonly kind: 'group'; readonly target: number | string }
  | { readonly kind: 'recursion'; readonly target: number | string }
  | { readonly kind: 'define' }
  | { readonly kind: 'look'; readonly look: LookNode };

export interface CharNode extends At {
  readonly kind: 'char';
  readonly code: number;
  readonly ignoreCase: boolean;
}
export interface SetNode extends At {
  readonly kind: 'set';
  readonly set: CharSet;
  readonly ignoreCase: boolean;
}
export interface SequenceNode extends At {
  readonly kind: 'sequence';
  readonly items: readonly RegexNode[];
}
export interface AlternationNode extends At {
  readonly kind: 'alternation';
  readonly branches: readonly RegexNode[];
}
/** A capturing group; with branch reset several groups share a number. */
export interface GroupNode extends At {
  readonly kind: 'group';
  readonly index: number;
  readonly body: RegexNode;
}
export interface AtomicNode extends At {
  readonly kind: 'atomic';
  readonly body: RegexNode;
}
export interface LookNode extends At {
  readonly kind: 'look';
  readonly ahead: boolean;
  readonly negated: boolean;
  readonly body: RegexNode;
}
export interface RepeatNode extends At {
  readonly kind: 'repeat';
  readonly body: RegexNode;
  readonly min: number;
  /** `Infinity` when open. */
  readonly max: number;
  readonly mode: RepeatMode;
}
export interface BackreferenceNode extends At {
  readonly kind: 'backreference';
  readonly target: number | string;
  readonly ignoreCase: boolean;
}
/** A subroutine call; group 0 is the whole pattern. */
export interface CallNode extends At {
  readonly kind: 'call';
  readonly target: number | string;
}
export interface ConditionalNode extends At {
  readonly kind: 'conditional';
  readonly condition: Condition;
  readonly yes: RegexNode;
  readonly no: RegexNode;
}
export interface AnchorNode extends At {
  readonly kind: 'anchor';
  readonly place: AnchorPlace;
}
/** `\K` (the match is reported from here), `\X` (a grapheme cluster), `(*FAIL)`. */
export interface SpecialNode extends At {
  readonly kind: 'keep' | 'grapheme' | 'fail';
}

/** A piece of a PCRE pattern. Inline flags are resolved while parsing: each node says what holds for it. */
export type RegexNode =
  | CharNode
  | SetNode
  | SequenceNode
  | AlternationNode
  | GroupNode
  | AtomicNode
  | LookNode
  | RepeatNode
  | BackreferenceNode
  | CallNode
  | ConditionalNode
  | AnchorNode
  | SpecialNode;

/** A parsed pattern. */
export interface Pattern {
  readonly source: string;
  readonly root: RegexNode;
  /** Highest group number. */
  readonly groupCount: number;
  /** Group numbers by name, in order of first appearance; more than one number only under `(?J)`. */
  readonly names: ReadonlyMap<string, readonly number[]>;
}

/** The group numbers that a reference means. */
export function groupsOf(pattern: Pattern, target: number | string): readonly number[] {
  return typeof target === 'number' ? [target] : (pattern.names.get(target) ?? []);
}

/** The nodes directly below a node. */
export function children(node: RegexNode): readonly RegexNode[] {
  switch (node.kind) {
    case 'sequence':
      return node.items;
    case 'alternation':
      return node.branches;
    case 'group':
    case 'atomic':
    case 'look':
    case 'repeat':
      return [node.body];
    case 'conditional':
      return node.condition.kind === 'look' ? [node.condition.look, node.yes, node.no] : [node.yes, node.no];
    default:
      return [];
  }
}

/** Every node of a tree, parents first. */
export function* nodesOf(root: RegexNode): Generator<RegexNode> {
  const open: RegexNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    const below = children(node);
    for (let i = below.length - 1; i >= 0; i--) open.push(below[i]!);
  }
}
