import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';
import { keyPlace } from '../place.js';

/** A field that the notable shows and the search does not give. */
export const notableFieldMissing = defineRule({
  id: 'notable-field-missing',
  severity: 'info',
  category: 'fields',
  what: 'The deployment of the detection shows a field in its notable that never leaves the search.',
  why: 'The notable is made, with an empty place where the analyst looks first.',
  fix: 'Carry the field to the end of the search, or give the detection a deployment with other `nes_fields`.',
  good: [{ search: 'index=a sourcetype=b | stats count by dest, user' }],
  bad: [{ search: 'index=a sourcetype=b | stats count by dest' }],
  detectionSearch(search, cx) {
    const { detection } = search;
    const deployment = cx.content.catalog.deploymentFor(detection);
    for (const field of deployment.notable?.fields ?? []) {
      if (leavesSearch(search, field)) continue;
      const { related, help } = whyMissing(search, field);
      const own = detection.deployment === undefined ? keyPlace(detection, 'type') : keyPlace(detection, 'deployment');
      const from =
        deployment.at === undefined
          ? []
          : [{ ...deployment.at, message: `the deployment asks for \`${deployment.notable?.fields.join(', ')}\`` }];
      cx.report(`The notable shows \`${field}\`, which never leaves the search.`, {
        at: own,
        related: [...related, ...from],
        help,
      });
    }
  },
});
