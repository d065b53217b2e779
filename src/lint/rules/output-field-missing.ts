import { namedDataSources } from '../../content/data-source.js';
import { defineRule } from '../define.js';
import { leavesSearch, whyMissing } from '../fields-of-search.js';

/** A field that a data source declares as output and the search does not give. */
export const outputFieldMissing = defineRule({
  id: 'output-field-missing',
  severity: 'warning',
  category: 'fields',
  what: 'A data source of the detection declares `output_fields`, and one of them never leaves the search.',
  why: 'What builds on the declared fields (risk, enrichment, other detections) gets nothing for it.',
  fix: 'Carry the field to the end of the search.',
  contentctl: ["each data source's output_fields occur in the search (production, not Hunting or Correlation)"],
  good: [
    {
      search: 'index=a sourcetype=b | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\noutput_fields: [dest]' },
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\noutput_fields: [dest, user]' },
    },
  ],
  detectionSearch(search, cx) {
    const { detection } = search;
    if (detection.status !== 'production' || /^(?:hunting|correlation)$/i.test(detection.type)) return;
    for (const { name, at } of namedDataSources(detection)) {
      for (const field of cx.content.catalog.dataSource(name)?.outputFields ?? []) {
        if (leavesSearch(search, field)) continue;
        cx.report(`The data source \`${name}\` promises \`${field}\`, which never leaves the search.`, {
          at,
          ...whyMissing(search, field),
        });
      }
    }
  },
});
