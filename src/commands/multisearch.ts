import type { PlanNode } from '../plan/plan.js';
import { subsearch } from '../syntax/forms.js';
import { defineCommand } from './define.js';

/** What a streaming search is made of: nothing that looks at more than one row. */
const streaming = new Set<PlanNode['kind']>([
  'scan',
  'generate',
  'dataset',
  'filter',
  'extend',
  'project',
  'rename',
  'extract',
  'transform',
  'lookup',
  'fill',
  'bin',
  'unnest',
]);

function isStreaming(node: PlanNode): boolean {
  let at = node;
  while (streaming.has(at.kind)) {
    if (!('input' in at) || at.input === undefined) return true;
    at = at.input;
  }
  return at.kind === 'unsupported';
}

/** `multisearch`: several streaming searches as one, by time (spl-commands 9.4). */
export const multisearch = defineCommand({
  name: 'multisearch',
  kind: 'generating',
  mode: 'words',
  forms: [subsearch({ min: 2 })],
  options: {},
  lower(args, _input, cx) {
    const inputs = args.subsearches.map((each) => {
      const node = cx.subsearch(each.pipeline);
      if (!isStreaming(node)) {
        cx.report(
          'wrong-arguments',
          {
            name: 'multisearch',
            reason: 'takes searches that only filter and change events; use append or union for others',
          },
          each.span,
        );
      }
      return node;
    });
    return { kind: 'union', inputs, order: 'by-time', maxRows: Number.POSITIVE_INFINITY, span: args.span };
  },
  doc: {
    summary: 'Runs two or more streaming searches and puts their events in order of time, newest first.',
    examples: [],
  },
});
