const none: readonly string[] = [];

/** The distinct texts of many groups; most groups of a search see one. */
export class GroupedTexts {
  /** The first text of each group. */
  readonly #first: (string | undefined)[] = [];
  /** All texts of the groups that have more than one. */
  readonly #all = new Map<number, Set<string>>();

  add(group: number, text: string): void {
    while (group >= this.#first.length) this.#first.push(undefined);
    const first = this.#first[group];
    if (first === text) return;
    if (first === undefined) {
      this.#first[group] = text;
      return;
    }
    const all = this.#all.get(group);
    if (all === undefined) this.#all.set(group, new Set([first, text]));
    else all.add(text);
  }

  count(group: number): number {
    return this.#all.get(group)?.size ?? (this.#first[group] === undefined ? 0 : 1);
  }

  /** The texts in the order in which they came. */
  of(group: number): readonly string[] {
    const all = this.#all.get(group);
    if (all !== undefined) return [...all];
    const first = this.#first[group];
    return first === undefined ? none : [first];
  }
}
