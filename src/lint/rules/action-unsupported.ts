import type { ContentMap } from '../../content/node.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** E-mail, Slack and SOAR actions, which no build carries out. */
export const actionUnsupported = defineRule({
  id: 'action-unsupported',
  severity: 'warning',
  category: 'metadata',
  what: 'A deployment inside a detection asks for an e-mail, Slack or Phantom action.',
  why: 'The build does not write these actions: nobody is told.',
  fix: 'Set the action up in Splunk, and remove it from the file.',
  contentctl: ['email/slack/phantom actions are "not implemented"'],
  good: [{}],
  bad: [{ yaml: 'deployment:\n  alert_action:\n    email: {message: m, subject: s, to: t}' }],
  detection(detection, cx) {
    const actions = mapAt(mapAt(detection.document, 'deployment'), 'alert_action');
    for (const key of ['email', 'slack', 'phantom']) {
      if (actions?.entries.has(key))
        cx.report(`The action \`${key}\` is not carried out.`, {
          at: keyPlace(detection, 'deployment', 'alert_action', key),
        });
    }
  },
});

function mapAt(map: ContentMap | undefined, key: string): ContentMap | undefined {
  const value = map?.entries.get(key)?.value;
  return value?.kind === 'map' ? value : undefined;
}
