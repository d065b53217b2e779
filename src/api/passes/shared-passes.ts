import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import type { Batch, ExecContext } from '../../exec/context.js';
import type { SourceReads } from '../../exec/rule-index/aggregated-fields.js';
import type { PlanSource, PlanSources } from '../../exec/rule-index/plan-sources.js';
import { once } from '../../support/once.js';
import type { Knowledge } from '../knowledge.js';
import { Channel } from './channel.js';
import { ForeseenRows } from './foreseen-rows.js';
import { type ForeseenSource, Foresight } from './foresight.js';
import type { WishingListener } from './listener-index.js';
import { type PassItem, PassRows } from './pass-rows.js';
import { listenerOrder, type ScanOrder, unmerged } from './scan-order.js';
import type { ScanWish } from './scan-sources.js';
import { BudgetExceeded, type CostSettings, type SearchCost } from './search-cost.js';
import type { Turn } from './turn.js';
import { wantedTexts } from './wanted-texts.js';

/**
 * A pass over all events from the beginning. With texts, which take a moment to find out, events whose record holds none of
 * them may be left out ({@link wantedTexts}). With a scan the rows may be found by whoever reads.
 */
export type EventsOpener = (wanted?: () => WantedTexts | undefined, scan?: SharedScan) => AsyncIterable<PassItem>;

/** The listeners of a pass, for those who find rows elsewhere. */
export interface SharedScan {
  /** How many listen, or have listened to a pass before: who has found rows for many finds them for few. */
  readonly listeners: number;
  /** What the order is made with, for use in the same thread. */
  readonly knowledge: Knowledge;
  /** Whether none of the listeners needs events whole. */
  sparesEvents(): boolean;
  order(): ScanOrder;
}

/** A search as the passes see it. */
export interface PassOwner {
  readonly context: ExecContext;
  /** Of its plan; the passes test the filters behind them. */
  readonly sources: PlanSources;
  readonly turn: Turn;
  readonly cost: SearchCost;
}

/** A search that listens to a pass. */
export interface PassListener {
  readonly owner: PassOwner;
  readonly wish: ScanWish;
  readonly channel: Channel<Batch>;
}

/**
 * Text of events that is gathered for each listener before the searches have their turns: the more of them, the more turns a
 * batch costs, of which each is worth some rows.
 */
const heldCharacters = 256;

/** Listeners that are many: threads find the rows of all of them, and what one of them gives weighs little. */
export const manyListeners = 16;

/** What the plan of a search tells of the rows that it wants; undefined where no node of it asks for them. */
function plannedSource({ owner, wish }: Pick<PassListener, 'owner' | 'wish'>): PlanSource | undefined {
  return wish.node === undefined ? undefined : owner.sources.get(wish.node);
}

function indexed(listener: Pick<PassListener, 'owner' | 'wish'>): WishingListener {
  const { owner, wish } = listener;
  return { wish, conditions: plannedSource(listener)?.conditions ?? [], context: owner.context };
}

/** Of what is foreseen it is only told whether there is anything, where others find it. */
const nothing: SourceReads = { fields: [], written: [] };

/**
 * Passes over the events that searches share: a pass begins when every search that still runs waits for one, so that all
 * subsearches are served by one pass and all outer searches by the next. What a later pass would find is held where it is little
 * ({@link Foresight}): then there is none. Searches work in turns, each on its own events, so that
 * the time of each can be told and one that takes too much of it can be stopped.
 */
export class SharedPasses {
  readonly #open: EventsOpener;
  readonly #knowledge: Knowledge;
  readonly #costs: CostSettings | undefined;
  readonly #listening = new Set<PassOwner>();
  #waiting: PassListener[] = [];
  readonly #foresight: Foresight;
  #active = 0;
  #reading = false;
  /** The most that have listened to a pass; 0 before the first, of which alone something is said of the input. */
  #mostListeners = 0;

  constructor(open: EventsOpener, knowledge: Knowledge, costs?: CostSettings) {
    this.#open = open;
    this.#knowledge = knowledge;
    this.#costs = costs;
    this.#foresight = new Foresight(knowledge);
  }

  /** Runs searches side by side, each of which may ask for passes; the results in their order. */
  run<T>(searches: readonly (PassOwner & { execute(): Promise<T> })[]): Promise<T[]> {
    // None may start a pass before all have begun.
    this.#active = searches.length;
    return Promise.all(
      searches.map(async (search) => {
        try {
          return await search.execute();
        } finally {
          this.#active--;
          this.#foresight.forget(search);
          search.turn.finish();
          this.#beginWhenAllWait();
        }
      }),
    );
  }

  /** A pass for a search: the rows that it wants, tested by the filters behind their source. */
  async *pass(owner: PassOwner, wish: ScanWish): AsyncIterable<Batch> {
    const rows = this.#knownRows(owner, wish);
    if (rows !== undefined) {
      if (rows.length > 0) yield rows;
      return;
    }
    if (this.#listening.has(owner)) {
      // It reads two passes in turns; those of others cannot wait for that.
      const foreseen = this.#foresight.of([owner]);
      const held = new ForeseenRows(foreseen.length);
      const own = new PassRows([{ owner, wish }, ...foreseen].map(indexed), () => [undefined], this.#knowledge, held);
      for await (const item of this.#open()) {
        own.add(item);
        for (const { rows } of own.take()) yield rows;
      }
      this.#foresight.learn(foreseen, held, own, 1);
      return;
    }
    const channel = new Channel<Batch>(() => owner.turn.end());
    this.#listening.add(owner);
    this.#waiting.push({ owner, wish, channel });
    this.#beginWhenAllWait();
    try {
      yield* channel.read();
    } finally {
      this.#listening.delete(owner);
    }
  }

  #beginWhenAllWait(): void {
    if (this.#reading || this.#waiting.length === 0 || this.#waiting.length < this.#active) return;
    const listeners = this.#waiting;
    this.#waiting = [];
    this.#reading = true;
    void this.#read(listeners);
  }

  /** The rows that a search asks for, where an earlier pass has found all of them. */
  #knownRows(owner: PassOwner, wish: ScanWish): Batch | undefined {
    const known = this.#foresight.take(owner, wish);
    if (known === undefined) return undefined;
    owner.cost.tested += known.tested;
    owner.cost.events += known.rows.length;
    return known.rows;
  }

  async #read(listeners: readonly PassListener[]): Promise<void> {
    let failure: { readonly error: unknown } | undefined;
    const waiting: PassListener[] = [];
    for (const listener of listeners) {
      // Whoever asked while a pass was read did not know yet what it found.
      const rows = this.#knownRows(listener.owner, listener.wish);
      if (rows === undefined) waiting.push(listener);
      else if (rows.length > 0) await this.#turn(listener, () => listener.channel.push(rows));
    }
    try {
      if (waiting.length > 0) await this.#readFor(waiting);
    } catch (error) {
      failure = { error };
    }
    for (const listener of listeners) await this.#turn(listener, () => listener.channel.end(failure));
    this.#reading = false;
    this.#beginWhenAllWait();
  }

  /** One pass; reads while some search still wants events. */
  async #readFor(listeners: readonly PassListener[]): Promise<void> {
    const foreseen = this.#foresight.of(new Set(listeners.map(({ owner }) => owner)));
    const held = new ForeseenRows(foreseen.length);
    const all: readonly (PassListener | ForeseenSource)[] = [...listeners, ...foreseen];
    const known = all.map(indexed);
    // Most rows of many searches agree with few others of their blocks.
    const merges = listeners.length < manyListeners;
    const readsOf = (place: number): SourceReads | undefined => {
      if (place >= listeners.length) return nothing;
      const reads = plannedSource(all[place]!)?.reads();
      return reads === undefined || merges ? reads : unmerged(reads);
    };
    const orders = once(() => known.map((each, place) => listenerOrder(each, readsOf(place))));
    const found = new PassRows(
      known,
      once(() => orders().map(({ keys }) => keys)),
      this.#knowledge,
      held,
    );
    const { files, settings } = this.#knowledge;
    const first = this.#mostListeners === 0;
    this.#mostListeners = Math.max(this.#mostListeners, listeners.length);
    const scan: SharedScan = {
      listeners: this.#mostListeners,
      knowledge: this.#knowledge,
      sparesEvents: () => orders().every(({ keys }) => keys !== undefined),
      order: () => ({ files, settings, listeners: orders() }),
    };
    const wanted = (): WantedTexts | undefined => {
      const texts = (some: typeof known) => wantedTexts(some, () => this.#knowledge.copiedFields);
      // Which lines the first pass reads is told to the user and is for its listeners to say.
      const shared = first ? undefined : texts(known);
      if (shared !== undefined) return shared;
      const own = texts(known.slice(0, listeners.length));
      if (own !== undefined) for (const place of foreseen.keys()) held.drop(place);
      return own;
    };
    let characters = 0;
    let ended = false;
    for await (const item of this.#open(wanted, scan)) {
      ended = listeners.every(({ channel }) => channel.closed);
      if (ended) break;
      characters += found.add(item);
      if (characters < heldCharacters * listeners.length) continue;
      characters = 0;
      await this.#hand(found, listeners);
    }
    await this.#hand(found, listeners);
    if (!ended) this.#foresight.learn(foreseen, held, found, listeners.length);
    listeners.forEach(({ owner }, place) => {
      owner.cost.tested += found.tested(place);
    });
  }

  /** Hands the rows that were gathered to their searches, one after the other. */
  async #hand(found: PassRows, listeners: readonly PassListener[]): Promise<void> {
    for (const { place, rows, events } of found.take()) {
      const listener = listeners[place]!;
      if (listener.channel.closed) continue;
      listener.owner.cost.events += events;
      await this.#turn(listener, () => listener.channel.push(rows));
    }
  }

  /** Lets a search work on what it is given until it waits for more. */
  async #turn({ owner, channel }: PassListener, give: () => void): Promise<void> {
    if (channel.closed) return;
    const costs = this.#costs;
    const start = costs?.timer() ?? 0;
    const over = owner.turn.begin();
    give();
    await over;
    if (costs === undefined) return;
    const { cost } = owner;
    cost.milliseconds += costs.timer() - start;
    if (costs.budget === undefined || cost.milliseconds <= costs.budget || channel.closed) return;
    const stopped = owner.turn.begin();
    channel.end({ error: new BudgetExceeded() });
    await stopped;
  }
}
