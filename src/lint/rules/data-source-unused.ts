import { namedDataSources } from '../../content/data-source.js';
import { fieldsNeeded } from '../../plan/fields/fields-needed.js';
import type { FieldFlow } from '../../plan/fields.js';
import { defineRule } from '../define.js';
import { eventsOfSource, leftOutAt } from '../events-of-source.js';
import { searchPlace } from '../place.js';

const sysmon = {
  'data_sources/sysmon_eventid_1.yml':
    'name: Sysmon EventID 1\nsource: XmlWinEventLog:Microsoft-Windows-Sysmon/Operational\nsourcetype: XmlWinEventLog\nseparator: EventID',
};

/** A data source that has none of the fields that the search uses. */
export const dataSourceUnused = defineRule({
  id: 'data-source-unused',
  severity: 'warning',
  category: 'references',
  what: 'A data source of the detection has none of the fields that the search reads from events, or the search asks for other events: another source or sourcetype, another number of event.',
  why: 'The detection claims a log that cannot make it fire; coverage reports count it wrongly.',
  fix: 'Remove the data source, or name the one that the search reads.',
  good: [
    {
      search: 'index=a sourcetype=b alpha=1 | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [alpha, beta]' },
    },
    {
      search: 'index=a sourcetype=b (EventCode=3 OR EventCode IN (1, 2)) | stats count by dest',
      yaml: 'data_source: [Some Log 1]',
      files: { 'data_sources/some_log_1.yml': 'name: Some Log 1\nsource: s\nsourcetype: B\nseparator: EventID' },
    },
    ...[
      'sourcetype=XmlWinEventLog:Microsoft-Windows-Sysmon/Operational EventCode=1',
      'source="XmlWin*Sysmon*" EventCode=1',
      'sourcetype=xml* EventCode=1',
      'sourcetype=WinEventLog source=WinEventLog:Microsoft-Windows-Sysmon* EventID=1',
    ].map((condition) => ({
      search: `index=a ${condition} | stats count by dest`,
      yaml: 'data_source: [Sysmon EventID 1]',
      files: sysmon,
    })),
  ],
  bad: [
    {
      search: 'index=a sourcetype=b alpha=1 gamma=2 | stats count by dest',
      yaml: 'data_source: [Some Log]',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [beta, delta, _time]' },
    },
    {
      search: 'index=a sourcetype=b EventCode=3 | stats count by dest',
      yaml: 'data_source: [Some Log 1]',
      files: { 'data_sources/some_log_1.yml': 'name: Some Log 1\nsource: s\nsourcetype: b\nseparator: EventID' },
    },
    {
      search: 'index=a sourcetype=XmlWinEventLog:Security EventCode=1 | stats count by dest',
      yaml: 'data_source: [Sysmon EventID 1]',
      files: sysmon,
    },
    {
      search: 'index=a sourcetype=b (Operation=Add OR Operation=Set) | stats count by dest',
      yaml: 'data_source: [Some Log Delete]',
      files: {
        'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nseparator: Operation',
        'data_sources/some_log_delete.yml': 'name: Some Log Delete\nsource: s\nsourcetype: b\nseparator: Operation',
      },
    },
  ],
  detectionSearch(search, cx) {
    if (search.flow === undefined) return;
    const named = namedDataSources(search.detection).flatMap(({ name, at }) => {
      const source = cx.content.catalog.dataSource(name);
      return source === undefined ? [] : [{ source, at }];
    });
    const fields = readFields(search.flow);
    for (const { source, at } of named) {
      const leftOut = leftOutAt(search.flow, eventsOfSource(source, cx.content.dataSources));
      if (leftOut !== undefined) {
        cx.report(`The search leaves out all events of the data source \`${source.name}\`.`, {
          at,
          related: leftOut.map((span) => searchPlace(search, span, 'these are other events')),
        });
        continue;
      }
      if (fields === undefined || source.fields.length === 0) continue;
      const known = new Set(source.fields.map((field) => field.toLowerCase()));
      if (fields.some((name) => known.has(name.toLowerCase()))) continue;
      cx.report(`The data source \`${source.name}\` has none of the fields that the search reads.`, {
        at,
        help: [`The search reads: ${fields.slice(0, 15).join(', ')}.`],
      });
    }
  },
});

/** The fields that a search reads from events; undefined where they are too few or not all known. */
function readFields(flow: FieldFlow): string[] | undefined {
  const needed = fieldsNeeded(flow);
  if (needed.datasets.size > 0 || needed.events.all || needed.events.patterns.size > 0) return undefined;
  const names = [...needed.events.names].filter(
    (name) => !/^(?:_.*|host|source|sourcetype|index|eventtype|tag)$/.test(name),
  );
  return names.length < 2 ? undefined : names;
}
