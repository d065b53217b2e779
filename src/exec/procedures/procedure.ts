import type { ColumnOrder } from '../../plan/column-order.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { OperatorCompiler, Run } from '../operator.js';

/**
 * A procedure made ready: takes the rows before it, gives those after it. `wholeTable` serves those that need every
 * row at once; others count as the rows come. `columns` is the order in which the fields of the rows before it stand, and
 * those that exist though no row may have them.
 */
export type ProcedureCompiler<N extends TableProcedure['name']> = (
  procedure: TableProcedure & { readonly name: N },
  input: Run,
  compiler: OperatorCompiler,
  columns: ColumnsBefore,
) => Run;

export interface ColumnsBefore extends ColumnOrder {
  readonly declared: readonly string[];
}

/** How each procedure runs. Total: a procedure without an answer does not compile. */
export type Procedures = { readonly [N in TableProcedure['name']]: ProcedureCompiler<N> };
