import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { NodeOf } from '../../plan/plan.js';
import { inBatches, type Run } from '../operator.js';

/** `unsupported`: the check before the run has refused the search; should one get here, it is an error as well. */
export function compileUnsupported(node: NodeOf<'unsupported'>): Run {
  return (context) => {
    context.report(diagnostic('unsupported', { command: node.command, reason: node.reason }));
    return inBatches([]);
  };
}
