import { inputsOf, type PlanNode } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { Pipeline } from '../syntax/ast.js';

/** A command of the main pipeline and the operators it was lowered to, input first. */
export interface PlanStep {
  /** The command's own name. */
  readonly command: string;
  readonly span: Span;
  readonly nodes: readonly PlanNode[];
}

/** The nodes on the way of the rows, from where they begin to the root: right sides of joins and branches are not on it. */
export function mainChain(root: PlanNode): PlanNode[] {
  const chain = [root];
  for (let node = inputsOf(root)[0]; node !== undefined; node = inputsOf(node)[0]) chain.push(node);
  return chain.reverse();
}

/** The commands of a search that became part of its plan, in order; a command that changes nothing has no nodes. */
export function stepsOf(root: PlanNode, tree: Pipeline): PlanStep[] {
  const chain = mainChain(root);
  const steps: { command: string; span: Span; nodes: PlanNode[] }[] = tree.commands.map((each) => ({
    command: each.kind === 'error' ? '' : each.name,
    span: each.span,
    nodes: [],
  }));
  let at = 0;
  for (const node of chain) {
    const found = steps.findIndex(
      ({ span }, index) => index >= at && node.span.start >= span.start && node.span.end <= span.end,
    );
    if (found >= 0) at = found;
    steps[at]?.nodes.push(node);
  }
  return steps;
}

/** A stretch of a search on one line, cut to a length. */
export function spanText(source: Source, { start, end }: Span, most = 200): string {
  const text = source.text
    .slice(start, Math.min(end, start + 4 * most))
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
