import { suggest } from '../../support/suggest.js';
import { parseTimeSpec } from '../../values/time/spec.js';
import { timeUnit } from '../../values/time/unit.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

const original = '%original_detection_search%';
/** A time before or behind that of the finding, as Enterprise Security takes it: `7d`. */
function isOffset(text: string): boolean {
  const unit = /^\d+([A-Za-z]+)$/.exec(text)?.[1];
  return unit !== undefined && timeUnit(unit) !== undefined;
}

/** The times that every finding has. */
const times = ['$info_min_time$', '$info_max_time$'] as const;

function suggestedTime(text: string): string | undefined {
  return /^\$.*\$$/.test(text) && !times.some((time) => time === text) ? suggest(text, times)[0] : undefined;
}

/** Too few drill-downs, or ones that do not lead back to the results. */
export const drilldownsRule = defineRule({
  id: 'drilldowns',
  severity: 'warning',
  category: 'metadata',
  what: 'A production detection that makes findings has fewer than two drill-downs, none that begins with its own search, one without a time, or one whose time or `%original_detection_search%` is misspelt.',
  why: 'Analysts open the results of a finding through its drill-downs.',
  fix: 'Add a drill-down with `%original_detection_search%` and one to the risk of the entity.',
  contentctl: [
    'production non-Hunting has ≥2 drilldowns, one of which contains `%original_detection_search%`',
    'drilldown name/search/offset present and within length',
  ],
  good: [
    {},
    { yaml: 'type: Hunting\ndrilldown_searches: REMOVED' },
    {
      yaml: "drilldown_searches:\n  - name: One\n    search: '%original_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: index=y\n    earliest_offset: 7d\n    latest_offset: 0",
    },
  ],
  bad: [
    { yaml: 'drilldown_searches: REMOVED' },
    {
      yaml: 'drilldown_searches:\n  - name: One\n    search: index=x\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: index=y\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$',
    },
    {
      yaml: "drilldown_searches:\n  - name: One\n    search: '%orignal_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: '%original_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$",
    },
    {
      yaml: "drilldown_searches:\n  - name: One\n    search: '%original_detection_search%'\n    earliest_offset: $info_mni_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: '%original_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$",
    },
    {
      yaml: "drilldown_searches:\n  - name: One\n    search: '%original_detection_search%'\n    earliest_offset: 7x\n    latest_offset: $info_max_time$\n  - name: Two\n    search: '%original_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$",
    },
    {
      yaml: "drilldown_searches:\n  - name: One\n    search: '%original_detection_search%'\n    earliest_offset: $info_max_time$\n    latest_offset: $info_max_time$\n  - name: Two\n    search: '%original_detection_search%'\n    earliest_offset: $info_min_time$\n    latest_offset: $info_max_time$",
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
      else if (!drilldowns.some((each) => each.search.text.includes(original))) {
        cx.report('No drill-down leads back to the results: none holds `%original_detection_search%`.', {
          at,
          about: 'drilldown_searches',
        });
      }
    }
    for (const each of drilldowns) {
      if (each.name.text.trim().length < 3 || each.name.text.length > 200)
        cx.report('The name of a drill-down has 3 to 200 characters.', { at: each.at, about: `${each.key}.name` });
      if (each.earliest === times[1] || (each.latest === times[0] && each.earliest === times[0]))
        cx.report(`The drill-down searches from \`${each.earliest}\` until \`${each.latest}\`, which is no time.`, {
          at: each.at,
          about: `${each.key}.earliest_offset`,
          help: [`Write ${times[0]} for the earliest and ${times[1]} for the latest time.`],
        });
      for (const { 0: written, index } of each.search.text.matchAll(/%\w+%/g)) {
        if (written === original || suggest(written, [original]).length === 0) continue;
        cx.report(`\`${written}\` stands for nothing.`, {
          at: { source: each.search, span: { start: index, end: index + written.length } },
          help: [`Did you mean \`${original}\`?`],
        });
      }
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
        // A token is a time of the finding, or a field of it.
        const close = suggestedTime(text!);
        if (close !== undefined)
          cx.report(`The drill-down searches from or until \`${text}\`, and no finding has that.`, {
            at: each.at,
            about: `${each.key}.${key}`,
            help: [`Did you mean \`${close}\`?`],
          });
        const spec = text === '' || text!.includes('$') || isOffset(text!) ? undefined : parseTimeSpec(text!);
        if (spec !== undefined && 'error' in spec)
          cx.report(`The drill-down searches from or until \`${text}\`, which is no time.`, {
            at: each.at,
            about: `${each.key}.${key}`,
            help: [
              'Write $info_min_time$ and $info_max_time$, an offset such as 7d, or modifiers such as -7d@d and now.',
            ],
          });
      }
    }
  },
});
