import type { Deployment } from '../../content/deployment.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule, type RuleContext } from '../define.js';

/** What the build puts into the texts of a deployment. */
const tokens = ['name', 'description'];

const example = (title: string) =>
  `name: D\ntype: TTP\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}\nalert_action: {rba: {enabled: true}, notable: {rule_title: '${title}', rule_description: '%description%', nes_fields: [user, dest]}}`;

/** A token in the text of a notable that nothing fills. */
export const notableToken = defineRule({
  id: 'notable-token',
  severity: 'warning',
  category: 'metadata',
  what: 'The title or description of the notable of a deployment has a misspelt or half `%name%` or `%description%`.',
  why: 'Only these two are filled in; anything else is shown as it is written, in every notable of the type.',
  fix: 'Write `%name%` or `%description%`; fields of the result are written `$field$`.',
  good: [{ files: { 'deployments/d.yml': example('%name% on $dest$, 100% sure') } }],
  bad: [
    { files: { 'deployments/d.yml': example('%nmae%') } },
    { files: { 'deployments/d.yml': example('%name on $dest$') } },
  ],
  detection({ deployment }, cx) {
    if (deployment !== undefined) judge(deployment, cx);
  },
  deployment: judge,
});

function judge({ notable }: Deployment, cx: RuleContext): void {
  for (const { text, at } of notable?.texts ?? []) {
    const rest = text.replace(/%(\w+)%/g, (whole, token: string) => {
      if (tokens.includes(token)) return '';
      const near = suggest(token, tokens, 1).map((each) => `%${each}%`);
      cx.report(`Nothing fills \`${whole}\`.`, { at, help: didYouMean(near) });
      return '';
    });
    const half = /%(?:name|description)\b|\b(?:name|description)%/.exec(rest)?.[0];
    if (half !== undefined) cx.report(`\`${half}\` lacks one of its percent signs.`, { at });
  }
}
