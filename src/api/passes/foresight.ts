import type { Batch } from '../../exec/context.js';
import type { SourceNode } from '../../plan/plan.js';
import type { Knowledge } from '../knowledge.js';
import type { ForeseenRows } from './foreseen-rows.js';
import type { PassRows } from './pass-rows.js';
import { type ScanWish, wishOf } from './scan-sources.js';
import type { PassOwner } from './shared-passes.js';

/** A source for which a search has not asked yet. */
export interface ForeseenSource {
  readonly owner: PassOwner;
  readonly wish: ScanWish;
}

/** What one source gives. */
interface KnownRows {
  readonly wish: ScanWish;
  readonly rows: Batch;
  /** Rows on which the conditions behind the source were tested. */
  readonly tested: number;
}

/**
 * What searches are going to ask of later passes, as far as their plans tell, and what an earlier pass has found of it: a later one
 * need not be read for sources of which it is known.
 */
export class Foresight {
  readonly #knowledge: Knowledge;
  readonly #asked = new Map<PassOwner, Set<SourceNode>>();
  readonly #known = new Map<PassOwner, Map<SourceNode, KnownRows>>();

  readonly #ended = new WeakSet<PassOwner>();

  constructor(knowledge: Knowledge) {
    this.#knowledge = knowledge;
  }

  /** Hears that a search asks for the rows of a source; gives those that are known, which belong to it then. */
  take(owner: PassOwner, { node, range }: ScanWish): KnownRows | undefined {
    if (node === undefined) return undefined;
    let asked = this.#asked.get(owner);
    if (asked === undefined) {
      asked = new Set();
      this.#asked.set(owner, asked);
    }
    asked.add(node);
    const known = this.#known.get(owner)?.get(node);
    if (known === undefined) return undefined;
    this.#known.get(owner)!.delete(node);
    const { earliest, latest } = known.wish.range;
    return earliest === range.earliest && latest === range.latest ? known : undefined;
  }

  /** The sources of searches for which these have not asked. */
  of(owners: Iterable<PassOwner>): ForeseenSource[] {
    const sources: ForeseenSource[] = [];
    for (const owner of owners) {
      const asked = this.#asked.get(owner);
      const known = this.#known.get(owner);
      // What `map` made and has run is gone.
      for (const nodes of [asked, known])
        for (const node of nodes?.keys() ?? []) if (owner.sources.get(node) === undefined) nodes!.delete(node);
      for (const node of owner.sources.nodes()) {
        if (asked?.has(node) === true || known?.has(node) === true) continue;
        const wish = this.#wishOf(owner, node);
        if (wish !== undefined) sources.push({ owner, wish });
      }
    }
    return sources;
  }

  #wishOf(owner: PassOwner, node: SourceNode): ScanWish | undefined {
    return wishOf(node, this.#knowledge.views, owner.context);
  }

  /** Takes what a pass has found that looked at all events. `first`: the place of the first source among its listeners. */
  learn(sources: readonly ForeseenSource[], held: ForeseenRows, found: PassRows, first: number): void {
    for (const [place, { owner, wish }] of sources.entries()) {
      const rows = held.rowsOf(place);
      if (rows === undefined || this.#ended.has(owner)) continue;
      let known = this.#known.get(owner);
      if (known === undefined) {
        known = new Map();
        this.#known.set(owner, known);
      }
      known.set(wish.node!, { wish, rows, tested: found.tested(first + place) });
    }
  }

  /** Forgets a search that has ended. */
  forget(owner: PassOwner): void {
    this.#ended.add(owner);
    this.#asked.delete(owner);
    this.#known.delete(owner);
  }
}
