import type { Span } from '../../source/span.js';
import type { Pipeline } from '../../syntax/ast.js';
import type { NodeOf, PlanKind } from '../plan.js';
import type { FieldRead } from './field-reads.js';
import type { FieldSchemas } from './field-schemas.js';
import { anyField, type FieldFact, type RowShape } from './row-shape.js';

/** What one operator does to the fields of its rows. */
export interface OperatorFlow {
  /** The rows that come out. */
  readonly output: RowShape;
  /** The fields it looks at, in the order written. */
  readonly reads: readonly FieldRead[];
  /** Fields whose old value it replaces in every row. */
  readonly makes: readonly string[];
  /** Fields and patterns it removes; `rest`: everything that it does not make or read. */
  readonly drops: readonly string[] | 'rest';
}

/** What an operator's flow may ask. */
export interface FlowContext {
  readonly schemas: FieldSchemas;
  /** The rows of the enclosing `append-pipe`; anything where there is none. */
  readonly branchInput: RowShape;
  /** Filled with the subsearches that stand inside expressions. */
  readonly pipelines: Pipeline[];
}

/** The flow of every kind of operator; `inputs` are the shapes of `inputsOf(node)`. */
export type FlowByKind<K extends PlanKind = PlanKind> = {
  readonly [P in K]: (node: NodeOf<P>, inputs: readonly RowShape[], cx: FlowContext) => OperatorFlow;
};

/** A field made by a command. */
export function madeAt(from: Span, fact: Partial<FieldFact> = {}): FieldFact {
  return { ...anyField, constraints: [], ...fact, from };
}

/** A command that leaves the fields as they are. */
export function unchanged(output: RowShape, reads: readonly FieldRead[] = []): OperatorFlow {
  return { output, reads, makes: [], drops: [] };
}
