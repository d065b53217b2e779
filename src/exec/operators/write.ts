import type { NodeOf } from '../../plan/plan.js';
import { Event } from '../../values/event.js';
import type { ExecContext } from '../context.js';
import { writtenTable } from '../lookups/written-table.js';
import { type OperatorCompiler, type Run, wholeTable } from '../operator.js';

/**
 * `write`: rows put into a table or file and passed on. Tables belong to the run; to a disk they go only through the
 * writer of whoever runs the search (spl-commands 8.3).
 */
export function compileWrite(node: NodeOf<'write'>, compiler: OperatorCompiler): Run {
  const { target } = node;
  return wholeTable(
    compiler.compile(node.input),
    target.kind === 'index' ? 'collect' : 'outputlookup',
    async (rows, context) => {
      const written = node.max === undefined ? rows : rows.slice(0, node.max);
      if (written.length === 0 && !(await writesNoRows(node, context))) return rows;
      if (target.kind !== 'index') await putTable(node, written, context);
      if (context.writer !== undefined) {
        // Of rows with keys the whole table is written: some of its rows have been replaced.
        if (node.keyField === undefined) await context.writer.write(target, written, node.append);
        else await context.writer.write(target, await tableEvents(target.name, context), false);
      } else if (target.kind === 'index')
        context.note(`collect wrote nothing: no place for the index ${target.name} was given.`);
      return rows;
    },
  );
}

/** Whether no rows are written too: they empty a table that exists, or make one. */
async function writesNoRows(node: NodeOf<'write'>, context: ExecContext): Promise<boolean> {
  if (node.append || node.target.kind === 'index') return false;
  const exists = (await context.lookups.table(node.target.name)) !== undefined;
  return exists ? node.overrideIfEmpty : node.createEmpty;
}

async function tableEvents(name: string, context: ExecContext): Promise<Event[]> {
  const table = await context.lookups.table(name);
  if (table === undefined) return [];
  return table.rows.map((row) => Event.of(table.fields.map((field, column) => [field, row[column] ?? null])));
}

async function putTable(node: NodeOf<'write'>, rows: readonly Event[], context: ExecContext): Promise<void> {
  const { name } = node.target;
  const before = node.append ? await context.lookups.table(name) : undefined;
  await context.lookups.put(name, writtenTable(rows, before, node));
}
