import type { MacroCall } from '../../macros/expand-macros.js';
import { commandsOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** `tstats` over a data model that leaves open whether summaries are used. */
export const tstatsSummaries = defineRule({
  id: 'tstats-summaries',
  severity: 'warning',
  category: 'data-models',
  what: '`tstats` reads a data model and says nothing of `summariesonly`.',
  why: 'Without it Splunk also reads events that are not summarised, which is slow on the machines where summaries exist; content says by a macro which of the two it wants.',
  fix: 'Write `security_content_summariesonly` between backticks, or `summariesonly=`, after `tstats`.',
  good: [
    {
      search:
        '| tstats summariesonly=false count from datamodel=Endpoint.Processes by Processes.dest | rename "Processes.*" as *',
    },
  ],
  bad: [{ search: '| tstats count from datamodel=Endpoint.Processes by Processes.dest | rename "Processes.*" as *' }],
  scheduledSearch(search, cx) {
    for (const command of commandsOf(search.compiled.tree)) {
      if (command.name !== 'tstats') continue;
      const text = search.compiled.source.text.slice(command.span.start, command.span.end);
      if (!/\bdatamodel\s*=?/i.test(text) || /\bsummariesonly\s*=/i.test(text)) continue;
      if (search.compiled.macroCalls.some(saysSummaries)) continue;
      cx.report('`tstats` does not say whether only summaries are read.', {
        at: searchPlace(search, command.nameSpan),
        help: ['Add `security_content_summariesonly` between backticks.'],
      });
    }
  },
});

/** A macro of another app, of which nothing but its name is known. */
function saysSummaries({ name, definition }: MacroCall): boolean {
  return definition.isUnknown === true && /summaries/i.test(name);
}
