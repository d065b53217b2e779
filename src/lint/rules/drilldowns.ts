import { parseTimeSpec } from '../../values/time/spec.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** Too few drill-downs, or ones that do not lead back to the results. */
export const drilldownsRule = defineRule({
  id: 'drilldowns',
  severity: 'warning',
  category: 'metadata',
  what: 'A production detection that makes findings has fewer than two drill-downs, none that begins with its own search, or one without a time.',
  why: 'Analysts open the results of a finding through its drill-downs.',
  fix: 'Add a drill-down with `%original_detection_search%` and one to the risk of the entity.',
  contentctl: [
    'production non-Hunting has ≥2 drilldowns, one of which contains `%original_detection_search%`',
    'drilldown name/search/offset present and within length',
  ],
  good: [{}, { yaml: 'type: Hunting\ndrilldown_searches: REMOVED' }],
  bad: [
    { yaml: 'drilldown_searches: REMOVED' },
    {
      yaml: 'drilldown_searches:\n  - name: One\n    search: index=x\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: index=y\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
    },
  ],
  detection(detection, cx) {
    const { drilldowns } = detection;
    if (detection.status === 'production' && !/^hunting$/i.test(detection.type)) {
      const at = keyPlace(
        detection,
        detection.document.entries.has('drilldown_searches') ? 'drilldown_searches' : 'name',
      );
      if (drilldowns.length < 2)
        cx.report(
          `The detection has ${drilldowns.length === 0 ? 'no drill-down' : 'one drill-down'}, and two are asked for.`,
          { at, about: 'drilldown_searches' },
        );
      else if (!drilldowns.some((each) => each.search.text.includes('%original_detection_search%'))) {
        cx.report('No drill-down leads back to the results: none holds `%original_detection_search%`.', {
          at,
          about: 'drilldown_searches',
        });
      }
    }
    for (const each of drilldowns) {
      if (each.name.text.trim().length < 3 || each.name.text.length > 200)
        cx.report('The name of a drill-down has 3 to 200 characters.', { at: each.at, about: `${each.key}.name` });
      const untimed = each.earliest === '' ? 'earliest_offset' : each.latest === '' ? 'latest_offset' : undefined;
      if (untimed !== undefined)
        cx.report('The drill-down does not say for which time it searches.', {
          at: each.at,
          about: `${each.key}.${untimed}`,
        });
      for (const [key, text] of [
        ['earliest_offset', each.earliest],
        ['latest_offset', each.latest],
      ]) {
        // A token is a time of the finding.
        const spec = text === '' || text!.includes('$') ? undefined : parseTimeSpec(text!);
        if (spec !== undefined && 'error' in spec)
          cx.report(`The drill-down searches from or until \`${text}\`, which is no time.`, {
            at: each.at,
            about: `${each.key}.${key}`,
            help: ['Write $info_min_time$ and $info_max_time$, or modifiers such as -7d@d and now.'],
          });
      }
    }
  },
});
