import { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import type { GroupKeyValues } from '../groups/group-keys.js';
import type { Run } from '../operator.js';
import { Decisions, mostRemembered } from './decisions.js';
import type { GroupTest } from './key-filter.js';
import { Overheard } from './overheard.js';

/** Asks the commands of a `KeyCondition` about values of its BY fields, each value once as long as it is remembered. */
export class KeyTest implements GroupTest {
  readonly idle = false;
  readonly countsGroups = false;
  readonly immediate = false;
  readonly places: readonly number[];
  readonly #fields: readonly string[];
  readonly #overheard: Overheard;
  readonly #commands: Run;
  readonly #decisions: Decisions;
  #rows: readonly Event[] = [];

  /** `by`: the BY fields. `compile`: makes the commands ready to run in a context, on the rows of a branch. */
  constructor(
    places: readonly number[],
    by: readonly string[],
    context: ExecContext,
    compile: (context: ExecContext, branch: Run) => Run,
  ) {
    this.places = places;
    this.#fields = places.map((place) => by[place]!);
    this.#decisions = new Decisions(places);
    this.#overheard = new Overheard(context);
    const rows = (): readonly Event[] => this.#rows;
    this.#commands = compile(this.#overheard.context, async function* () {
      yield rows();
    });
  }

  async ready(): Promise<void> {}

  decided(key: GroupKeyValues): boolean | undefined {
    return this.#decisions.get(key);
  }

  /** The commands have come to think otherwise. */
  forget(): void {
    this.#decisions.clear();
  }

  /** Earlier decisions may be forgotten, those about the same keys stay. */
  async look(keys: readonly GroupKeyValues[]): Promise<void> {
    if (this.#decisions.size > mostRemembered) this.#decisions.clear();
    const asked = new Map<Event, GroupKeyValues>();
    for (const key of keys) {
      if (this.#decisions.get(key) !== undefined) continue;
      this.#decisions.set(key, false);
      asked.set(Event.of(this.#fields.map((field, index) => [field, key[this.places[index]!]!] as const)), key);
    }
    if (asked.size === 0) return;
    for (const key of await this.#passing(asked)) this.#decisions.set(key, true);
  }

  /**
   * The keys of the rows that pass. What the commands have to say about a row they are to say when the group of the row comes by,
   * so that all pass then.
   */
  async #passing(asked: ReadonlyMap<Event, GroupKeyValues>): Promise<Iterable<GroupKeyValues>> {
    this.#overheard.takeSpoke();
    this.#rows = [...asked.keys()];
    const passing: GroupKeyValues[] = [];
    for await (const batch of this.#commands(this.#overheard.context)) {
      for (const row of batch) {
        const key = asked.get(row);
        // Rows that are no longer the ones that were given say nothing.
        if (key === undefined) return asked.values();
        passing.push(key);
      }
    }
    return this.#overheard.takeSpoke() ? asked.values() : passing;
  }
}
