import type { PlacedSchedule } from '../../content/deployment.js';
import type { Label } from '../../diagnostics/diagnostic.js';
import { defineRule, type RuleContext } from '../define.js';
import { keyPlace, searchPlace } from '../place.js';
import { windowOf } from '../schedule.js';

/** A time range that ends before it begins. */
export const earliestAfterLatest = defineRule({
  id: 'earliest-after-latest',
  severity: 'error',
  category: 'time',
  what: 'The earliest time of a search or schedule is not before its latest time.',
  why: 'The search covers no time and finds nothing.',
  fix: 'Swap the two, or correct them.',
  good: [{ search: 'index=a sourcetype=b earliest=-1h latest=now | stats count by dest' }],
  bad: [
    { search: 'index=a sourcetype=b earliest=-1h latest=-2h | stats count by dest' },
    { search: 'index=a sourcetype=b earliest=1700000000 latest=1600000000 | stats count by dest' },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -10m@m, latest_time: -70m@m}',
      },
    },
  ],
  search(search, cx) {
    for (const { node } of search.flow?.nodes.values() ?? []) {
      if (node.kind !== 'scan' && node.kind !== 'dataset') continue;
      const { earliest, latest } = node.window;
      const window = windowOf(earliest, latest);
      if (window === undefined || window > 0) continue;
      const at = search.compiled.source.text.indexOf('earliest');
      cx.report(`The search runs from \`${earliest}\` to \`${latest ?? 'now'}\`, which is no time.`, {
        at: searchPlace(search, { start: Math.max(0, at), end: Math.max(0, at) + 8 }),
      });
    }
  },
  detection(detection, cx) {
    const { deployment, schedule, scheduleAt } = detection;
    if (schedule !== undefined) judge({ schedule, scheduleAt }, keyPlace(detection, 'custom_schedule'), cx);
    if (deployment !== undefined) judge(deployment, keyPlace(detection, 'deployment'), cx);
  },
  baseline(baseline, cx) {
    if (baseline.deployment !== undefined) judge(baseline.deployment, keyPlace(baseline, 'deployment'), cx);
  },
  deployment(deployment, cx) {
    if (deployment.at !== undefined) judge(deployment, deployment.at, cx);
  },
});

function judge({ schedule, scheduleAt }: PlacedSchedule, at: Label, cx: RuleContext): void {
  const { earliest, latest } = schedule;
  const window = windowOf(earliest, latest);
  if (window !== undefined && window <= 0)
    cx.report(`The schedule runs from \`${earliest}\` to \`${latest ?? 'now'}\`, which is no time.`, {
      at: scheduleAt?.earliest ?? at,
    });
}
