import { defineRule } from '../define.js';

/** Not exactly one deployment for a type. */
export const deploymentResolution = defineRule({
  id: 'deployment-resolution',
  severity: 'error',
  category: 'references',
  what: 'A type of detection has several deployments, or none in a repository that brings deployments; or a detection names a schedule that does not exist.',
  why: 'Which schedule and which actions a detection gets is left to the order of files.',
  fix: 'Keep one deployment per type.',
  contentctl: ['exactly one deployment resolves for the type'],
  good: [
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}\nalert_action: {rba: {enabled: true}}',
      },
    },
  ],
  bad: [
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: Anomaly\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}',
      },
    },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}',
        'deployments/e.yml':
          'name: E\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}',
      },
    },
  ],
  content(cx) {
    const byType = new Map<string, string>();
    for (const { type, name, at } of cx.content.deployments) {
      if (type === undefined || at === undefined) continue;
      const earlier = byType.get(type.toLowerCase());
      if (earlier !== undefined)
        cx.report(`The type ${type} has two deployments: \`${earlier}\` and \`${name}\`.`, { at });
      else byType.set(type.toLowerCase(), name);
    }
    if (byType.size === 0) return;
    const said = new Set<string>();
    for (const search of cx.content.searches) {
      const type = search.type.toLowerCase();
      if (search.format === undefined || search.format === 'escu6') continue;
      if (search.hasDeployment || byType.has(type) || said.has(type)) continue;
      said.add(type);
      cx.report(`No deployment is for the type ${search.type}; the published default is used.`, {
        at: search.at.type,
      });
    }
  },
  detection(detection, cx) {
    const name = detection.scheduleName;
    if (name !== undefined && cx.content.catalog.deployment(name.text) === undefined)
      cx.report(`There is no schedule \`${name.text}\`.`, { at: name.at });
  },
});
