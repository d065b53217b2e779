import { namedDataSources } from '../../content/data-source.js';
import { fieldsNeeded } from '../../plan/fields/fields-needed.js';
import { fieldOf } from '../../plan/fields/row-shape.js';
import { didYouMean, isOneSlip } from '../../support/suggest.js';
import type { KnownContent } from '../content-overview.js';
import { type DetectionSearch, defineRule } from '../define.js';
import { isKnownField } from '../known-field.js';
import { namePlace, searchPlace } from '../place.js';

const someLog = {
  'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [alpha, dest, user]',
};

/** A field of events whose name is one slip away from one that the data source has, and that nothing else knows. */
export const eventFieldName = defineRule({
  id: 'event-field-name',
  severity: 'warning',
  category: 'fields',
  what: 'A field that the search reads from events is in no data source and no data model, and one that differs in a single letter is in the data source of the detection.',
  why: 'Names of fields are exact, letter case included. A misspelt one is null in every event: the condition never holds, and `stats ... by` drops every row.',
  fix: 'Correct the name, or add the field to the file of the data source.',
  good: [
    {
      search: 'index=a sourcetype=b alpha=1 | stats count by dest, user',
      yaml: 'data_source: [Some Log]',
      files: someLog,
    },
    {
      search: 'index=a sourcetype=b | eval alhpa=1 | stats count by dest, user, alhpa',
      yaml: 'data_source: [Some Log]',
      files: someLog,
    },
    {
      search: 'index=a sourcetype=b alphas=1 | stats count by dest, user',
      yaml: 'data_source: [Some Log]',
      files: {
        ...someLog,
        'data_sources/other_log.yml': 'name: Other Log\nsource: s\nsourcetype: c\nfields: [alphas]',
      },
    },
  ],
  bad: [
    {
      search: 'index=a sourcetype=b alhpa=1 | stats count by dest, user',
      yaml: 'data_source: [Some Log]',
      files: someLog,
    },
    {
      search: 'index=a sourcetype=b | stats count by dest, user, alph',
      yaml: 'data_source: [Some Log]',
      files: someLog,
    },
  ],
  detectionSearch(search, cx) {
    if (search.flow === undefined) return;
    const own = fieldsOfSources(search, cx.content);
    if (own === undefined) return;
    const { names } = fieldsNeeded(search.flow).events;
    const said = new Set<string>();
    for (const { reads, inputs } of search.flow.nodes.values()) {
      const input = inputs[0];
      if (input?.rest !== 'any') continue;
      for (const read of reads) {
        const { name } = read;
        if (name.length < 4 || !names.has(name) || said.has(name) || isKnownField(name, cx)) continue;
        if (fieldOf(input, name).from !== undefined) continue;
        const meant = own.filter((field) => isOneSlip(name, field));
        if (meant.length === 0) continue;
        said.add(name);
        cx.report(`No data source has a field \`${name}\`.`, {
          at: read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, name),
          help: didYouMean(meant.slice(0, 1)),
        });
      }
    }
  },
});

/** The fields of the events that the detection reads; undefined where one of its data sources does not say. */
function fieldsOfSources({ detection }: DetectionSearch, { catalog }: KnownContent): string[] | undefined {
  const found: string[] = [];
  for (const { name } of namedDataSources(detection)) {
    const fields = catalog.dataSource(name)?.fields ?? [];
    if (fields.length === 0) return undefined;
    for (const field of fields) found.push(field);
  }
  return found.length === 0 ? undefined : found;
}
