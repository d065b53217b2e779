import type { HeldRoom } from '../held-room.js';

const none: readonly string[] = [];

/** The distinct texts of many groups; most groups of a search see one. */
export class GroupedTexts {
  readonly #room: HeldRoom;
  /** The first text of each group. */
  readonly #first: (string | undefined)[] = [];
  /** All texts of the groups that have more than one. */
  readonly #all = new Map<number, Set<string>>();

  constructor(room: HeldRoom) {
    this.#room = room;
  }

  add(group: number, text: string): void {
    while (group >= this.#first.length) this.#first.push(undefined);
    const first = this.#first[group];
    if (first === text) return;
    if (first === undefined) {
      if (this.#room.takeInstead(text, null)) this.#first[group] = text;
      return;
    }
    const all = this.#all.get(group);
    if (all !== undefined) addText(all, text, this.#room);
    else if (takeBoth(first, text, this.#room)) this.#all.set(group, new Set([first, text]));
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

/** Whether there is room for a set of a text that was held alone, and another one. */
export function takeBoth(only: string, text: string, room: HeldRoom): boolean {
  room.takeInstead('', only);
  return room.takeText(only) && room.takeText(text);
}

/** Adds a text to a set, as far as there is room for one more. */
export function addText(texts: Set<string>, text: string, room: HeldRoom): void {
  if (room.full) return;
  const { size } = texts;
  texts.add(text);
  if (texts.size > size && !room.takeText(text)) texts.delete(text);
}
