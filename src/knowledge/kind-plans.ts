import type { Decision } from './decision.js';
import { FieldPlan, type KindProbe } from './field-plan.js';

/** Events of a kind from which on it has plans of its own. */
const leastSeen = 12;
/** Plans of kinds at most: the input decides how many kinds there are. */
const maxPlans = 600;

/** How many plans the kinds of a run have. */
export interface PlanCount {
  plans: number;
}

/** How the events of one kind come by their fields, by the definitions that describe them. */
export class KindPlans {
  readonly #probe: (decision: Decision) => KindProbe;
  readonly #count: PlanCount;
  readonly #plans = new Map<Decision, FieldPlan>();
  #seen = 0;

  /** `probe`: an event of the kind that these definitions describe, which has not been asked for anything. */
  constructor(count: PlanCount, probe: (decision: Decision) => KindProbe) {
    this.#count = count;
    this.#probe = probe;
  }

  of(decision: Decision): FieldPlan {
    const known = this.#plans.get(decision);
    if (known !== undefined) return known;
    if (++this.#seen <= leastSeen || this.#count.plans >= maxPlans) return decision.plan;
    this.#count.plans++;
    const plan = new FieldPlan(decision.sources, () => this.#probe(decision));
    this.#plans.set(decision, plan);
    return plan;
  }
}
