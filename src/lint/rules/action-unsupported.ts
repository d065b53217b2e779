import type { Deployment } from '../../content/deployment.js';
import { defineRule, type RuleContext } from '../define.js';

/** E-mail, Slack and SOAR actions, which no build carries out. */
export const actionUnsupported = defineRule({
  id: 'action-unsupported',
  severity: 'warning',
  category: 'metadata',
  what: 'A deployment, alone or inside a detection, asks for an e-mail, Slack or Phantom action.',
  why: 'The build does not write these actions: nobody is told.',
  fix: 'Set the action up in Splunk, and remove it from the file.',
  contentctl: ['email/slack/phantom actions are "not implemented"'],
  good: [{}],
  bad: [
    { yaml: 'deployment:\n  alert_action:\n    email: {message: m, subject: s, to: t}' },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}\nalert_action: {rba: {enabled: true}, slack: {channel: c, message: m}}',
      },
    },
  ],
  detection({ deployment }, cx) {
    judge(deployment, cx);
  },
  baseline({ deployment }, cx) {
    judge(deployment, cx);
  },
  deployment(deployment, cx) {
    judge(deployment, cx);
  },
});

function judge(deployment: Deployment | undefined, cx: RuleContext): void {
  for (const { text, at } of deployment?.otherActions ?? [])
    cx.report(`The action \`${text}\` is not carried out.`, { at });
}
