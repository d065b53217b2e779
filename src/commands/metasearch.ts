import type { PlanNode } from '../plan/plan.js';
import { searchTerms } from '../syntax/forms.js';
import { defineCommand } from './define.js';

const metadataFields = ['_time', 'host', 'index', 'source', 'sourcetype', 'splunk_server'];

/** `metasearch`: the metadata of the events that fit search terms (searchbnf.conf, metasearch-command). */
export const metasearch = defineCommand({
  name: 'metasearch',
  kind: 'generating',
  mode: 'search',
  forms: [searchTerms()],
  options: {},
  lower(args, _input, cx) {
    const { span } = args;
    const found = args.search === undefined ? undefined : cx.checkWindowed(args.search);
    const events: PlanNode = { kind: 'scan', window: found?.window ?? {}, span };
    const rows: PlanNode =
      found === undefined
        ? events
        : { kind: 'filter', input: events, condition: { language: 'search', expression: found.expression }, span };
    return { kind: 'project', input: rows, mode: 'table', patterns: metadataFields, span };
  },
  doc: {
    summary:
      'Gives of the events that fit search terms only what the index knows of them: time, host, source, type and index.',
    notes: ['Here the terms may name any field of the events; Splunk compares indexed fields only.'],
    examples: [],
  },
});
