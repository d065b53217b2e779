import { didYouMean, suggest } from '../../support/suggest.js';
import { mostChained } from '../dashboard-searches.js';
import { defineRule } from '../define.js';

/** A panel or a search of a dashboard that asks for the rows of a search which is not there. */
export const unknownDashboardSearch = defineRule({
  id: 'unknown-dashboard-search',
  severity: 'error',
  category: 'references',
  what: 'A panel, an input or a search of a dashboard asks for the rows of a search that the dashboard does not have, its layout shows a panel that it does not have, or a chain of searches comes back to where it began.',
  why: 'The panel stays empty.',
  fix: 'Correct the name, or add the search.',
  good: [
    {
      files: {
        'dashboards/a.yml': 'name: A\ndescription: S',
        'dashboards/a.json':
          '{"title": "A", "description": "S", "dataSources": {"ds_a": {"type": "ds.search", "options": {"query": "index=a"}}, "ds_b": {"type": "ds.chain", "options": {"extend": "ds_a", "query": "| stats count"}}}, "visualizations": {"v": {"dataSources": {"primary": "ds_b"}}}}',
      },
    },
    {
      files: {
        'dashboards/b.xml': '<panel><search base="of_the_dashboard"><query>stats count</query></search></panel>',
      },
    },
  ],
  bad: [
    {
      files: {
        'dashboards/a.yml': 'name: A\ndescription: S',
        'dashboards/a.json':
          '{"title": "A", "description": "S", "dataSources": {"ds_a": {"type": "ds.search", "options": {"query": "index=a"}}}, "visualizations": {"v": {"dataSources": {"primary": "ds_b"}}}}',
      },
    },
    {
      files: {
        'dashboards/a.yml': 'name: A\ndescription: S',
        'dashboards/a.json':
          '{"title": "A", "description": "S", "visualizations": {"v": {"type": "splunk.table"}}, "layout": {"structure": [{"item": "w"}]}}',
      },
    },
    {
      files: {
        'dashboards/b.xml':
          '<form><search id="base"><query>index=a</query></search><search base="bsae"><query>stats count</query></search></form>',
      },
    },
    {
      files: {
        'dashboards/b.xml': '<form><search id="a" base="a"><query>stats count</query></search></form>',
      },
    },
  ],
  dashboard(dashboard, cx) {
    for (const { text, at } of dashboard.uses)
      if (!dashboard.ids.has(text))
        cx.report(`The dashboard has no search \`${text}\`.`, { at, help: didYouMean(suggest(text, dashboard.ids)) });
    for (const { text, at } of dashboard.shown)
      if (dashboard.parts.size > 0 && !dashboard.parts.has(text))
        cx.report(`The dashboard has no panel or input \`${text}\`.`, {
          at,
          help: didYouMean(suggest(text, dashboard.parts)),
        });
    const bases = new Map(dashboard.searches.flatMap(({ id, base }) => (id === undefined ? [] : [[id, base]])));
    for (const { id, base, query } of dashboard.searches) {
      if (id === undefined || !comesBack(id, bases)) continue;
      cx.report(`The search \`${id}\` goes on with its own rows, by way of \`${base}\`.`, {
        at: { source: query, span: { start: 0, end: query.text.length } },
      });
    }
  },
});

function comesBack(id: string, bases: ReadonlyMap<string, string | undefined>): boolean {
  const seen = new Set<string>();
  for (
    let next = bases.get(id);
    next !== undefined && seen.size < mostChained && !seen.has(next);
    next = bases.get(next)
  ) {
    if (next === id) return true;
    seen.add(next);
  }
  return false;
}
