import type { Engine, EngineInput, EngineJob, JobOutcome } from '../../src/api/engine.js';
import { eventsOf } from '../../src/api/passes/pass-rows.js';
import { createScanSources, type ScanPass } from '../../src/api/passes/scan-sources.js';
import { createContext } from '../../src/api/run.js';
import { hasErrors } from '../../src/diagnostics/diagnostic.js';
import { checkRun } from '../../src/exec/check-run.js';
import { executePlan } from '../../src/exec/execute.js';
import type { PlanObserver } from '../../src/exec/plan-observer.js';
import { newestFirst } from '../../src/plan/order.js';

/** The engine as simple as it can be: one search after the other, each reads every event. What the built-in one is measured by. */
export const unmergedEngine: Engine = {
  async run(jobs, input) {
    const outcomes: JobOutcome[] = [];
    for (const job of jobs) outcomes.push(await runAlone(job, input));
    return outcomes;
  },
};

/** A plan that is looked at runs every node by itself: no group is left out early, no side of a join unread. */
const lookingOn: PlanObserver = { after: (_node, rows) => rows };

async function runAlone(job: EngineJob, { open, knowledge, catalog, lookups }: EngineInput): Promise<JobOutcome> {
  async function* pass(): ScanPass {
    for await (const batch of eventsOf(open())) yield batch.map((raw) => knowledge.scanned(raw));
  }
  const context = createContext({
    catalog,
    settings: job.settings,
    sources: createScanSources(knowledge, pass),
    lookups,
    newestFirst: job.newestFirst === true,
    report: (found) => job.report(found),
  });
  const plan = context.newestFirst ? newestFirst(job.plan) : job.plan;
  try {
    const found = await checkRun(job.plan, context, job.source);
    for (const each of found) job.report(each);
    if (hasErrors(found)) return { kind: 'refused' };
    for await (const rows of executePlan(plan, context, lookingOn)) await job.receive(rows);
    return { kind: 'done' };
  } catch (error) {
    return { kind: 'crashed', error };
  }
}
