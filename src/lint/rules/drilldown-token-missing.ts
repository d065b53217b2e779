import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';
import { openTokensOf, tokensOf } from '../tokens.js';

/** A `$field$` of a drill-down that the search does not give. */
export const drilldownTokenMissing = defineRule({
  id: 'drilldown-token-missing',
  severity: 'warning',
  category: 'fields',
  what: 'A `$field$` in the name or search of a drill-down names a field that never leaves the search, or lacks its second dollar.',
  why: 'The drill-down opens with the literal token, and finds nothing.',
  fix: 'Use a field of the result in the drill-down.',
  good: [
    {
      yaml: 'drilldown_searches:\n  - name: View $dest$\n    search: \'%original_detection_search% | search dest="$dest$"\'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: More\n    search: index=x\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b | stats count by dest',
      yaml: 'drilldown_searches:\n  - name: View $user$\n    search: \'%original_detection_search% | search user="$user$"\'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: More\n    search: index=x\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
    },
    {
      search: 'index=a sourcetype=b | stats count by dest',
      yaml: 'drilldown_searches:\n  - name: View $dest$\n    search: \'%original_detection_search% | search dest="$dest"\'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: More\n    search: index=x\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
    },
  ],
  detectionSearch(search, cx) {
    for (const { name, search: text } of search.detection.drilldowns) {
      for (const part of [name, text]) {
        for (const { field, span } of tokensOf(part)) {
          if (leavesSearch(search, field)) continue;
          cx.report(`The drill-down uses \`$${field}$\`, and \`${field}\` never leaves the search.`, {
            at: { source: part, span },
            ...whyMissing(search, field),
          });
        }
        for (const { field, span } of openTokensOf(part)) {
          if (search.flow?.output.fields.has(field) !== true) continue;
          cx.report(`\`$${field}\` stands for itself: its second dollar is missing.`, {
            at: { source: part, span },
            help: [`Write \`$${field}$\`.`],
          });
        }
      }
    }
  },
});
