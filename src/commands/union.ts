import type { PlanNode } from '../plan/plan.js';
import { options, subsearch, words } from '../syntax/forms.js';
import { subsearchOptions } from './append.js';
import { typedDataset } from './dataset-rows.js';
import { defineCommand } from './define.js';
import { isNoRows } from './no-rows.js';

/** Whether the rows of a node are events in the order of time. */
function givesEvents(node: PlanNode): boolean {
  switch (node.kind) {
    case 'scan':
    case 'dataset':
      return true;
    case 'filter':
    case 'extend':
    case 'project':
    case 'rename':
    case 'extract':
    case 'transform':
    case 'lookup':
      return givesEvents(node.input);
    default:
      return false;
  }
}

/** `union`: the rows of several datasets and subsearches (spl-commands 9.4). */
export const union = defineCommand({
  name: 'union',
  kind: 'generating',
  standsAnywhere: true,
  mode: 'words',
  forms: [options(), words('dataset'), subsearch()],
  options: subsearchOptions,
  lower(args, input, cx) {
    const { options: given, span } = args;
    const inputs: PlanNode[] = isNoRows(input) ? [] : [input];
    let named = 0;
    for (const argument of args.all) {
      if (argument.kind === 'subsearch') {
        inputs.push(cx.subsearch(argument.pipeline));
        named++;
      } else if (argument.kind === 'word') {
        const node = typedDataset(argument.text, argument.span, 'union', span);
        if (node === undefined) {
          cx.report(
            'wrong-arguments',
            { name: 'union', reason: 'takes subsearches in brackets and datasets such as datamodel:Web.Web' },
            argument.span,
          );
          continue;
        }
        inputs.push(node);
        named++;
      }
    }
    if (named === 0)
      cx.report('missing-argument', { command: 'union', what: 'a dataset or a subsearch' }, args.command.nameSpan);
    const order = inputs.every(givesEvents) ? 'by-time' : 'append';
    const maxRows = given.maxout === 0 ? undefined : given.maxout;
    return { kind: 'union', inputs, order, maxRows, ...(isNoRows(input) ? { firstIsCut: true } : {}), span };
  },
  doc: {
    summary: 'Merges the rows of datasets and subsearches, and those before it where there are any.',
    notes: ['Events are put in order of time, newest first; results follow one after the other.'],
    examples: [
      {
        title: 'Two tables',
        spl: '| union [| inputlookup v] [| inputlookup w]',
        input: [],
        output: [{ q: '1' }, { r: '2' }],
        lookups: { v: [{ q: '1' }], w: [{ r: '2' }] },
      },
    ],
  },
});
