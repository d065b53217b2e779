import type { Label } from '../../diagnostics/diagnostic.js';
import type { Span } from '../../source/span.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule, type LintSearch } from '../define.js';
import { namePlace, searchPlace } from '../place.js';

/** A data model or data set that does not exist. */
export const unknownDataModel = defineRule({
  id: 'unknown-data-model',
  severity: 'warning',
  category: 'data-models',
  what: 'The search reads a data model or data set that does not exist.',
  why: 'Splunk refuses the search, or finds nothing.',
  fix: 'Correct the name, describe the data model, or name it under `provided.datamodels` in escudo.yml when another app brings it.',
  good: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Processes by Processes.dest | rename "Processes.*" as *',
    },
  ],
  bad: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpont.Processes by Processes.dest | rename "Processes.*" as *',
    },
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Proceses by Proceses.dest | rename "Proceses.*" as *',
    },
  ],
  search(search, cx) {
    if (search.flow === undefined || cx.schemas.modelNames().length === 0) return;
    for (const { node } of search.flow.nodes.values()) {
      if (node.kind !== 'dataset' || cx.provided.dataModels.has(node.model)) continue;
      const datasets = cx.schemas.datasetNames(node.model);
      const whole = { start: node.span.start, end: search.compiled.source.text.length };
      if (datasets === undefined) {
        const close = suggest(node.model, cx.schemas.modelNames());
        cx.report(`There is no data model \`${node.model}\`.`, {
          at: namePlace(search, whole, node.model),
          help: didYouMean(close.slice(0, 1)),
        });
      } else if (node.dataset !== undefined && cx.schemas.datasetFields(node.model, node.dataset) === undefined) {
        const close = suggest(node.dataset, datasets);
        const help = close.length > 0 ? didYouMean(close.slice(0, 1)) : [`It has: ${datasets.join(', ')}.`];
        cx.report(`The data model \`${node.model}\` has no data set \`${node.dataset}\`.`, {
          at: dataSetPlace(search, whole, node.model, node.dataset),
          help,
        });
      }
    }
  },
});

/** Behind the model: `datamodel=Endpoint.Processes`, `datamodel:"Risk"."All_Risk"`, `datamodel Risk All_Risk`. */
function dataSetPlace(search: LintSearch, whole: Span, model: string, dataset: string): Label {
  const text = search.compiled.source.text.slice(whole.start, whole.end);
  for (let at = text.indexOf(model); at !== -1; at = text.indexOf(model, at + 1)) {
    const end = at + model.length;
    const start = end + (/^"?[\s.]+"?/.exec(text.slice(end, end + 20))?.[0].length ?? 0);
    if (text.startsWith(dataset, start))
      return searchPlace(search, { start: whole.start + start, end: whole.start + start + dataset.length });
  }
  return namePlace(search, whole, dataset);
}
