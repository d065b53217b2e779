import { namedDataSources } from '../../content/data-source.js';
import { fieldsNeeded } from '../../plan/fields/fields-needed.js';
import { defineRule } from '../define.js';

/** A data source that has none of the fields that the search uses. */
export const dataSourceUnused = defineRule({
  id: 'data-source-unused',
  severity: 'warning',
  category: 'references',
  what: 'A data source of the detection has none of the fields that the search reads from events.',
  why: 'The detection claims a log that cannot make it fire; coverage reports count it wrongly.',
  fix: 'Remove the data source, or name the one that the search reads.',
  good: [
    {
      search: 'index=a sourcetype=b alpha=1 | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [alpha, beta]' },
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b alpha=1 gamma=2 | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [beta, delta, _time]' },
    },
  ],
  detectionSearch(search, cx) {
    const { detection, flow } = search;
    if (flow === undefined) return;
    const needed = fieldsNeeded(flow);
    if (needed.datasets.size > 0 || needed.events.all || needed.events.patterns.size > 0) return;
    const names = [...needed.events.names].filter(
      (name) => !/^(?:_.*|host|source|sourcetype|index|eventtype|tag)$/.test(name),
    );
    if (names.length < 2) return;
    for (const { name, at } of namedDataSources(detection)) {
      const fields = cx.content.catalog.dataSource(name)?.fields ?? [];
      if (fields.length === 0) continue;
      const known = new Set(fields.map((field) => field.toLowerCase()));
      if (names.some((name) => known.has(name.toLowerCase()))) continue;
      cx.report(`The data source \`${name}\` has none of the fields that the search reads.`, {
        at,
        help: [`The search reads: ${names.slice(0, 15).join(', ')}.`],
      });
    }
  },
});
