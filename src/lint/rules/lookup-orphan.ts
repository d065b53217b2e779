import { defineRule } from '../define.js';

/** A file in `lookups/` that no lookup names. */
export const lookupOrphan = defineRule({
  id: 'lookup-orphan',
  severity: 'warning',
  category: 'references',
  what: 'A file in `lookups/` belongs to no lookup, or is of a kind that does not belong there.',
  why: 'It is shipped or forgotten without anybody using it.',
  fix: 'Define the lookup, or remove the file.',
  contentctl: ['no orphan or foreign files in `lookups/`', 'file exists'],
  good: [{ files: { 'lookups/a.yml': 'name: a\nlookup_type: csv', 'lookups/a.csv': 'x\n1\n' } }],
  bad: [
    { files: { 'lookups/b.yml': 'name: b\nlookup_type: csv', 'lookups/b.csv': 'x\n1\n', 'lookups/old.csv': 'x\n1\n' } },
  ],
  content(cx) {
    const { listing } = cx;
    if (listing === undefined || cx.content.lookups.length === 0) return;
    const used = new Set(cx.content.lookups.flatMap((lookup) => lookup.path ?? []));
    const place = cx.content.lookups.find((lookup) => lookup.at !== undefined && lookup.origin === 'repository')?.at;
    for (const path of listing.paths) {
      if (!path.startsWith('lookups/') || /\.ya?ml$|(?:^|\/)(?:\.|README)/i.test(path) || used.has(path)) continue;
      const source = {
        name: place === undefined ? path : place.source.name.replace(/lookups\/(?!.*lookups\/).*$/, path),
        text: '',
      };
      cx.report(`No lookup uses \`${path}\`.`, { at: { source, span: { start: 0, end: 0 } } });
    }
  },
});
