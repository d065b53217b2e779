import { suggest } from './suggest.js';

/** A thing that is found under a name, and perhaps others. */
export interface Named {
  readonly name: string;
  readonly aliases?: readonly string[];
}

/** A fixed set of named things; names and aliases are unique and looked up without regard to case. */
export class Registry<T extends Named> {
  readonly #byName = new Map<string, T>();
  readonly all: readonly T[];

  constructor(entries: readonly T[]) {
    this.all = Object.freeze([...entries]);
    for (const entry of entries) {
      for (const name of [entry.name, ...(entry.aliases ?? [])]) {
        const key = name.toLowerCase();
        if (this.#byName.has(key)) throw new Error(`The name ${name} is registered twice.`);
        this.#byName.set(key, entry);
      }
    }
  }

  get(name: string): T | undefined {
    return this.#byName.get(name.toLowerCase());
  }

  /** Every name and alias, in lower case. */
  names(): string[] {
    return [...this.#byName.keys()];
  }

  /** Known names that resemble a misspelt one. */
  suggest(name: string): string[] {
    return suggest(name, this.#byName.keys());
  }
}
