import { didYouMean, suggest } from '../../support/suggest.js';
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
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Processes by Processes.dest, Prcoesses.user | rename "Processes.*" as *',
    },
    {
      search:
        '| tstats summariesonly=false count from datamodel=Network_Traffic by All_Traffic.dest, src | rename "All_Traffic.*" as *',
    },
  ],
  search(search, cx) {
    for (const { node, read } of dataSetReads(search)) {
      const known = fullNames(node, cx.schemas);
      if (known === undefined) continue;
      const { model, dataset } = node;
      const place = () => (read.exact ? searchPlace(search, read.span) : namePlace(search, read.span, read.name));
      const [first, ...others] = read.name.split('.') as [string, ...string[]];
      const rest = others.join('.');
      if (rest === '') {
        const full = [...known].filter(
          (name) => name.endsWith(`.${read.name}`) && (dataset === undefined || name.split('.').includes(dataset)),
        );
        if (full.length > 0)
          cx.report(`\`${read.name}\` lacks its data set.`, { at: place(), help: [`Write \`${full[0]}\`.`] });
        continue;
      }
      const whole = dataset === undefined ? model : `${model}.${dataset}`;
      const lineage = dataset === undefined ? known : lineageOf(model, dataset, cx.schemas);
      if (lineage.size === 0 || lineage.has(first) || first === dataset) continue;
      const isElsewhere =
        known.has(first) || cx.schemas.modelNames().some((name) => cx.schemas.datasetNames(name)?.includes(first));
      if (isElsewhere) {
        const help = dataset === undefined ? [] : [`Write \`${dataset}.${rest}\`.`];
        cx.report(`\`${read.name}\` belongs to \`${first}\`, and the search reads \`${whole}\`.`, {
          at: place(),
          help,
        });
      } else if (known.has(`${dataset}.${rest}`)) {
        cx.report(`\`${first}\` is no data set.`, { at: place(), help: [`Write \`${dataset}.${rest}\`.`] });
      } else {
        const close = suggest(first, cx.schemas.datasetNames(model) ?? []).slice(0, 1);
        if (close.length > 0)
          cx.report(`\`${first}\` is no data set of \`${model}\`.`, { at: place(), help: didYouMean(close) });
      }
    }
  },
});
