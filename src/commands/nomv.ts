import type { PlanNode } from '../plan/plan.js';
import { fields } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/**
 * The delimiter that a command before has recorded for a multivalue field (`mvcombine delim=`, `stats delim=`), or
 * undefined. Steps that cannot touch the field are looked through.
 */
function recordedDelimiter(node: PlanNode, field: string): string | undefined {
  let at = node;
  for (;;) {
    switch (at.kind) {
      case 'apply':
        return at.procedure.name === 'combine' && at.procedure.field === field ? at.procedure.delimiter : undefined;
      case 'aggregate': {
        const made = at.aggregations.find((each) => each.as === field);
        return made?.function === 'list' || made?.function === 'values' ? at.delimiter : undefined;
      }
      case 'extend':
        if (at.assignments.some((each) => each.computed || each.target === field)) return undefined;
        break;
      case 'filter':
      case 'sort':
      case 'limit':
      case 'dedup':
      case 'project':
      case 'fill':
        break;
      default:
        return undefined;
    }
    at = at.input;
  }
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
