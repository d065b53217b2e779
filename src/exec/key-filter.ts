import { Event } from '../values/event.js';
import type { ExecContext } from './context.js';
import type { GroupKeyValues } from './group-keys.js';
import { GroupTable } from './group-table.js';
import type { Run } from './operator.js';

/** Rejected keys that are remembered: keys come again soon or not at all. */
const mostRemembered = 4_096;

/**
 * Tells which groups of an aggregation a later filter would drop, by sending rows of their keys alone through the commands up to
 * the filter (`keyFilters`).
 */
export class KeyFilter {
  readonly #fields: readonly string[];
  readonly #commands: Run;
  readonly #give: (rows: readonly Event[]) => void;
  #rejected: GroupTable;
  /** Rows that are no longer the ones that were given say nothing. */
  #useless = false;

  /** `commands` reads the rows that `give` was given last. */
  constructor(fields: readonly string[], commands: Run, give: (rows: readonly Event[]) => void) {
    this.#fields = fields;
    this.#commands = commands;
    this.#give = give;
    this.#rejected = new GroupTable(fields.length);
  }

  /** Whether the filter drops the group of a key that was looked at. */
  rejects(key: GroupKeyValues): boolean {
    return this.#rejected.get(key) !== undefined;
  }

  /** Looks at keys; those of groups that are there already have passed. */
  async look(keys: Iterable<GroupKeyValues>, groups: GroupTable, context: ExecContext): Promise<void> {
    if (this.#useless) return;
    if (this.#rejected.size > mostRemembered) this.#rejected = new GroupTable(this.#fields.length);
    const seen = new GroupTable(this.#fields.length);
    const rows = new Map<Event, GroupKeyValues>();
    for (const key of keys) {
      if (groups.get(key) !== undefined || this.rejects(key) || seen.get(key) !== undefined) continue;
      seen.add(key);
      rows.set(Event.of(this.#fields.map((field, index) => [field, key[index]!] as const)), key);
    }
    if (rows.size === 0) return;
    this.#give([...rows.keys()]);
    const passed: Event[] = [];
    for await (const batch of this.#commands(context)) for (const row of batch) passed.push(row);
    for (const row of passed) if (!rows.delete(row)) this.#useless = true;
    if (this.#useless) this.#rejected = new GroupTable(this.#fields.length);
    else for (const key of rows.values()) this.#rejected.add(key);
  }
}
