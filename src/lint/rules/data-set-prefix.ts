import { dataSetReads, fullNames, lineageOf } from '../data-set-names.js';
import { defineRule } from '../define.js';
import { namePlace, searchPlace } from '../place.js';

/** A field name without the data set in front, or with another one. */
export const dataSetPrefix = defineRule({
  id: 'data-set-prefix',
  severity: 'warning',
  category: 'data-models',
  what: 'A field of a data model is written without its data set, or with one that the search does not read.',
  why: '`tstats` knows fields by their full name only; anything else is null.',
  fix: 'Write the data set that the search reads in front of the field.',
  good: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Registry by Registry.dest | rename "Registry.*" as *',
    },
  ],
  bad: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Registry by Processes.dest, Registry.user | rename "Processes.*" as *',
    },
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Registry where registry_path="x" by Registry.dest | rename "Registry.*" as *',
    },
  ],
  search(search, cx) {
    for (const { node, read } of dataSetReads(search)) {
      const known = fullNames(node, cx.schemas);
      if (known === undefined || node.dataset === undefined) continue;
      const place = () => (read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, read.name));
      const first = read.name.split('.')[0]!;
      if (!read.name.includes('.')) {
        const full = [...known].filter(
          (name) => name.endsWith(`.${read.name}`) && name.split('.').includes(node.dataset!),
        );
        if (full.length > 0)
          cx.report(`\`${read.name}\` lacks its data set.`, { at: place(), help: [`Write \`${full[0]}\`.`] });
        continue;
      }
      const lineage = lineageOf(node.model, node.dataset, cx.schemas);
      if (lineage.size === 0 || lineage.has(first) || first === node.dataset) continue;
      if (
        known.has(first) ||
        cx.schemas.modelNames().some((model) => cx.schemas.datasetNames(model)?.includes(first))
      ) {
        cx.report(`\`${read.name}\` belongs to \`${first}\`, and the search reads \`${node.model}.${node.dataset}\`.`, {
          at: place(),
          help: [`Write \`${node.dataset}.${read.name.slice(first.length + 1)}\`.`],
        });
      }
    }
  },
});
