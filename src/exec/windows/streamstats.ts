import type { HeldRoom } from '../../functions/held-room.js';
import type { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import { AggregationSet, aggregationRoom, GroupState } from '../groups/aggregation.js';
import { groupKeys, keyText, plainKeys } from '../groups/group-keys.js';
import type { OperatorCompiler } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import type { Past, Results, Streamstats } from './past.js';
import type { StartWindow } from './row-step.js';
import { SlidingPast } from './sliding-past.js';

/** All rows so far: one running state per group. */
class WholePast implements Past {
  readonly #groups = new Map<string, GroupState>();
  readonly #current: boolean;
  readonly #set: AggregationSet;
  readonly #context: ExecContext;
  #room: HeldRoom;
  #full = false;

  constructor(current: boolean, set: AggregationSet, context: ExecContext) {
    this.#current = current;
    this.#set = set;
    this.#context = context;
    this.#room = aggregationRoom(context);
  }

  #group(key: string): GroupState {
    let group = this.#groups.get(key);
    if (group === undefined) {
      const hasPlace = this.#groups.size < this.#context.limits.heldRows;
      const isHeld = hasPlace && this.#room.takeInstead(key, null);
      group = new GroupState(this.#set, this.#context, isHeld ? this.#room : aggregationRoom(this.#context));
      if (isHeld) this.#groups.set(key, group);
      else if (!hasPlace && !this.#full) {
        this.#full = true;
        reportLimit(this.#context, 'The groups of streamstats', 'heldRows');
      }
    }
    return group;
  }

  take(event: Event, keys: readonly string[]): Results {
    const own = this.#group(keys[0]!);
    const before = this.#current ? undefined : [...own.results()];
    own.add(event);
    for (let i = 1; i < keys.length; i++) this.#group(keys[i]!).add(event);
    return before ?? [...own.results()];
  }

  reset(): void {
    this.#groups.clear();
    this.#room = aggregationRoom(this.#context);
  }
}

/** `streamstats`: aggregations over the rows seen so far, or over a window of them (spl-commands 4.2). */
export function compileStreamstats(compute: Streamstats, compiler: OperatorCompiler): StartWindow {
  const set = new AggregationSet(compute.aggregations, compiler, { allNumeric: compute.allNumeric }, compute.by);
  const resetBefore = compute.resetBefore === undefined ? undefined : compiler.expression(compute.resetBefore);
  const resetAfter = compute.resetAfter === undefined ? undefined : compiler.expression(compute.resetAfter);
  return (context) => {
    const past: Past =
      compute.window === 0 && compute.timeWindow === undefined
        ? new WholePast(compute.current, set, context)
        : new SlidingPast(compute, set, context);
    let previous: string | undefined;
    return (event) => {
      const keys = groupKeys(event, compute.by, plainKeys).map(keyText);
      if (keys.length === 0) return;
      if (compute.resetOnChange) {
        const key = keys.join('\u0000');
        if (previous !== undefined && previous !== key) past.reset();
        previous = key;
      }
      if (resetBefore?.(event, context) === true) past.reset();
      for (const [name, value] of past.take(event, keys)) event.set(name, value);
      if (resetAfter?.(event, context) === true) past.reset();
    };
  };
}
