import type { Plan, PlanNode, SourceNode } from '../../plan/plan.js';
import { once } from '../../support/once.js';
import type { SearchExpression } from '../../syntax/ast.js';
import type { TestedFilters } from '../context.js';
import { aggregatedFields, type SourceReads } from './aggregated-fields.js';
import { hasSubsearch, sourceFilters } from './source-filters.js';

/** What a plan tells of the rows of one of its sources before it is run. */
export interface PlanSource {
  /** The conditions of the filters directly behind it: rows that do not fit them all may be left out. */
  readonly conditions: readonly SearchExpression[];
  /** All that is asked of its rows; undefined where that may be anything. */
  reads(): SourceReads | undefined;
}

/** The sources of a plan, and of the plans that are made while it runs. */
export class PlanSources implements TestedFilters {
  readonly #sources = new Map<SourceNode, PlanSource>();
  readonly #tested = new Set<PlanNode>();

  constructor(plan: Plan) {
    this.include(plan);
  }

  get(node: SourceNode): PlanSource | undefined {
    return this.#sources.get(node);
  }

  nodes(): Iterable<SourceNode> {
    return this.#sources.keys();
  }

  isTested(filter: PlanNode): boolean {
    return this.#tested.has(filter);
  }

  include(plan: Plan): () => void {
    const filters = sourceFilters(plan);
    const reads = once(() => aggregatedFields(plan));
    const tested: PlanNode[] = [];
    for (const [node, behind] of filters) {
      this.#sources.set(node, {
        conditions: behind.map(({ condition }) => condition.expression),
        reads: () => reads().get(node),
      });
      // Data points of metrics are not told apart.
      if (node.kind === 'metrics') continue;
      for (const filter of behind) if (!hasSubsearch(filter.condition.expression)) tested.push(filter);
    }
    for (const filter of tested) this.#tested.add(filter);
    return () => {
      for (const node of filters.keys()) this.#sources.delete(node);
      for (const filter of tested) this.#tested.delete(filter);
    };
  }
}
