import type { PlacedSchedule, Schedule } from '../../content/deployment.js';
import type { Label } from '../../diagnostics/diagnostic.js';
import { parseTimeSpec } from '../../values/time/spec.js';
import { defineRule, type RuleContext } from '../define.js';
import { keyPlace } from '../place.js';
import { cronProblem } from '../schedule.js';

/** A schedule that Splunk would refuse. */
export const scheduleInvalid = defineRule({
  id: 'schedule-invalid',
  severity: 'error',
  category: 'time',
  what: 'A cron schedule, time range or schedule window is missing or cannot be read.',
  why: 'Splunk refuses to schedule the search, or runs it at another time than meant.',
  fix: 'A schedule has five fields (`0 * * * *`), a time looks like `-70m@m`, a window is `auto` or a number of minutes.',
  contentctl: [
    'deployment: cron, earliest, latest, window valid',
    'inline deployment checked',
    'a search has at most one of schedule and custom_schedule',
  ],
  good: [
    {
      files: {
        'schedules/s.yml':
          'name: S\ncron_schedule: 0 * * * *\nearliest_time: -70m@m\nlatest_time: -10m@m\nschedule_window: auto',
      },
    },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m, schedule_window: auto}',
      },
    },
  ],
  bad: [
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\ncustom_schedule: {cron_schedule: '0 * * * *', earliest_time: -70m}",
    },
    { files: { 'schedules/s.yml': 'name: S\ncron: 0 * * * *' } },
    {
      files: {
        'baselines/b.yml':
          'name: B\nsearch: index=a\ntype: Baseline\ndeployment:\n  scheduling: {cron_schedule: "0 25 * * *"}',
      },
    },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "61 * * *", earliest_time: -70m@m, latest_time: now}',
      },
    },
    { yaml: 'deployment:\n  scheduling: {cron_schedule: "0 25 * * *", earliest_time: soon, latest_time: now}' },
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\nschedule: Default\ncustom_schedule: {cron: '0 * * * *', earliest: -70m, latest: now}",
    },
  ],
  detection(detection, cx) {
    const { deployment, schedule, scheduleAt } = detection;
    if (deployment !== undefined) judge(deployment, keyPlace(detection, 'deployment'), cx);
    if (schedule !== undefined) {
      const at = keyPlace(detection, 'custom_schedule');
      askForParts('The schedule of the detection', schedule, at, cx);
      judge({ schedule, scheduleAt }, at, cx);
    }
    if (schedule !== undefined && detection.scheduleName !== undefined)
      cx.report('A detection has a `schedule` or a `custom_schedule`, not both.', { at: detection.scheduleName.at });
  },
  baseline(baseline, cx) {
    if (baseline.deployment !== undefined) judge(baseline.deployment, keyPlace(baseline, 'deployment'), cx);
  },
  deployment(deployment, cx) {
    const { at, schedule } = deployment;
    if (at === undefined) return;
    askForParts(`The schedule \`${deployment.name}\``, schedule, at, cx);
    judge(deployment, at, cx);
  },
});

function askForParts(subject: string, { cron, earliest, latest }: Schedule, at: Label, cx: RuleContext): void {
  for (const [what, text] of [
    ['cron schedule', cron],
    ['earliest time', earliest],
    ['latest time', latest],
  ] as const)
    if (text === undefined) cx.report(`${subject} has no ${what}.`, { at });
}

/** `at` is the place of a part whose own is not known. */
function judge({ schedule, scheduleAt }: PlacedSchedule, at: Label, cx: RuleContext): void {
  const { cron, window } = schedule;
  const problem = cron === undefined ? undefined : cronProblem(cron);
  if (problem !== undefined)
    cx.report(`The schedule \`${cron}\` cannot be read: ${problem}.`, { at: scheduleAt?.cron ?? at });
  for (const part of ['earliest', 'latest'] as const) {
    const text = schedule[part];
    if (text === undefined) continue;
    const spec = parseTimeSpec(text);
    if ('error' in spec) cx.report(`\`${text}\` is no time: ${spec.error}`, { at: scheduleAt?.[part] ?? at });
  }
  if (window !== undefined && !/^(?:auto|\d{1,4})$/.test(window))
    cx.report(`The schedule window \`${window}\` is neither \`auto\` nor a number of minutes.`, {
      at: scheduleAt?.window ?? at,
    });
}
