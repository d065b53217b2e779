import type { Expression } from '../syntax/ast.js';
import type { Semantics } from '../values/semantics.js';
import type { Scalar, Value } from '../values/value.js';
import type { CompiledExpression, EvalContext } from './context.js';
import type { HeldRoom } from './held-room.js';

/**
 * What is known about an expression before a row is read (spl-core 2.1). `dynamic`: a field; its text counts as a number
 * if it looks like one.
 */
export type StaticKind = 'string' | 'number' | 'boolean' | 'null' | 'dynamic';

/** What a parameter takes. `field` must be a bare field name; `literal` a string in quotes. */
export type ParameterType = 'any' | 'string' | 'number' | 'boolean' | 'multivalue' | 'field' | 'literal' | 'regex';

/** A parameter of a function. */
export interface Parameter {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional?: boolean;
  /** The last parameter may repeat; several last ones repeat together, as the conditions and values of `case` do. */
  readonly repeated?: boolean;
  readonly text: string;
}

/** An example that runs as a test: `eval r=<expression>` on `row` gives `result` (null: no field). */
export interface FunctionExample {
  readonly expression: string;
  readonly row?: Readonly<Record<string, string | readonly string[]>>;
  readonly result: string | readonly string[] | null;
}

/** One call as the compiler hands it to a function that wants more than values. */
export interface CallSite {
  readonly args: readonly Expression[];
  /** The arguments made ready, in order. */
  readonly compiled: readonly CompiledExpression[];
  readonly kinds: readonly StaticKind[];
  readonly semantics: Semantics;
  /** The value of a string or number literal (also in parentheses), or undefined. */
  literal(index: number): string | undefined;
  /** Makes another expression ready, for instance one with a field bound to a value. */
  compile(expression: Expression): CompiledExpression;
  /** A PCRE pattern made ready; invalid patterns have been reported and give undefined. */
  regex(pattern: string): RegexTester | undefined;
  /** Search text as a row predicate (`searchmatch`). */
  search(text: string): (event: Parameters<CompiledExpression>[0], context: EvalContext) => boolean;
}

/** The part of a compiled pattern that functions use; see `regex/`. */
export interface RegexTester {
  test(subject: string): boolean;
  replace(subject: string, replacement: string): string;
}

/** What is wrong with a call although its number of arguments is right: a sentence, and the argument it is about. */
export interface ArgumentProblem {
  readonly message: string;
  readonly argument: number;
}

interface FunctionBase {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly group:
    | 'conditional'
    | 'conversion'
    | 'cryptographic'
    | 'time'
    | 'informational'
    | 'json'
    | 'mathematical'
    | 'multivalue'
    | 'statistical'
    | 'text'
    | 'trigonometric'
    | 'bitwise';
  /** Splunk version that introduced it, where it is newer than 9.0. */
  readonly since?: string;
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  readonly result: StaticKind;
  /** For a function that gives one of its arguments: whether the one at this place may be it. */
  chooses?(index: number): boolean;
  /** The result is a time in epoch seconds. */
  readonly epoch?: true;
  /** The result is one value, although those of the functions of its group may be many. */
  readonly single?: true;
  /** It gives a value whenever each of its arguments has one, and no more. */
  readonly total?: true;
  /** What null arguments do, in a sentence, where it is not "null in, null out". */
  readonly nulls?: string;
  /** What the value depends on besides the arguments, so that it may be another one at another time of a run or in another event. */
  readonly dependsOn?: 'chance' | 'clock' | 'event' | 'tables';
  /** It may have something to say about the data (`EvalContext.note`), besides the limits on texts and lists that all functions keep. */
  readonly notes?: true;
  readonly examples: readonly FunctionExample[];
  /** Refuses a call before any row is read, for what `parameters` cannot say (`case` in pairs, `tonumber("x")`). */
  check?(call: Pick<CallSite, 'args' | 'kinds' | 'literal'>): ArgumentProblem | undefined;
}

/** A function of its argument values alone; null arguments give null unless `acceptsNull`. */
export interface ValueFunction extends FunctionBase {
  readonly acceptsNull?: boolean;
  evaluate(args: readonly Value[], context: EvalContext): Value;
}

/** A function that sees its call: lazy arguments, patterns compiled once, fields bound. */
export interface CompiledFunction extends FunctionBase {
  compile(call: CallSite): CompiledExpression;
}

/** A function of eval. */
export type ScalarFunction = ValueFunction | CompiledFunction;

/** Freezes the definition of a function. */
export function defineFunction<F extends ScalarFunction>(definition: F): F {
  return Object.freeze(definition);
}

/** State of one aggregation over one group. */
export interface Accumulator {
  /**
   * One event: the values of the argument in it (`argumentValues` in `aggregate/argument-values.ts`; none when null),
   * and its `_time` or null. Values are text or numbers, never booleans. `series` names the metric time series the
   * event belongs to, for `rate_avg` and `rate_sum`.
   */
  add(values: readonly Scalar[], time: number | null, series?: string): void;
  /** The result so far; more events may follow. */
  result(): Value;
  /**
   * Takes in the state of another accumulator of the same function that has seen the events after this one's; only
   * where `mergeable`. The other must not be used afterwards.
   */
  merge?(other: Accumulator): void;
}

/** State of one aggregation over many groups at once, in a few bytes of each. */
export interface GroupedAccumulator {
  /**
   * One value of the argument in an event of a group, or the same value of several events. Groups are numbered from 0 as they come.
   * `weight`: how many events; default 1.
   */
  add(group: number, value: Scalar, weight?: number): void;
  /** The result of a group so far, whether or not it has had a value. */
  result(group: number): Value;
}

/** Time cut into bins that are numbered by whole numbers, ascending. */
export interface TimeBins {
  /** Number of the bin that holds this time (epoch seconds). */
  binOf(time: number): number;
  /** First and last bin of the search's time range, where it has one; without it the data decides. */
  readonly range?: { readonly first: number; readonly last: number };
}

/** What some aggregations want to know besides the events. */
export interface AggregateOptions {
  /** Length of the time bin in seconds: `per_second` and its kind. */
  readonly spanSeconds?: number;
  /** `sparkline`: the bins, and the function inside with the number in its name. */
  readonly bins?: TimeBins;
  readonly inner?: AggregateFunction;
  /** Events come as they were read: of equal times the later one is the newer. Otherwise they come newest first. */
  readonly asRead?: boolean;
}

/** An aggregation function of stats and its relatives (spl-commands 3.2). */
export interface AggregateFunction {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** `perc<p>`: the name is followed by a number. */
  readonly parameterized?: boolean;
  readonly summary: string;
  /** Whether it may stand without an argument (`count`). */
  readonly argument: 'required' | 'optional';
  readonly result: 'number' | 'value' | 'multivalue';
  /**
   * What the result is: how many values there are, which there always is; one of the values or all of them; the time of one of them.
   * Undefined: a number worked out of them, if they have it.
   */
  readonly gives?: 'count' | 'one' | 'all' | 'epoch';
  /** Uses the numbers among the values and ignores the rest; these are the functions that `allnum=t` concerns. */
  readonly numbersOnly?: boolean;
  /** Commands that offer it, where that is not stats and all its relatives. */
  readonly only?: readonly string[];
  readonly mergeable: boolean;
  /** The result depends on the order of the rows (`first`), or on their times and the order of those with equal ones (`latest`). */
  readonly order?: 'rows' | 'times';
  /**
   * The result of the same values in another order is the same, and so is the result of fewer of them: of numbers the smallest and the
   * largest, or of all values each text once. Undefined: more than that matters.
   */
  readonly needs?: 'extremes' | 'distinct';
  /** It may have something to say about the data (`EvalContext.note`), besides what the room for its values says. */
  readonly notes?: true;
  /**
   * `room`: what all states of the command may hold together; a value for which it has none is left out. `parameter` is the number in
   * the name, for parameterized functions.
   */
  create(context: EvalContext, room: HeldRoom, parameter?: number, options?: AggregateOptions): Accumulator;
  /** The same for all groups of a command, for functions that take one value after the other and not their times. */
  createGrouped?(room: HeldRoom): GroupedAccumulator;
  /** Each: values of x in input order (with `_time` 1, 2, 3 …) and the result. */
  readonly examples: readonly {
    readonly call: string;
    readonly values: readonly string[];
    readonly result: string | readonly string[] | null;
  }[];
}

/** Freezes the definition of an aggregation. */
export function defineAggregate(definition: AggregateFunction): AggregateFunction {
  return Object.freeze(definition);
}
