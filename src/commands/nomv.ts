import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { NodeOf, PlanNode } from '../plan/plan.js';
import { fields } from '../syntax/forms.js';
import { fieldCaptures, fitsPattern } from '../values/field-pattern.js';
import { fillWildcard, hasWildcard } from '../values/wildcard.js';
import { defineCommand } from './define.js';

/**
 * The delimiter that a command before has recorded for a multivalue field (`mvcombine delim=`, `stats delim=`), or
 * undefined. Steps that cannot touch the field are looked through, under its name of the time.
 */
function recordedDelimiter(node: PlanNode, field: string): string | undefined {
  switch (node.kind) {
    case 'apply': {
      const { procedure } = node;
      return procedure.name === 'combine' && procedure.field === field ? procedure.delimiter : undefined;
    }
    case 'aggregate': {
      const named = node.aggregations.find((each) => each.as === field);
      const made = named ?? node.aggregations.find((each) => writes([each], field));
      return made?.function === 'list' || made?.function === 'values' ? node.delimiter : undefined;
    }
    case 'extend':
      if (node.assignments.some((each) => each.computed || each.target === field)) return undefined;
      break;
    case 'transform':
      if (node.items.some(({ pattern, as }) => fitsPattern(as ?? pattern, field))) return undefined;
      break;
    case 'annotate-groups':
      if (writes(node.aggregations, field)) return undefined;
      break;
    case 'window':
      if (node.compute.name === 'streamstats' && writes(node.compute.aggregations, field)) return undefined;
      break;
    case 'rename': {
      for (const name of namesBefore(node.pairs, field)) {
        const found = recordedDelimiter(node.input, name);
        if (found !== undefined) return found;
      }
      return undefined;
    }
    case 'filter':
    case 'sort':
    case 'limit':
    case 'dedup':
    case 'project':
    case 'fill':
    case 'append-pipe':
      break;
    default:
      return undefined;
  }
  return recordedDelimiter(node.input, field);
}

/** Whether a result is called that; a pattern may be. */
function writes(aggregations: readonly Aggregation[], field: string): boolean {
  return aggregations.some(({ as }) => fitsPattern(as, field));
}

/** What a field may have been called before a `rename`: patterns do not say which of their fields exist. */
function namesBefore(pairs: NodeOf<'rename'>['pairs'], field: string): string[] {
  const exact = pairs.find(({ to }) => to === field);
  if (exact !== undefined) return [exact.from];
  const names: string[] = [];
  for (const { from, to } of pairs) {
    const captures = hasWildcard(to) ? fieldCaptures(to, field) : null;
    if (captures !== null) names.push(fillWildcard(from, captures));
  }
  return pairs.some(({ from }) => from === field) ? names : [...names, field];
}

/** `nomv`: a multivalue as one text (spl-commands 6.4). */
export const nomv = defineCommand({
  name: 'nomv',
  kind: 'streaming',
  mode: 'names',
  forms: [fields('field', { min: 1, max: 1 })],
  options: {},
  lower(args, input) {
    const field = args.fieldNames[0] ?? '';
    const change = { name: 'join', delimiter: recordedDelimiter(input, field) } as const;
    return { kind: 'transform', input, items: [{ pattern: field, as: undefined, change }], span: args.span };
  },
  doc: {
    summary: 'Joins the values of a field into one text.',
    notes: [
      'The values are joined by the delimiter that `mvcombine` or `stats` recorded for the field, otherwise by a line break.',
    ],
    examples: [
      { title: 'By line breaks', spl: 'nomv to', input: [{ to: ['a', 'b'] }], output: [{ to: 'a\nb' }] },
      {
        title: 'By a recorded delimiter',
        spl: 'mvcombine delim="," ip | nomv ip',
        input: [{ ip: '1' }, { ip: '2' }],
        output: [{ ip: '1,2' }],
      },
    ],
  },
});
