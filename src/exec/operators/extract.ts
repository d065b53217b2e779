import type { NodeOf } from '../../plan/plan.js';
import type { ExtractMethod } from '../../plan/nodes/row.js';
import type { Event } from '../../values/event.js';
import { compileRex, compileSedExtract } from '../extract/rex.js';
import type { ExecContext } from '../context.js';
import { mapBatches, type OperatorCompiler, type Run } from '../operator.js';

/** Takes fields out of one row, in place. */
export type RowExtraction = (event: Event, context: ExecContext) => void;

type Methods = { readonly [N in ExtractMethod['name']]?: (method: ExtractMethod & { name: N }, compiler: OperatorCompiler) => RowExtraction };

const methods: Methods = { rex: compileRex, sed: compileSedExtract };

/** `extract`: new fields out of the text of others, row by row. */
export function compileExtract(node: NodeOf<'extract'>, compiler: OperatorCompiler): Run {
  const make = methods[node.method.name] as ((method: ExtractMethod, compiler: OperatorCompiler) => RowExtraction) | undefined;
  if (make === undefined) throw new Error(`no extraction ${node.method.name}`);
  const extract = make(node.method, compiler);
  return mapBatches(compiler.compile(node.input), (batch, context) => {
    for (const event of batch) extract(event, context);
    return batch;
  });
}
