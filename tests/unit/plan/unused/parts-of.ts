import { type Plan, type PlanNode, walkPlan } from '../../../../src/plan/plan.js';

/** The commands of a plan, subsearches too, one text for each part that can be left out by itself. */
export function partsOf({ root, subsearches }: Plan): string[] {
  return [root, ...subsearches.values()].flatMap((each) => [...walkPlan(each)].flatMap(partsOfNode));
}

function partsOfNode(node: PlanNode): string[] {
  switch (node.kind) {
    case 'aggregate':
    case 'annotate-groups':
      return [
        `${node.kind} by ${node.by.map((key) => (typeof key === 'string' ? key : key.field)).join()}`,
        ...node.aggregations.map(({ as }) => `result ${as}`),
      ];
    case 'window':
      if (node.compute.name === 'streamstats')
        return ['streamstats', ...node.compute.aggregations.map(({ as }) => `result ${as}`)];
      return node.compute.name === 'trendline' ? node.compute.lines.map(({ as }) => `line ${as}`) : [node.compute.name];
    case 'extend':
      return node.assignments.map(({ target }) => `eval ${target}`);
    case 'transform':
      return node.items.map(
        ({ change, pattern, as }) => `${change.name} ${pattern}${as === undefined ? '' : ` as ${as}`}`,
      );
    case 'lookup':
      return [`lookup ${node.table}`, ...(node.outputs ?? []).map(({ event }) => `output ${event}`)];
    case 'rename':
      return node.pairs.map(({ from, to }) => `rename ${from} as ${to}`);
    case 'fill':
      return (node.patterns ?? ['*']).map((pattern) => `fill ${pattern}`);
    case 'project':
      return [node.mode, ...node.patterns.map((pattern) => `${node.mode} ${pattern}`)];
    case 'extract':
      return [node.method.name];
    case 'bin':
      return [`bin ${node.as ?? node.field}`];
    default:
      return [node.kind];
  }
}

/** The parts of a plan that another one lacks, in their order. */
export function partsLeftOut(whole: Plan, less: Plan): string[] {
  const left = partsOf(whole);
  for (const part of partsOf(less)) {
    const at = left.indexOf(part);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
}
