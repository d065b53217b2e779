import { everyField, type FieldDemand } from '../fields/field-demand.js';
import { inputsOf, type NodeOf, type PlanKind, type PlanNode } from '../plan.js';

/** What is left of an operator when only some fields of its rows are asked for. */
export interface Narrowed {
  /** The operator over the inputs it had; undefined: it does nothing more, and its rows are those of its first input. */
  readonly node: PlanNode | undefined;
  /** What is asked of the rows of each of its inputs. */
  readonly inputs: readonly FieldDemand[];
}

/**
 * Leaves of each kind of operator what somebody asks for. The rows stay as many and in their order, with the same values in the fields
 * asked for; what is said about them stays the same too, so that operators with something to say are kept. The fields of a row may
 * come to stand in another order, as long as not all of them are asked for.
 */
export type NarrowingByKind<K extends PlanKind = PlanKind> = {
  readonly [P in K]: (node: NodeOf<P>, wanted: FieldDemand) => Narrowed;
};

/** An operator that is kept, and asks this of its inputs. */
export function kept(node: PlanNode, ...inputs: readonly FieldDemand[]): Narrowed {
  return { node, inputs };
}

/** An operator, or what it does, with those of its parts that are left; the same where none is gone. */
export function withLeft<Whole, Key extends keyof Whole>(whole: Whole, key: Key, left: Whole[Key] & List): Whole {
  return left.length === (whole[key] as List).length ? whole : { ...whole, [key]: left };
}

type List = readonly unknown[];

/** An operator that does nothing more to the fields asked for. */
export function gone(wanted: FieldDemand): Narrowed {
  return { node: undefined, inputs: [wanted] };
}

/** An operator that may look at every field. */
export function looksAtAll(node: PlanNode): Narrowed {
  return { node, inputs: inputsOf(node).map(() => everyField) };
}
