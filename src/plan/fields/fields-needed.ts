import { fieldCaptures } from '../../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../../values/wildcard.js';
import type { FieldFlow, NodeFlow } from '../fields.js';
import { inputsOf, type PlanNode } from '../plan.js';
import { bothDemands, everyField, type FieldDemand, noDemand } from './field-demand.js';

/** What a plan asks of where its rows come from. A source that is read in several places asks for the fields of all. */
export interface FieldsNeeded {
  /** Of the events of raw searches. */
  readonly events: FieldDemand;
  /** By `Model.Dataset`, or `Model` for all root data sets; names as the plan writes them. */
  readonly datasets: ReadonlyMap<string, FieldDemand>;
  readonly metrics: FieldDemand;
  /** Of each source of the plan. */
  readonly sources: ReadonlyMap<PlanNode, FieldDemand>;
}

/** The fields that a plan reads from its sources, so that nothing else need be extracted or fetched. */
export function fieldsNeeded(flow: FieldFlow): FieldsNeeded {
  const sources = new Map<PlanNode, FieldDemand>();
  demand(flow, flow.plan.root, everyField, sources);
  for (const root of flow.plan.subsearches.values()) demand(flow, root, everyField, sources);
  let events = noDemand;
  let metrics = noDemand;
  const datasets = new Map<string, FieldDemand>();
  for (const [node, asked] of sources) {
    if (node.kind === 'scan') events = bothDemands(events, asked);
    else if (node.kind === 'metrics') metrics = bothDemands(metrics, asked);
    else if (node.kind === 'dataset') {
      const name = node.dataset === undefined ? node.model : `${node.model}.${node.dataset}`;
      datasets.set(name, bothDemands(datasets.get(name) ?? noDemand, asked));
    }
  }
  return { events, datasets, metrics, sources };
}

/** Walks down with what is asked of the rows of a node; gives what a branch asks of the rows it begins with. */
function demand(
  flow: FieldFlow,
  root: PlanNode,
  wanted: FieldDemand,
  sources: Map<PlanNode, FieldDemand>,
): FieldDemand {
  let node = root;
  let asked = wanted;
  for (;;) {
    const nodeFlow = flow.nodes.get(node);
    const [first, ...others] = inputsOf(node);
    if (first === undefined || nodeFlow === undefined) {
      if (node.kind !== 'branch-input') sources.set(node, bothDemands(sources.get(node) ?? noDemand, asked));
      return node.kind === 'branch-input' ? asked : noDemand;
    }
    const before = askedOfInput(nodeFlow, asked);
    let ofFirst = before;
    for (const other of others) {
      const ofBranch = demand(
        flow,
        other,
        node.kind === 'join' || node.kind === 'append-columns' ? bothDemands(asked, before) : before,
        sources,
      );
      if (node.kind === 'append-pipe') ofFirst = bothDemands(ofFirst, ofBranch);
    }
    node = first;
    asked = ofFirst;
  }
}

/** What a node asks of its input, given what is asked of its output. */
function askedOfInput({ node, reads, makes, drops }: NodeFlow, wanted: FieldDemand): FieldDemand {
  const names = new Set<string>();
  const patterns = new Set<string>();
  const add = (name: string): void => {
    if (hasWildcard(name)) patterns.add(name);
    else names.add(name);
  };
  for (const read of reads) {
    if (/^\*+$/.test(read.name)) return everyField;
    add(read.name);
  }
  if (node.kind === 'rename') {
    for (const name of wanted.names) {
      for (const { from, to } of node.pairs) {
        const captures = hasWildcard(to) ? fieldCaptures(to, name) : null;
        if (captures !== null) add(fillWildcard(from, captures));
      }
    }
  }
  if (node.kind === 'project' && node.mode === 'keep')
    for (const name of wanted.names) if (name.startsWith('_')) add(name);
  if (drops !== 'rest') {
    if (wanted.all) return everyField;
    const made = new Set(makes);
    const isGone = (name: string): boolean =>
      made.has(name) || drops.some((pattern) => !hasWildcard(pattern) && pattern === name);
    for (const name of wanted.names) if (!isGone(name)) add(name);
    for (const pattern of wanted.patterns) add(pattern);
  }
  return { all: false, names, patterns, searched: false };
}
