import { inputsOf, type PlanNode } from '../../plan/plan.js';
import { Event, type FieldSource } from '../../values/event.js';
import type { Scalar, Value } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import type { OperatorCompiler, RowChange } from '../operator.js';
import { rowExtend } from '../operators/extend.js';
import { rowExtract } from '../operators/extract.js';
import { rowLookup } from '../operators/lookup.js';
import { rowRename } from '../operators/rename.js';
import { renamedColumns } from '../renamed-columns.js';

/** Whether a row of these values, one per field, comes out of commands. */
export type RowCommands = (values: readonly Scalar[]) => boolean;

/** Does its part to a row, which it may change; whether there still is one. */
type Step = (row: Event, context: ExecContext) => boolean;

/** Makes a step ready to run: tables are read. Undefined: rows do not get through. */
type StepMaker = (context: ExecContext) => Promise<Step | undefined>;

/**
 * The commands on a `branch-input` whose rows have these fields, as a function: commands that look at one row at a time. Undefined where
 * one does not, or is none of those that are known here. The function is made for a context to run in. `accepts`: what is asked of
 * rows that come out.
 */
export function compileRowCommands(
  plan: PlanNode,
  fields: readonly string[],
  compiler: OperatorCompiler,
  accepts?: (row: Event) => boolean,
): ((context: ExecContext) => Promise<RowCommands>) | undefined {
  if (new Set(fields).size < fields.length) return undefined;
  const makers: StepMaker[] = [];
  let columns = fields.map((name, place) => ({ name, place }));
  for (const node of nodesOf(plan)) {
    // Rows can have their new names from the start.
    const renamed =
      node.kind === 'rename' && makers.length === 0
        ? renamedColumns(
            node,
            columns.map(({ name }) => name),
          )
        : undefined;
    if (renamed !== undefined) {
      const before = columns;
      columns = renamed.map(({ name, place }) => ({ name, place: before[place]!.place }));
      continue;
    }
    const maker = stepMaker(node, compiler);
    if (maker === undefined) return undefined;
    makers.push(maker);
  }
  if (accepts !== undefined) makers.push(async () => accepts);
  return async (context) => {
    const steps: Step[] = [];
    for (const make of makers) {
      const step = await make(context);
      if (step === undefined) return () => false;
      steps.push(step);
    }
    const given = new GivenRow(columns);
    return (values) => {
      given.values = values;
      const row = Event.over(given);
      for (let at = 0; at < steps.length; at++) if (!steps[at]!(row, context)) return false;
      return true;
    };
  };
}

/** The row that is asked about, one after the other. */
class GivenRow implements FieldSource {
  readonly #places: ReadonlyMap<string, number>;
  values: readonly Scalar[] = [];

  constructor(columns: readonly { readonly name: string; readonly place: number }[]) {
    this.#places = new Map(columns.map(({ name, place }) => [name, place]));
  }

  get(field: string): Value {
    const place = this.#places.get(field);
    return place === undefined ? null : this.values[place]!;
  }

  fieldNames(): Iterable<string> {
    return this.#places.keys();
  }
}

/** The commands in the order in which rows go through them. */
function nodesOf(plan: PlanNode): readonly PlanNode[] {
  const nodes: PlanNode[] = [];
  for (let node = plan; node.kind !== 'branch-input'; ) {
    nodes.unshift(node);
    const [input] = inputsOf(node);
    if (input === undefined) break;
    node = input;
  }
  return nodes;
}

function stepMaker(node: PlanNode, compiler: OperatorCompiler): StepMaker | undefined {
  switch (node.kind) {
    case 'filter': {
      const test = compiler.condition(node.condition);
      return async () => test;
    }
    case 'extend':
      return changing(rowExtend(node, compiler));
    case 'extract':
      return changing(rowExtract(node, compiler));
    case 'rename':
      return changing(rowRename(node));
    case 'lookup':
      return async (context) => {
        const lookUp = await rowLookup(node, context);
        return lookUp === undefined ? undefined : stepOf(lookUp);
      };
    default:
      return undefined;
  }
}

function changing(change: RowChange): StepMaker {
  const step = stepOf(change);
  return async () => step;
}

function stepOf(change: RowChange): Step {
  return (row, context) => {
    change(row, context);
    return true;
  };
}
