import { didYouMean, isOneSlip, suggest } from '../../support/suggest.js';
import { dataSetReads, fullNames, plainDataSetReads } from '../data-set-names.js';
import { defineRule } from '../define.js';
import { isKnownField } from '../known-field.js';
import { namePlace, searchPlace } from '../place.js';

/** A field that the data set does not have. */
export const dataModelField = defineRule({
  id: 'data-model-field',
  severity: 'warning',
  category: 'data-models',
  what: '`tstats` asks a data set for a field that it does not have, or a command behind `from datamodel` for one that differs from one of its fields in a single letter and that nothing else has.',
  why: 'The field is null in every row: a condition on it never holds, and `by` it drops every row.',
  fix: 'Correct the name, or add the field to the description of the data model.',
  good: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Processes where Processes.process="*x*" by Processes.dest | rename "Processes.*" as *',
    },
    {
      search:
        '| from datamodel Endpoint.Processes | search User=x ProcessId=4 Process_Name=y | stats count by dest, user',
    },
    {
      search: '| from datamodel Network_Traffic.All_Traffic | search DestPort=22 Actions=x | stats count by dest, user',
      files: { 'data_sources/some_log.yml': 'name: Some Log\nsource: s\nsourcetype: b\nfields: [DestPort, actions]' },
    },
  ],
  bad: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Processes where Processes.proces="*x*" by Processes.dest | rename "Processes.*" as *',
    },
    {
      search: '| from datamodel Endpoint.Processes | search proces_name=x | stats count by dest, user',
    },
  ],
  search(search, cx) {
    for (const { node, read } of dataSetReads(search)) {
      const dot = read.name.indexOf('.');
      const known = fullNames(node, cx.schemas);
      const prefix = read.name.slice(0, read.name.lastIndexOf('.'));
      if (dot === -1 || known === undefined || known.has(read.name) || !known.has(read.name.slice(0, dot))) continue;
      const own = [...known].filter((name) => name.startsWith(`${prefix}.`));
      const close = suggest(read.name, own);
      cx.report(`The data set \`${prefix}\` has no field \`${read.name.slice(prefix.length + 1)}\`.`, {
        at: read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, read.name),
        help: didYouMean(close.slice(0, 1)),
      });
    }
    const said = new Set<string>();
    for (const { node, read } of plainDataSetReads(search)) {
      const sets = node.dataset === undefined ? (cx.schemas.datasetNames(node.model) ?? []) : [node.dataset];
      const known = sets.flatMap((set) => (cx.schemas.datasetFields(node.model, set) ?? []).map(({ name }) => name));
      // The rows have all fields of their events, those of the log too: only a name that nothing else knows is misspelt.
      if (said.has(read.name) || isKnownField(read.name, cx)) continue;
      const meant = read.name.length < 4 ? undefined : known.find((name) => isOneSlip(read.name, name));
      if (meant === undefined) continue;
      said.add(read.name);
      cx.report(`The data set \`${node.dataset ?? node.model}\` has no field \`${read.name}\`.`, {
        at: read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, read.name),
        help: didYouMean([meant]),
      });
    }
  },
});
