import type { TimeWindow } from '../plan/nodes/source.js';
import type { PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';

/** `Endpoint.Processes` as model and data set; the model alone means its root data sets (spl-commands 11.1). */
function splitDataSet(name: string): { readonly model: string; readonly dataset: string | undefined } {
  const dot = name.indexOf('.');
  return dot < 0 ? { model: name, dataset: undefined } : { model: name.slice(0, dot), dataset: name.slice(dot + 1) };
}

/** The events of a data set. */
export function datasetNode(
  name: string,
  names: 'plain' | 'prefixed' | 'raw',
  window: TimeWindow,
  span: Span,
): PlanNode {
  return { kind: 'dataset', ...splitDataSet(name), prefixed: names === 'prefixed', raw: names === 'raw', window, span };
}

/** Every row of a lookup table. */
function tableNode(table: string, tableSpan: Span, span: Span): PlanNode {
  const rows = {
    from: 'lookup',
    table,
    where: undefined,
    start: 0,
    max: Number.POSITIVE_INFINITY,
    strict: true,
    file: false,
    tableSpan,
  } as const;
  return { kind: 'generate', rows, span };
}

const typed = /^(datamodel|inputlookup|lookup|savedsearch|dataset):(.+)$/i;

/** Whether a word names a dataset as `from`, `union` and `join` write it: `datamodel:Web.Web`. */
export function isDatasetName(word: string): boolean {
  return typed.test(word);
}

/** The rows of `<type>:<name>` (spl-commands 11.4); those of a data set are the ones inside the window. */
export function typedDataset(
  word: string,
  at: Span,
  command: string,
  span: Span,
  window: TimeWindow = {},
): PlanNode | undefined {
  const match = typed.exec(word);
  if (match === null) return undefined;
  const name = match[2]!.replace(/^"(.*)"$/, '$1');
  switch (match[1]!.toLowerCase()) {
    case 'datamodel':
      return datasetNode(name, 'raw', window, span);
    case 'inputlookup':
    case 'lookup':
      return tableNode(name, at, span);
    default:
      return {
        kind: 'unsupported',
        input: undefined,
        command,
        reason: 'saved searches and datasets of a Splunk server are not at hand. Write the search itself in brackets.',
        span,
      };
  }
}
