import type { Scalar } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import type { GroupKeyValues } from '../groups/group-keys.js';
import { Decisions, mostRemembered } from './decisions.js';
import type { GroupTest } from './key-filter.js';
import type { Overheard } from './overheard.js';
import type { RowCommands } from './row-commands.js';

/** Values that are asked about without being remembered, once it has shown that few of them come again. */
const mostUnremembered = 16 * mostRemembered;

/** As `KeyTest`, for commands that decide about a value as soon as they are asked. */
export class RowKeyTest implements GroupTest {
  readonly idle = false;
  readonly countsGroups = false;
  readonly immediate = true;
  readonly places: readonly number[];
  readonly #overheard: Overheard;
  readonly #prepare: (context: ExecContext) => Promise<RowCommands>;
  readonly #decisions: Decisions;
  readonly #values: Scalar[];
  #commands: RowCommands | undefined;
  /** Decisions that were asked for again since they were last forgotten. */
  #repeated = 0;
  /** Values that are yet to be asked about without being remembered. */
  #unremembered = 0;
  /** Something was said while the commands were made ready. */
  #unsure = false;

  /** `places`: of the values that the commands are given, in their order. */
  constructor(
    places: readonly number[],
    overheard: Overheard,
    prepare: (context: ExecContext) => Promise<RowCommands>,
  ) {
    this.places = places;
    this.#overheard = overheard;
    this.#prepare = prepare;
    this.#decisions = new Decisions(places);
    this.#values = new Array<Scalar>(places.length).fill('');
  }

  async ready(): Promise<void> {
    if (this.#commands !== undefined) return;
    this.#commands = await this.#prepare(this.#overheard.context);
    this.#unsure = this.#overheard.takeSpoke();
  }

  decided(key: GroupKeyValues): boolean {
    if (this.#unremembered > 0) {
      this.#unremembered--;
      return this.#ask(key);
    }
    const known = this.#decisions.get(key);
    if (known !== undefined) {
      this.#repeated++;
      return known;
    }
    if (this.#decisions.size >= mostRemembered) {
      if (this.#repeated < mostRemembered) this.#unremembered = mostUnremembered;
      this.forget();
    }
    const passes = this.#ask(key);
    this.#decisions.set(key, passes);
    return passes;
  }

  forget(): void {
    this.#repeated = 0;
    this.#decisions.clear();
  }

  async look(): Promise<void> {}

  /** What the commands have to say about a row they are to say when the group of the row comes by, so that it passes then. */
  #ask(key: GroupKeyValues): boolean {
    if (this.#unsure) return true;
    if (this.#commands === undefined) throw new Error('A key test is asked before it is ready.');
    for (let at = 0; at < this.places.length; at++) this.#values[at] = key[this.places[at]!]!;
    const passes = this.#commands(this.#values);
    return this.#overheard.takeSpoke() || passes;
  }
}
