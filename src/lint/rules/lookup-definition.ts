import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

/** A lookup that Splunk would refuse, or whose columns do not fit. */
export const lookupDefinitionRule = defineRule({
  id: 'lookup-definition',
  severity: 'error',
  category: 'references',
  what: 'A KV store lookup does not begin with `_key`, a model file lacks its prefix, a column without a name or with that of another, a match type or a time for a column that does not exist, `max_matches` out of range or less than `min_matches`, or offsets of time that leave no time.',
  why: 'Splunk refuses the definition, or never finds a match.',
  fix: 'List `_key` first; name model files `__mlspl_...`; write WILDCARD(column) or CIDR(column).',
  contentctl: [
    'kvstore fields start with `_key`',
    'mlmodel file prefix `__mlspl_`',
    'match_type is WILDCARD(...) or CIDR(...)',
    'max_matches 1–1000',
    'header not empty',
  ],
  good: [{ files: { 'lookups/a.yml': 'name: a\nlookup_type: kvstore\nfields: [_key, x]' } }],
  bad: [
    { files: { 'lookups/a.yml': 'name: a\nlookup_type: kvstore\nfields: [x, _key]' } },
    { files: { 'lookups/a.yml': 'name: a\nlookup_type: csv\nmatch_type: [WILDCARD(y)]', 'lookups/a.csv': 'x\n1\n' } },
    { files: { 'lookups/a.yml': 'name: a\nlookup_type: csv', 'lookups/a.csv': 'x,\n1,2\n' } },
    { files: { 'lookups/a.yml': 'name: a\nlookup_type: csv', 'lookups/a.csv': 'x,x\n1,2\n' } },
    { files: { 'lookups/a.yml': 'name: a\nfilename: model.mlmodel' } },
    {
      files: {
        'lookups/a.yml': 'name: a\nlookup_type: csv\nmin_matches: 2\nmax_matches: 1',
        'lookups/a.csv': 'x\n1\n',
      },
    },
    { files: { 'lookups/a.yml': 'name: a\nlookup_type: csv\ntime_field: at', 'lookups/a.csv': 'x,time\n1,2\n' } },
    {
      files: {
        'lookups/a.yml': 'name: a\nlookup_type: csv\ntime_field: t\nmin_offset_secs: 9\nmax_offset_secs: 5',
        'lookups/a.csv': 't\n1\n',
      },
    },
  ],
  lookup(lookup, cx) {
    const { at } = lookup;
    if (at === undefined) return;
    const placeOf = (...keys: string[]) => keys.map((key) => lookup.settingsAt?.[key]).find((each) => each) ?? at;
    if (lookup.kind === 'kvstore' && lookup.fields.length > 0 && lookup.fields[0] !== '_key')
      cx.report(
        `The fields of the KV store lookup \`${lookup.name}\` begin with \`${lookup.fields[0]}\`, not with \`_key\`.`,
        { at: placeOf('fields', 'fields_list'), severity: lookup.fields.includes('_key') ? 'error' : 'warning' },
      );
    if (lookup.kind === 'mlmodel' && lookup.path !== undefined && !/(?:^|\/)__mlspl_/.test(lookup.path))
      cx.report(`The model file \`${lookup.path}\` lacks the prefix \`__mlspl_\`.`, { at: placeOf('filename') });
    if (lookup.maxMatches < 1 || lookup.maxMatches > 1000)
      cx.report('`max_matches` is not between 1 and 1000.', { at: placeOf('max_matches'), about: 'max_matches' });
    const { time } = lookup;
    if (time !== undefined && time.minOffsetSeconds > time.maxOffsetSeconds)
      cx.report(
        `\`min_offset_secs\` (${time.minOffsetSeconds}) is more than \`max_offset_secs\` (${time.maxOffsetSeconds}): no row is ever found.`,
        { at: placeOf('min_offset_secs') },
      );
    if (lookup.minMatches > lookup.maxMatches)
      cx.report(
        `\`min_matches\` (${lookup.minMatches}) is more than \`max_matches\` (${lookup.maxMatches}): \`default_match\` is given whatever is found.`,
        { at: placeOf('min_matches'), severity: 'warning' },
      );
    const columns = lookup.fields.length > 0 ? lookup.fields : (cx.columns.get(lookup.name) ?? []);
    if (columns.length === 0) return;
    if (columns.includes(''))
      cx.report(`A column of the lookup \`${lookup.name}\` has no name.`, { at, severity: 'warning' });
    const seen = new Set<string>();
    const twice = columns.find((column) => column !== '' && seen.size === seen.add(column).size);
    if (twice !== undefined)
      cx.report(`The lookup \`${lookup.name}\` has two columns \`${twice}\`.`, { at, severity: 'warning' });
    const help = [`Columns: ${columns.slice(0, 15).join(', ')}.`];
    for (const field of lookup.match.keys()) {
      if (!columns.includes(field))
        cx.report(`The lookup \`${lookup.name}\` matches by \`${field}\`, which is no column.`, {
          at: placeOf('match_type'),
          help: [...didYouMean(suggest(field, columns, 1)), ...help],
          severity: 'warning',
        });
    }
    if (time !== undefined && !columns.includes(time.field))
      cx.report(`The lookup \`${lookup.name}\` has its time in \`${time.field}\`, which is no column.`, {
        at: placeOf('time_field'),
        help: [...didYouMean(suggest(time.field, columns, 1)), ...help],
      });
  },
});
