import type { DashboardLayout } from '../../content/dashboard.js';
import { defineRule } from '../define.js';

/** A dashboard whose two files do not go together. */
export const dashboardLayout = defineRule({
  id: 'dashboard-layout',
  severity: 'error',
  category: 'references',
  what: 'The JSON file of a dashboard is missing or no JSON, or its title or description is not that of the YAML file.',
  why: 'The build refuses the dashboard, or shows it under another name than the content does.',
  fix: 'Save the layout as JSON beside the YAML file, under the same name, and give both the same title and description.',
  contentctl: ['dashboard JSON exists, parses, title matches, description'],
  good: [
    {
      files: {
        'dashboards/a.yml': 'name: A\ndescription: Shows a.',
        'dashboards/a.json': '{"title": "A", "description": "Shows a."}',
      },
    },
    { files: { 'dashboards/a.yml': `name: A\ndescription: S\njson_obj: '{"title": "A", "description": "S"}'` } },
  ],
  bad: [
    { files: { 'dashboards/a.yml': 'name: A\ndescription: Shows a.' } },
    { files: { 'dashboards/a.yml': 'name: A\ndescription: Shows a.', 'dashboards/a.json': '{"title": ' } },
    { files: { 'dashboards/a.yml': 'name: A\ndescription: Shows a.', 'dashboards/a.json': '[]' } },
    {
      files: {
        'dashboards/a.yml': 'name: A\ndescription: Shows a.',
        'dashboards/a.json': '{"title": "B", "description": "Shows a."}',
      },
    },
    { files: { 'dashboards/a.yml': 'name: A\ndescription: Shows a.', 'dashboards/a.json': '{"title": "A"}' } },
  ],
  content(cx) {
    const layouts = new Map<string, DashboardLayout>();
    for (const each of cx.content.companions) if (each.kind === 'dashboard-layout') layouts.set(each.stem, each);
    for (const dashboard of cx.content.companions) {
      if (dashboard.kind !== 'dashboard') continue;
      const layout = dashboard.layout ?? layouts.get(dashboard.stem);
      layouts.delete(dashboard.stem);
      if (layout === undefined) {
        // In content that was not read from a disk the file may still be there.
        if (cx.listing !== undefined)
          cx.report(`The file \`${dashboard.stem}.json\` of the dashboard is missing.`, { at: dashboard.name.at });
        continue;
      }
      if (layout.problem !== undefined) {
        cx.report(`The layout of the dashboard \`${dashboard.name.text}\` is not JSON: ${layout.problem}.`, {
          at: layout.at,
        });
        continue;
      }
      for (const [key, given, wanted] of [
        ['title', layout.title, dashboard.name],
        ['description', layout.description, dashboard.description],
      ] as const) {
        if (given === undefined) cx.report(`The layout of the dashboard has no \`${key}\`.`, { at: layout.at });
        else if (wanted !== undefined && given.trim() !== wanted.text)
          cx.report(`The ${key} of the layout is \`${given}\`, and the YAML file says \`${wanted.text}\`.`, {
            at: layout.at,
            related: [{ ...wanted.at, message: 'here' }],
          });
      }
    }
    for (const { problem, at } of layouts.values())
      if (problem !== undefined) cx.report(`The layout of this dashboard is not JSON: ${problem}.`, { at });
  },
});
