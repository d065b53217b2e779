import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { NodeOf } from '../../plan/plan.js';
import { once } from '../../support/once.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import type { LookupIndex } from '../../values/lookup/lookup-index.js';
import { multivalue, type Scalar, valuesOf } from '../../values/value.js';
import type { ExecContext } from '../context.js';
import type { LookupTableView } from '../lookups/lookup-source.js';
import type { OperatorCompiler, Run } from '../operator.js';

interface Output {
  readonly table: string;
  readonly event: string;
}

/** `lookup`: fields from the rows of a table that agree with the event (spl-commands 8.1). */
export function compileLookup(node: NodeOf<'lookup'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  return async function* (context) {
    let apply: ((event: Event) => void) | undefined;
    for await (const batch of input(context)) {
      // Not before the first rows: what they come from may have written the table.
      apply ??= await rowLookup(node, context);
      if (apply === undefined) return;
      for (const event of batch) apply(event);
      yield batch;
    }
  };
}

/** {@link compileLookup} for one row; undefined where there is no such table, which is reported. */
export async function rowLookup(
  node: NodeOf<'lookup'>,
  context: ExecContext,
): Promise<((event: Event) => void) | undefined> {
  const table = await context.lookups.table(node.table);
  if (table === undefined) context.report(diagnostic('unknown-lookup', { table: node.table }));
  return table === undefined ? undefined : lookUpIn(table, node, context);
}

function lookUpIn(table: LookupTableView, node: NodeOf<'lookup'>, context: ExecContext): (event: Event) => void {
  const keys = node.inputs.map((each) => each.table);
  const fields = node.inputs.map((each) => each.event);
  // Most searches find no event, and some tables are long.
  const indexOf = once(() => table.index(keys, context));
  const given = node.outputs;
  const outputs: readonly Output[] =
    given ?? table.fields.filter((field) => !keys.includes(field)).map((field) => ({ table: field, event: field }));
  const clears = node.overwrite && given !== undefined && context.semantics.lookupOutputNoMatch === 'cleared';
  const timed = table.timeField !== undefined;
  const texts: string[] = new Array(keys.length).fill('');
  return (event) => {
    let wanted = outputs;
    if (!node.overwrite) {
      wanted = outputs.filter((output) => !event.has(output.event));
      if (wanted.length === 0) return;
    }
    let several = false;
    for (let i = 0; i < fields.length; i++) {
      const value = event.get(fields[i]!);
      if (value === null) return;
      if (typeof value === 'object') several = true;
      else texts[i] = scalarText(value);
    }
    const time = timed ? toNumber(event.get('_time')) : undefined;
    // An event without an input is not looked up; here its time is one.
    if (time === null) return;
    const index = indexOf();
    if (several) {
      lookUpEach(event, fields, wanted, (inputs) => index.find(inputs, time), index, clears);
      return;
    }
    const rows = index.find(texts, time);
    for (const output of wanted) {
      const cells = index.cells(rows, output.table);
      if (cells.length > 0) event.set(output.event, multivalue(cells));
      else if (rows.length > 0 || clears) event.delete(output.event);
    }
  };
}

/** Combinations of the values of multivalue inputs that are looked up at most. */
const mostCombinations = 10_000;

/** Every value of a multivalue input is looked up; what is found is put one after the other (spl-commands 8.1). */
function lookUpEach(
  event: Event,
  fields: readonly string[],
  wanted: readonly Output[],
  find: (inputs: readonly string[]) => readonly number[],
  index: LookupIndex,
  clears: boolean,
): void {
  let combinations: Scalar[][] = [[]];
  for (const field of fields) {
    const values = valuesOf(event.get(field));
    if (combinations.length * values.length > mostCombinations) break;
    combinations = combinations.flatMap((each) => values.map((value) => [...each, value]));
  }
  const found = new Map<Output, string[]>(wanted.map((output) => [output, []]));
  let matched = false;
  for (const combination of combinations) {
    if (combination.length < fields.length) continue;
    const rows = find(combination.map(scalarText));
    if (rows.length > 0) matched = true;
    for (const [output, cells] of found) for (const cell of index.cells(rows, output.table)) cells.push(cell);
  }
  for (const [output, cells] of found) {
    if (cells.length > 0) event.set(output.event, multivalue(cells));
    else if (matched || clears) event.delete(output.event);
  }
}
