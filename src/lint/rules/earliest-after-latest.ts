import type { Label } from '../../diagnostics/diagnostic.js';
import { defineRule } from '../define.js';
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
    if (detection.schedule !== undefined) judge(detection.schedule, keyPlace(detection, 'custom_schedule'));
    if (detection.deployment !== undefined) judge(detection.deployment.schedule, keyPlace(detection, 'deployment'));

    function judge({ earliest, latest }: { earliest?: string; latest?: string }, at: Label): void {
      const window = windowOf(earliest, latest);
      if (window !== undefined && window <= 0)
        cx.report(`The schedule runs from \`${earliest}\` to \`${latest ?? 'now'}\`, which is no time.`, { at });
    }
  },
  deployment({ schedule: { earliest, latest }, at }, cx) {
    const window = windowOf(earliest, latest);
    if (window !== undefined && window <= 0 && at !== undefined)
      cx.report(`The schedule runs from \`${earliest}\` to \`${latest ?? 'now'}\`, which is no time.`, { at });
  },
});
