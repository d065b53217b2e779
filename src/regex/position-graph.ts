import type { RegexNode } from './ast.js';
import { anyChar, type CharSet, charSet, foldSet, mayOverlap } from './char-set.js';

/**
 * The position (Glushkov) automaton of a pattern or of a lookahead in it: one position for each character or set, and which can follow
 * which, in how many ways (2 stands for more). Counted repeats count as open ones.
 */
export interface PositionGraph {
  readonly follow: readonly ReadonlyMap<number, number>[];
  /** Positions after which the match has succeeded, whatever follows in the subject. */
  readonly succeeds: ReadonlySet<number>;
  /** Optional parts outside loops, and alternatives that begin alike. */
  readonly choices: number;
  /** Whether two positions can take the same character. */
  overlap(a: number, b: number): boolean;
}

type Ways = ReadonlyMap<number, number>;

interface Fragment {
  readonly first: Ways;
  readonly last: Ways;
  /** Ways to match nothing, at most 2. */
  readonly empty: number;
  /** Last positions with no assertion after them. */
  readonly free: ReadonlySet<number>;
  /** It can match nothing without an assertion. */
  readonly skips: boolean;
}

const none: Ways = new Map();
const nowhere: ReadonlySet<number> = new Set();
const nothing: Fragment = { first: none, last: none, empty: 1, free: nowhere, skips: true };
const assertion: Fragment = { ...nothing, skips: false };

const mostPositions = 4_000;
const mostEdges = 200_000;
/** An open repeat that needs this many iterations can fail at a cost. */
const freeMinimum = 16;

/** Builds the graph of the pattern and those of its lookaheads; `undefined` when they are too large. */
export function buildPositionGraph(root: RegexNode): PositionGraph[] | undefined {
  const graphs: PositionGraph[] = [];
  const pending = [root];
  for (let body = pending.pop(); body !== undefined; body = pending.pop()) {
    const builder = new GraphBuilder(pending);
    const graph = builder.build(body);
    if (graph === undefined) return undefined;
    graphs.push(graph);
  }
  return graphs;
}

class GraphBuilder {
  readonly #sets: number[] = [];
  readonly #distinct: CharSet[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #overlaps = new Map<number, boolean>();
  readonly #follow: Map<number, number>[] = [];
  readonly #pending: RegexNode[];
  #edges = 0;
  #choices = 0;
  #tooLarge = false;

  constructor(pending: RegexNode[]) {
    this.#pending = pending;
  }

  build(root: RegexNode): PositionGraph | undefined {
    const { free } = this.#fragment(root);
    if (this.#tooLarge) return undefined;
    const overlap = (a: number, b: number): boolean => this.#overlap(this.#sets[a]!, this.#sets[b]!);
    return { follow: this.#follow, succeeds: free, choices: this.#choices, overlap };
  }

  #overlap(a: number, b: number): boolean {
    if (a === b) return true;
    const key = Math.min(a, b) * mostPositions + Math.max(a, b);
    let known = this.#overlaps.get(key);
    if (known === undefined) {
      known = mayOverlap(this.#distinct[a]!, this.#distinct[b]!);
      this.#overlaps.set(key, known);
    }
    return known;
  }

  #position(set: CharSet): Fragment {
    const position = this.#sets.length;
    if (position >= mostPositions) this.#tooLarge = true;
    if (this.#tooLarge) return nothing;
    const key = JSON.stringify(set);
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#distinct.push(set) - 1;
      this.#numbers.set(key, number);
    }
    this.#sets.push(number);
    this.#follow.push(new Map());
    const only = new Map([[position, 1]]);
    return { first: only, last: only, empty: 0, free: new Set([position]), skips: false };
  }

  #connect(last: Ways, first: Ways): void {
    if (this.#tooLarge) return;
    this.#edges += last.size * first.size;
    if (this.#edges > mostEdges) {
      this.#tooLarge = true;
      return;
    }
    for (const [p, before] of last) {
      const edges = this.#follow[p]!;
      for (const [q, after] of first) edges.set(q, Math.min(2, (edges.get(q) ?? 0) + before * after));
    }
  }

  #fragment(node: RegexNode): Fragment {
    if (this.#tooLarge) return nothing;
    switch (node.kind) {
      case 'char':
        return this.#position(this.#folded(charSet([node.code, node.code]), node.ignoreCase));
      case 'set':
        return this.#position(this.#folded(node.set, node.ignoreCase));
      case 'sequence':
        return node.items.reduce<Fragment>((before, item) => this.#join(before, this.#fragment(item)), nothing);
      case 'alternation':
        return this.#either(node.branches.map((branch) => this.#fragment(branch)));
      case 'group':
      case 'atomic':
        return this.#fragment(node.body);
      case 'repeat':
        return this.#repeat(node);
      case 'conditional':
        return this.#join(assertion, this.#either([this.#fragment(node.yes), this.#fragment(node.no)]));
      case 'look':
        // A lookbehind has a fixed length: it costs no more than its size.
        if (node.ahead) this.#pending.push(node.body);
        return assertion;
      case 'backreference':
      case 'call':
      case 'grapheme': {
        const any = this.#position(anyChar);
        this.#connect(any.last, any.first);
        return { ...any, empty: 1, free: nowhere };
      }
      case 'anchor':
      case 'keep':
      case 'fail':
        return assertion;
    }
  }

  #folded(set: CharSet, ignoreCase: boolean): CharSet {
    return ignoreCase ? foldSet(set) : set;
  }

  #join(a: Fragment, b: Fragment): Fragment {
    this.#connect(a.last, b.first);
    return {
      first: sum(a.first, b.first, a.empty),
      last: sum(b.last, a.last, b.empty),
      empty: Math.min(2, a.empty * b.empty),
      free: b.skips ? union(a.free, b.free) : b.free,
      skips: a.skips && b.skips,
    };
  }

  #either(branches: readonly Fragment[]): Fragment {
    if (this.#beginAlike(branches)) this.#choices++;
    return branches.reduce((a, b) => ({
      first: sum(a.first, b.first, 1),
      last: sum(a.last, b.last, 1),
      empty: Math.min(2, a.empty + b.empty),
      free: union(a.free, b.free),
      skips: a.skips || b.skips,
    }));
  }

  #beginAlike(branches: readonly Fragment[]): boolean {
    const seen = new Set<number>();
    for (const { first } of branches) {
      const numbers = [...first.keys()].map((position) => this.#sets[position]!);
      for (const number of numbers) for (const other of seen) if (this.#overlap(number, other)) return true;
      for (const number of numbers) seen.add(number);
    }
    return false;
  }

  #repeat(node: RegexNode & { kind: 'repeat' }): Fragment {
    const { body, min, max } = node;
    if (max === 0) return nothing;
    const inner = this.#fragment(body);
    const fixed = min === max && (body.kind === 'char' || body.kind === 'set');
    if (max > 1 && !fixed) this.#connect(inner.last, inner.first);
    if (min === 0 && max === 1) this.#choices++;
    return {
      first: inner.first,
      last: inner.last,
      empty: min === 0 ? Math.min(2, inner.empty + 1) : inner.empty,
      free: min > freeMinimum || fixed ? nowhere : inner.free,
      skips: min === 0 || inner.skips,
    };
  }
}

function sum(a: Ways, b: Ways, times: number): Ways {
  if (times === 0 || b.size === 0) return a;
  const total = new Map(a);
  for (const [position, ways] of b) total.set(position, Math.min(2, (total.get(position) ?? 0) + ways * times));
  return total;
}

function union(a: ReadonlySet<number>, b: ReadonlySet<number>): ReadonlySet<number> {
  if (a.size === 0) return b;
  if (b.size === 0) return a;
  return new Set([...a, ...b]);
}
