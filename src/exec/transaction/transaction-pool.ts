import type { Event } from '../../values/event.js';
import { MovingSize } from '../held-size.js';
import type { FieldValues, OpenTransaction } from './open-transaction.js';

/** What a text that transactions are found by counts among the values that are held: it stands in two tables. */
const placesOfText = 8;

/** The open transactions, found by the values of their fields. */
export class TransactionPool {
  readonly #all = new Set<OpenTransaction>();
  readonly #byValue = new Map<string, Set<OpenTransaction>>();
  /** Those that lack one of the listed fields still. */
  readonly #incomplete = new Set<OpenTransaction>();
  readonly #fieldCount: number;
  events = 0;
  readonly #size = new MovingSize();
  #texts = 0;

  constructor(fieldCount: number) {
    this.#fieldCount = fieldCount;
  }

  get size(): number {
    return this.#all.size;
  }

  /** The long lists and texts of their events and the texts they are found by, as a number of values. */
  get values(): number {
    return this.#size.values + this.#texts * placesOfText;
  }

  /** The open transactions, that which was added to longest ago first. */
  [Symbol.iterator](): Iterator<OpenTransaction> {
    return this.#all.values();
  }

  #key(field: string, text: string): string {
    return `${field.length}:${field}${text}`;
  }

  /** Adds an event to a transaction, which is entered if it is new, as the one that was added to last. */
  add(transaction: OpenTransaction, event: Event, time: number | null, added: readonly FieldValues[]): void {
    const { texts } = transaction;
    transaction.add(event, time, added);
    this.#texts += transaction.texts - texts;
    this.#size.add(event);
    this.#all.delete(transaction);
    this.#all.add(transaction);
    this.events++;
    for (const { field, texts } of added) {
      for (const text of texts) {
        const key = this.#key(field, text);
        const holders = this.#byValue.get(key);
        if (holders === undefined) this.#byValue.set(key, new Set([transaction]));
        else {
          holders.delete(transaction);
          holders.add(transaction);
        }
      }
    }
    if (transaction.values.size < this.#fieldCount) this.#incomplete.add(transaction);
    else this.#incomplete.delete(transaction);
  }

  remove(transaction: OpenTransaction): void {
    this.#all.delete(transaction);
    this.#incomplete.delete(transaction);
    this.events -= transaction.events.length;
    this.#texts -= transaction.texts;
    for (const event of transaction.events) this.#size.remove(event);
    for (const [field, texts] of transaction.values) {
      for (const text of texts) {
        const key = this.#key(field, text);
        const holders = this.#byValue.get(key);
        holders?.delete(transaction);
        if (holders?.size === 0) this.#byValue.delete(key);
      }
    }
  }

  /**
   * The transaction an event belongs to: one that agrees with it and shares a field; without `connected` also one that
   * merely does not contradict it. Of several that which was added to last.
   */
  find(fields: readonly FieldValues[], connected: boolean): OpenTransaction | undefined {
    if (this.#fieldCount === 0) return this.#last(this.#all, fields);
    let found: OpenTransaction | undefined;
    for (const { field, texts } of fields) {
      for (const text of texts) {
        found = this.#last(this.#byValue.get(this.#key(field, text)) ?? [], fields);
        if (found !== undefined) return found;
      }
    }
    return connected ? undefined : this.#last(this.#incomplete, fields);
  }

  #last(candidates: Iterable<OpenTransaction>, fields: readonly FieldValues[]): OpenTransaction | undefined {
    let found: OpenTransaction | undefined;
    for (const each of candidates) if (each.agrees(fields)) found = each;
    return found;
  }
}
