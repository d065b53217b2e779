import type { NodeOf } from '../../plan/plan.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import type { RowTest } from '../compile-search.js';
import type { ExecContext } from '../context.js';
import { HeldLimit } from '../held-size.js';
import { drained, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { type FieldValues, OpenTransaction } from '../transaction/open-transaction.js';
import { TransactionPool } from '../transaction/transaction-pool.js';

/** `transaction`: events, newest first, put into groups (spl-commands 10.1). */
export function compileTransaction(node: NodeOf<'transaction'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const startsWith = node.startsWith === undefined ? undefined : compiler.condition(node.startsWith);
  const endsWith = node.endsWith === undefined ? undefined : compiler.condition(node.endsWith);
  const transactions = async (context: ExecContext): Promise<Event[]> => {
    const grouping = new Grouping(node, startsWith, endsWith, context);
    for await (const batch of input(context)) for (const event of batch) grouping.take(event);
    return grouping.finish();
  };
  return async function* (context) {
    yield* drained(await transactions(context));
  };
}

/** What bounds the open transactions. */
type OpenLimit = 'transactionOpen' | 'transactionOpenEvents' | 'heldValues';

class Grouping {
  readonly #node: NodeOf<'transaction'>;
  readonly #startsWith: RowTest | undefined;
  readonly #endsWith: RowTest | undefined;
  readonly #context: ExecContext;
  readonly #connected: boolean;
  readonly #maxEvents: number;
  readonly #pool: TransactionPool;
  readonly #rows: Event[] = [];
  readonly #held: HeldLimit;
  #time: number | null = null;
  #ascending = false;
  #full = false;

  constructor(
    node: NodeOf<'transaction'>,
    startsWith: RowTest | undefined,
    endsWith: RowTest | undefined,
    context: ExecContext,
  ) {
    this.#node = node;
    this.#startsWith = startsWith;
    this.#endsWith = endsWith;
    this.#context = context;
    this.#connected = node.connected ?? context.semantics.transactionConnected;
    this.#maxEvents = node.maxEvents ?? context.limits.transactionEvents;
    this.#pool = new TransactionPool(node.fields.length);
    this.#held = new HeldLimit(context.limits);
  }

  take(event: Event): void {
    const time = toNumber(event.get('_time'));
    this.#checkOrder(time);
    const fields = this.#fieldsOf(event);
    if (fields.length === 0 && this.#node.fields.length > 0) {
      // Without any of the fields it belongs to nothing.
      if (this.#node.keepOrphans) {
        event.set('_txn_orphan', 1);
        this.#emit(event);
      }
      return;
    }
    const ends = this.#endsWith?.(event, this.#context) === true;
    let transaction = this.#pool.find(fields, this.#connected);
    if (transaction !== undefined && (ends || this.#breaks(transaction, time))) {
      // An endswith event is the newest of its transaction: it begins another.
      transaction.closed = !ends || this.#breaks(transaction, time);
      this.#end(transaction);
      transaction = undefined;
    }
    transaction ??= new OpenTransaction(ends);
    this.#pool.add(transaction, event, time, fields);
    if (this.#startsWith?.(event, this.#context) === true) {
      transaction.hasStart = true;
      transaction.closed = true;
      this.#end(transaction);
    } else {
      this.#keepBounds();
    }
  }

  /** What is still open at the end is output unless it lacks a required border. */
  finish(): Event[] {
    for (const transaction of [...this.#pool]) this.#end(transaction);
    const newestFirst = this.#rows.map((row) => ({
      row,
      time: toNumber(row.get('_time')) ?? Number.NEGATIVE_INFINITY,
    }));
    newestFirst.sort((a, b) => (a.time === b.time ? 0 : a.time < b.time ? 1 : -1));
    return newestFirst.map(({ row }) => row);
  }

  #fieldsOf(event: Event): FieldValues[] {
    const found: FieldValues[] = [];
    for (const field of this.#node.fields) {
      const value = event.get(field);
      if (value !== null) found.push({ field, texts: valuesOf(value).map(scalarText) });
    }
    return found;
  }

  /** Whether the transaction would be too long, too full or too sparse with an event of this time. */
  #breaks(transaction: OpenTransaction, time: number | null): boolean {
    if (transaction.events.length + 1 > this.#maxEvents) return true;
    if (time === null) return false;
    const { maxSpan, maxPause } = this.#node;
    const { newest, oldest, lastTime } = transaction;
    if (maxSpan !== undefined && newest !== null && oldest !== null) {
      if (Math.max(newest, time) - Math.min(oldest, time) > maxSpan) return true;
    }
    return maxPause !== undefined && lastTime !== null && Math.abs(lastTime - time) > maxPause;
  }

  #end(transaction: OpenTransaction): void {
    this.#pool.remove(transaction);
    const complete =
      (this.#startsWith === undefined || transaction.hasStart) && (this.#endsWith === undefined || transaction.hasEnd);
    if (complete || this.#node.keepEvicted) this.#emit(transaction.row(this.#node, this.#context));
  }

  #emit(row: Event): void {
    if (this.#held.takes(row)) this.#rows.push(row);
    else if (!this.#full) {
      this.#full = true;
      reportLimit(this.#context, 'The transactions', this.#held.full!);
    }
  }

  /** Says that a transaction was ended before its time. */
  #reportOpen(limit: OpenLimit): void {
    const { maxOpen, maxOpenEvents } = this.#node;
    const given = { transactionOpen: maxOpen, transactionOpenEvents: maxOpenEvents, heldValues: undefined }[limit];
    if (given === undefined) {
      reportLimit(this.#context, 'Open transactions', limit);
      return;
    }
    const option = limit === 'transactionOpen' ? 'maxopentxn' : 'maxopenevents';
    this.#context.note(`Open transactions reached ${option}=${given}; the one added to longest ago is ended.`);
  }

  /** Ends the transactions that were added to longest ago when too much is open. */
  #keepBounds(): void {
    if (this.#reached() === undefined) return;
    for (const transaction of this.#pool) {
      const limit = this.#reached();
      if (limit === undefined) return;
      // What no later event can join is simply over.
      const over = this.#breaks(transaction, this.#time);
      transaction.closed = over;
      if (!over) this.#reportOpen(limit);
      this.#end(transaction);
    }
  }

  /** The limit that what is open has reached. */
  #reached(): OpenLimit | undefined {
    const { limits } = this.#context;
    if (this.#pool.size > (this.#node.maxOpen ?? limits.transactionOpen)) return 'transactionOpen';
    if (this.#pool.events > (this.#node.maxOpenEvents ?? limits.transactionOpenEvents)) return 'transactionOpenEvents';
    // The row that is made of a transaction holds as much again.
    return this.#pool.values * 2 > limits.heldValues ? 'heldValues' : undefined;
  }

  #checkOrder(time: number | null): void {
    if (time === null) return;
    if (this.#time !== null && time > this.#time && !this.#ascending) {
      this.#ascending = true;
      this.#context.note(
        'transaction needs its events newest first; these are not, so groups may be wrong. Put `sort 0 - _time` before it.',
      );
    }
    this.#time = time;
  }
}
