import { compileWildcard, hasWildcard } from '../../values/wildcard.js';
import { andNames, asksFor, everyField, type FieldDemand, noDemand } from '../fields/field-demand.js';
import type { Aggregation } from '../nodes/aggregate.js';
import type { NodeOf, SetKind } from '../plan.js';
import { namesOfAggregations, namesOfExpression } from './names-read.js';
import { gone, kept, looksAtAll, type Narrowed, type NarrowingByKind, withLeft } from './narrowing.js';
import { isQuietAggregation } from './quiet.js';

/** The operators that look at many rows. */
export const setNarrowings: NarrowingByKind<SetKind> = {
  aggregate,

  'annotate-groups': (node, wanted) => {
    const aggregations = node.aggregations.filter((each) => isWanted(each, wanted));
    // It holds the rows nonetheless, which may be too many.
    if (aggregations.length === 0 && node.by.length > 0) return kept({ ...node, aggregations, by: [] }, wanted);
    return kept(
      withLeft(node, 'aggregations', aggregations),
      andNames(andNames(wanted, node.by), namesOfAggregations(aggregations)),
    );
  },

  window,

  sort: (node, wanted) =>
    kept(
      node,
      andNames(
        wanted,
        node.keys.map(({ field }) => field),
      ),
    ),

  limit: (node, wanted) => {
    const { which } = node;
    if (which.name === 'uniq') return looksAtAll(node);
    if (which.name !== 'head' || which.until === undefined) return kept(node, wanted);
    return kept(node, andNames(wanted, namesOfExpression(which.until)));
  },

  dedup: (node, wanted) => kept(node, andNames(wanted, node.fields)),
  transaction: looksAtAll,
  apply,
};

/** Whether an aggregation makes a column that is asked for, or says something. */
function isWanted(aggregation: Aggregation, wanted: FieldDemand): boolean {
  const { argument, as } = aggregation;
  if (!isQuietAggregation(aggregation) || wanted.all) return true;
  if (argument.kind !== 'field' || !hasWildcard(argument.name)) return asksFor(wanted, as);
  // The columns of a pattern are known when the rows are.
  const fits = compileWildcard(as, { caseSensitive: true });
  return wanted.patterns.size > 0 || [...wanted.names].some(fits);
}

function aggregate(node: NodeOf<'aggregate'>, wanted: FieldDemand): Narrowed {
  let aggregations = node.aggregations.filter((each) => isWanted(each, wanted));
  // Without BY there is a row when some result is there.
  if (node.by.length === 0 && !aggregations.some(isCount)) {
    const count = node.aggregations.find(isCount);
    aggregations = node.aggregations.filter(
      (each) => count === undefined || each === count || aggregations.includes(each),
    );
  }
  return kept(
    withLeft(node, 'aggregations', aggregations),
    andNames(
      andNames(
        noDemand,
        node.by.map(({ field }) => field),
      ),
      namesOfAggregations(aggregations),
    ),
  );
}

/** Whether an aggregation always has a result. */
function isCount({ function: name, sparkline, argument }: Aggregation): boolean {
  return name === 'count' && sparkline === undefined && argument.kind === 'none';
}

function window(node: NodeOf<'window'>, wanted: FieldDemand): Narrowed {
  const { compute } = node;
  switch (compute.name) {
    case 'streamstats': {
      let before = andNames(wanted, compute.by);
      for (const reset of [compute.resetBefore, compute.resetAfter])
        if (reset !== undefined) before = andNames(before, namesOfExpression(reset));
      const aggregations = compute.aggregations.filter((each) => isWanted(each, before));
      return kept(
        withCompute(node, withLeft(compute, 'aggregations', aggregations)),
        // The time of a row says when it leaves the window.
        andNames(andNames(before, ['_time']), namesOfAggregations(aggregations)),
      );
    }
    case 'accum':
    case 'delta':
      return asksFor(wanted, compute.as) ? kept(node, andNames(wanted, [compute.field])) : gone(wanted);
    case 'autoregress':
      return kept(node, andNames(wanted, [compute.field]));
    case 'trendline': {
      const lines = compute.lines.filter(({ as }) => asksFor(wanted, as));
      if (lines.length === 0) return gone(wanted);
      const before = andNames(
        wanted,
        lines.map(({ field }) => field),
      );
      return kept(withCompute(node, withLeft(compute, 'lines', lines)), before);
    }
  }
}

function withCompute(node: NodeOf<'window'>, compute: NodeOf<'window'>['compute']): NodeOf<'window'> {
  return compute === node.compute ? node : { ...node, compute };
}

/** New tables ask for the fields they name, whoever wants what of them. */
function apply(node: NodeOf<'apply'>): Narrowed {
  const { procedure } = node;
  const asks = (names: readonly string[] | undefined): Narrowed => kept(node, andNames(noDemand, names));
  switch (procedure.name) {
    case 'top':
    case 'rare':
      return asks([...procedure.by, ...procedure.fields]);
    case 'xyseries':
      return asks([procedure.x, procedure.series, ...procedure.values]);
    case 'return':
      return asks(procedure.items.map(({ field }) => field));
    case 'chart': {
      const { row, column, computed } = procedure;
      const scores = column?.keep.score.over === 'events' ? [column.keep.score.aggregation] : [];
      const read = [
        namesOfAggregations([...procedure.aggregations, ...scores]),
        [row, column].flatMap((each) => (each === undefined ? [] : [each.field])),
        ...computed.map(({ expression }) => namesOfExpression(expression)),
      ];
      return kept(
        node,
        read.reduce<FieldDemand>((demand, names) => andNames(demand, names), {
          ...noDemand,
          names: new Set(['_time']),
        }),
      );
    }
    default:
      return kept(node, everyField);
  }
}
