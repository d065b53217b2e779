import type { DataSource } from '../../content/data-source.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule, type RuleContext } from '../define.js';

const log = 'name: Some Log\nsource: s\nsourcetype: b\nseparator: EventID\nfields: [EventID, Image]\n';
const mapping = (dataSet: string, from: string, to: string) =>
  `${log}field_mappings:\n  - data_model: cim\n    data_set: ${dataSet}\n    mapping: {${from}: ${to}}\n`;

/** Names in a data source that nothing has. */
export const dataSourceFields = defineRule({
  id: 'data-source-fields',
  severity: 'info',
  category: 'references',
  what: 'A data source tells its events apart by a field that it does not list, maps such a field, or maps one to a data set or field that the data model does not have; or it names another data source that does not exist.',
  why: 'Coverage by log, mappings to other tools and checks of field names are taken from these files.',
  fix: 'Correct the name, or add it to `fields`.',
  good: [
    {
      files: { 'data_sources/some_log.yml': mapping('Endpoint.Processes', 'Image|endswith', 'Processes.process_name') },
    },
  ],
  bad: [
    { files: { 'data_sources/some_log.yml': log.replace('separator: EventID', 'separator: EvnetID') } },
    { files: { 'data_sources/some_log.yml': mapping('Endpoint.Processes', 'Imgae', 'Processes.process_name') } },
    { files: { 'data_sources/some_log.yml': mapping('Endpoint.Process', 'Image', 'Process.process_name') } },
    { files: { 'data_sources/some_log.yml': mapping('Endpoint.Processes', 'Image', 'Processes.process_nmae') } },
    { files: { 'data_sources/some_log.yml': `${log}convert_to_log_source: [{data_source: Other Log, mapping: {}}]` } },
  ],
  dataSource(source, cx) {
    const { separator, separatorAt, fields } = source;
    const known = new Set(fields);
    if (separator !== undefined && fields.length > 0 && !known.has(separator))
      cx.report(`The events are told apart by \`${separator}\`, which is none of the fields.`, {
        at: separatorAt ?? source.at,
        help: didYouMean(suggest(separator, fields, 1)),
      });
    for (const each of source.mappings) checkMapping(source, each, cx);
    for (const { text, at } of source.convertsTo)
      if (cx.content.catalog.dataSource(text) === undefined)
        cx.report(`There is no data source \`${text}\`.`, {
          at,
          help: didYouMean(cx.content.catalog.suggestDataSource(text).slice(0, 1)),
        });
  },
});

function checkMapping(source: DataSource, each: DataSource['mappings'][number], cx: RuleContext): void {
  const { dataModel, dataSet, fields } = each;
  for (const { from } of source.fields.length === 0 ? [] : fields) {
    const field = from.text.replace(/\|.*$/, '');
    if (!source.fields.includes(field))
      cx.report(`\`${field}\` is none of the fields of the data source.`, {
        at: from.at,
        help: didYouMean(suggest(field, source.fields, 1)),
      });
  }
  if (dataModel !== 'cim' || dataSet === undefined) return;
  const dot = dataSet.text.indexOf('.');
  const [model, name] = dot < 0 ? [dataSet.text, ''] : [dataSet.text.slice(0, dot), dataSet.text.slice(dot + 1)];
  const sets = cx.schemas.datasetNames(model);
  if (sets === undefined || (name !== '' && !sets.includes(name))) {
    // What another app brings is not known by its parts.
    if (cx.provided.dataModels.has(model)) return;
    const all = cx.schemas
      .modelNames()
      .flatMap((each) => [each, ...(cx.schemas.datasetNames(each) ?? []).map((set) => `${each}.${set}`)]);
    cx.report(`There is no data set \`${dataSet.text}\`.`, {
      at: dataSet.at,
      help: didYouMean(suggest(dataSet.text, all, 1)),
    });
    return;
  }
  const shapes = cx.schemas.datasetFields(model, name);
  if (shapes === undefined) return;
  const names = shapes.flatMap(({ name: field, lineage }) => [field, `${lineage}.${field}`]);
  for (const { to } of fields)
    if (!names.includes(to.text))
      cx.report(`The data set \`${dataSet.text}\` has no field \`${to.text}\`.`, {
        at: to.at,
        help: didYouMean(suggest(to.text, names, 1)),
      });
}
