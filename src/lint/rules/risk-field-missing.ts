import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';

/** A risk object, threat object or finding entity whose field the search does not give. */
export const riskFieldMissing = defineRule({
  id: 'risk-field-missing',
  severity: 'error',
  category: 'fields',
  what: 'A risk object, threat object or finding entity names a field that never leaves the search.',
  why: 'The field is null in every row, so the detection makes no risk event and no finding for it, without any error.',
  fix: 'Name a field of the result, or carry the field through `stats`, `table` and `fields` to the end.',
  contentctl: ['risk and threat fields occur in the search'],
  good: [{ search: 'index=a sourcetype=b | stats count by dest' }],
  bad: [
    { search: 'index=a sourcetype=b | stats count by ComputerName' },
    {
      search: 'index=a sourcetype=b | stats count by src_dest, dest2',
      yaml: 'rba:\n  message: Seen $dest2$\n  risk_objects:\n    - {field: dest2, type: system, score: 10}\n  threat_objects:\n    - {field: dest, type: ip_address}',
    },
  ],
  detectionSearch(search, cx) {
    const { risk } = search.detection;
    const named = [
      ...risk.entities.map((each) => ({ each, what: 'risk object' })),
      ...risk.threatObjects.map((each) => ({ each, what: 'threat object' })),
      ...(risk.finding?.entity === undefined ? [] : [{ each: risk.finding.entity, what: 'finding entity' }]),
    ];
    for (const { each, what } of named) {
      if (leavesSearch(search, each.field)) continue;
      cx.report(`The ${what} \`${each.field}\` is no field of the result: it never leaves the search.`, {
        at: each.at,
        ...whyMissing(search, each.field),
      });
    }
  },
});
