import { namedDataSources } from '../../content/data-source.js';
import { didYouMean } from '../../support/suggest.js';
import { defineRule } from '../define.js';

/** A data source that nobody describes. */
export const unknownDataSource = defineRule({
  id: 'unknown-data-source',
  severity: 'warning',
  category: 'references',
  what: 'A data source of the detection has no file in `data_sources/`.',
  why: 'The detection is not counted for the log it reads, and its requirements are not shown.',
  fix: 'Correct the name, or describe the data source.',
  contentctl: ['data_source names resolve', 'missing references are reported with close-match suggestions'],
  good: [
    {
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b' },
    },
  ],
  bad: [
    {
      yaml: 'data_source: [Some Logg]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b' },
    },
  ],
  detection(detection, cx) {
    if (cx.content.dataSources.length === 0) return;
    for (const { name, at } of namedDataSources(detection)) {
      if (cx.content.catalog.dataSource(name) !== undefined) continue;
      const close = cx.content.catalog.suggestDataSource(name);
      cx.report(`There is no data source \`${name}\`.`, {
        at,
        help: didYouMean(close.slice(0, 1)),
      });
    }
  },
});
