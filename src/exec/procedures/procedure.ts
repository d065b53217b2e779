import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { PlanNode } from '../../plan/plan.js';
import type { OperatorCompiler, Run } from '../operator.js';

/**
 * A procedure made ready: takes the rows before it, gives those after it. `wholeTable` serves those that need every
 * row at once; others count as the rows come. `before`: the operator that gives the rows.
 */
export type ProcedureCompiler<N extends TableProcedure['name']> = (
  procedure: TableProcedure & { readonly name: N },
  input: Run,
  compiler: OperatorCompiler,
  before: PlanNode,
) => Run;

/** How each procedure runs. Total: a procedure without an answer does not compile. */
export type Procedures = { readonly [N in TableProcedure['name']]: ProcedureCompiler<N> };
