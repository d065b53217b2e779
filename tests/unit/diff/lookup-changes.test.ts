import { expect, test } from 'vitest';
import { compileSearch } from '../../../src/compile/compile.js';
import { assembleContent } from '../../../src/content/content.js';
import { readCsvLookup } from '../../../src/content/lookup-table.js';
import { lookupChanges } from '../../../src/diff/lookup-changes.js';
import { createSource } from '../../../src/source/source.js';

/** A side whose one lookup has this definition and these rows. */
function side(yaml: string, csv: string, search = 'index=a | lookup known host OUTPUT owner') {
  const files = [
    { path: 'lookups/known.yml', source: createSource('k', `name: known\n${yaml}`), origin: 'repository' as const },
  ];
  return {
    plan: compileSearch(createSource('<search>', search)).plan,
    catalog: assembleContent(files).catalog,
    tables: new Map([['known', readCsvLookup(createSource('known.csv', csv)).table]]),
  };
}

const rows = 'host,owner\na,amy\nb,bob\n';

test.each<[string, string, string, string[]]>([
  ['nothing', 'filename: known.csv', rows, []],
  ['the order of rows and columns', 'filename: known.csv', 'owner,host\nbob,b\namy,a\n', []],
  [
    'rows',
    'filename: known.csv',
    'host,owner\na,amy\nc,cat\nd,dan\n',
    ['changed rows of lookup known: 2 -> 3 2 came and 1 went.'],
  ],
  ['a column', 'filename: known.csv', 'host,owner,os\na,amy,x\nb,bob,y\n', ['added column of lookup known:  -> os ']],
  [
    'how it matches',
    'filename: known.csv\nmatch_type: WILDCARD(host)\nmax_matches: 1',
    rows,
    ['changed max_matches of lookup known: 100 -> 1 ', 'added match_type of lookup known:  -> WILDCARD(host) '],
  ],
])('a lookup that both versions read is compared: %s', (_, yaml, csv, expected) => {
  const found = lookupChanges(side('filename: known.csv', rows), side(yaml, csv));
  expect(
    found.map((each) => `${each.kind} ${each.what}: ${each.before ?? ''} -> ${each.after ?? ''} ${each.note ?? ''}`),
  ).toEqual(expected);
});

test('a lookup that one version reads only is a change of the search', () => {
  expect(lookupChanges(side('filename: known.csv', rows), side('filename: known.csv', 'host\nz\n', 'index=a'))).toEqual(
    [],
  );
});
