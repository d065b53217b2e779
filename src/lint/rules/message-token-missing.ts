import type { Source } from '../../source/source.js';
import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';
import { tokensOf } from '../tokens.js';

/** A `$field$` in a risk message or finding title that the search does not give. */
export const messageTokenMissing = defineRule({
  id: 'message-token-missing',
  severity: 'error',
  category: 'fields',
  what: 'A `$field$` of a message or title names a field that never leaves the search.',
  why: 'The token is not replaced: analysts read the literal `$field$` where they expect a value.',
  fix: 'Use a field of the result, or carry the field through `stats`, `table` and `fields` to the end.',
  contentctl: ['`$message$` fields occur in the search'],
  good: [{ search: 'index=a sourcetype=b | stats count by dest' }],
  bad: [
    {
      search: 'index=a sourcetype=b | stats count by dest',
      yaml: 'rba:\n  message: $user$ did it on $dest$\n  risk_objects:\n    - {field: dest, type: system, score: 10}\n  threat_objects: []',
    },
  ],
  detectionSearch(search, cx) {
    const { risk } = search.detection;
    const texts = new Map<string, Source>();
    for (const { message } of risk.entities)
      if (message !== undefined && !texts.has(message.name)) texts.set(message.name, message);
    if (risk.finding !== undefined) texts.set('title', risk.finding.title);
    for (const text of texts.values()) {
      for (const { field, span } of tokensOf(text)) {
        if (leavesSearch(search, field)) continue;
        cx.report(`\`$${field}$\` is never replaced: \`${field}\` never leaves the search.`, {
          at: { source: text, span },
          ...whyMissing(search, field),
        });
      }
    }
  },
});
