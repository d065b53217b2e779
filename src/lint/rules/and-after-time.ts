import { blankEnd } from '../../syntax/blank.js';
import { commandsOf, searchesOf } from '../commands-of.js';
import { defineRule } from '../define.js';
import { searchPlace } from '../place.js';

/** An AND in the WHERE of tstats with nothing but the time range before it. */
export const andAfterTime = defineRule({
  id: 'and-after-time',
  severity: 'warning',
  category: 'language',
  what: 'In the WHERE of `tstats` an AND stands behind `earliest=` or `latest=`, with no other term before it.',
  why: 'The time range is taken out of the terms first, and Splunk refuses the AND that is left in front: it lacks its left side.',
  fix: 'Leave the AND out: terms side by side are joined anyway. Or write the time range last.',
  good: [
    {
      search:
        '| tstats count from datamodel=Web where earliest=-14d latest=now Web.url="*.php" by Web.dest | rename Web.* as *',
    },
    {
      search:
        '| tstats count from datamodel=Web where Web.url="*.php" AND earliest=-14d by Web.dest | rename Web.* as *',
    },
    {
      search: '| tstats count where earliest=-1h ```a AND b``` index=main by host',
    },
  ],
  bad: [
    {
      search: '| tstats count where earliest=-1h ```or so``` AND index=main by host',
    },
    {
      search:
        '| tstats count from datamodel=Web where earliest=-14d latest=now AND Web.url="*.php" by Web.dest | rename Web.* as *',
    },
    {
      search: '| tstats count where earliest=-1h AND index=main by host',
    },
  ],
  search(search, cx) {
    const { source, tree } = search.compiled;
    for (const command of commandsOf(tree)) {
      if (command.name !== 'tstats') continue;
      for (const terms of searchesOf(command)) {
        if (terms.kind !== 'and') continue;
        const first = terms.operands.findIndex((each) => each.kind !== 'time');
        const [bound, term] = [terms.operands[first - 1], terms.operands[first]];
        if (bound === undefined || term === undefined) continue;
        const start = blankEnd(source.text, bound.span.end);
        const written = /^AND\b/.exec(source.text.slice(start, term.span.start));
        if (written === null) continue;
        cx.report('Splunk refuses this AND: before it stands only the time range, which is no term.', {
          at: searchPlace(search, { start, end: start + written[0].length }),
          help: ['Leave it out; terms side by side are joined anyway.'],
        });
      }
    }
  },
});
