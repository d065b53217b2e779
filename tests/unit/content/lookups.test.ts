import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Catalog } from '../../../src/content/catalog.js';
import { csvRecords } from '../../../src/content/csv.js';
import { readCsvLookup, readJsonLookup } from '../../../src/content/lookup-table.js';
import { ContentReadError, pathBelowRoot } from '../../../src/content/reader.js';
import { tableColumns } from '../../../src/content/table-columns.js';
import { readTransformsConf } from '../../../src/content/transforms-conf.js';
import { createSource } from '../../../src/source/source.js';
import { read, said } from './read-file.js';

const csv = (text: string) => readCsvLookup(createSource('t.csv', text));

describe('lookup definitions', () => {
  it('come from YAML of the newer form', async () => {
    const text = `name: hosts_lookup
id: 0f0b7a52-6d0c-4c59-9a0f-2f6b9f3f7f10
version: 1
date: 2024-12-23
author: A. Writer
lookup_type: csv
default_match: false
match_type:
- WILDCARD(name)
- CIDR(net)
min_matches: 1
max_matches: 3
case_sensitive_match: false
`;
    const items = await read('lookups/hosts.yml', text);
    expect(said(items)).toEqual([]);
    expect(items.lookups[0]).toMatchObject({
      name: 'hosts_lookup',
      kind: 'csv',
      path: 'lookups/hosts.csv',
      defaultMatch: 'false',
      minMatches: 1,
      maxMatches: 3,
      caseSensitive: false,
    });
    expect([...items.lookups[0]!.match]).toEqual([
      ['name', 'wildcard'],
      ['net', 'cidr'],
    ]);
  });

  it('come from YAML of the older form, with the defaults of transforms.conf', async () => {
    const csvItems = await read('lookups/a.yml', 'name: a\nfilename: other.csv\nmatch_type: WILDCARD(x)\n');
    expect(said(csvItems)).toEqual([]);
    expect(csvItems.lookups[0]).toMatchObject({
      kind: 'csv',
      path: 'lookups/other.csv',
      maxMatches: 100,
      minMatches: 0,
      caseSensitive: true,
    });
    const store = await read('lookups/b.yml', 'name: b\ncollection: seen\nfields_list: _key, user, first\n');
    expect(store.lookups[0]).toMatchObject({ kind: 'kvstore', collection: 'seen', fields: ['_key', 'user', 'first'] });
  });

  it('come from transforms.conf', () => {
    const text = `[extract_user]
REGEX = user=(\\w+)
[seen]
external_type = kvstore
collection = seen_store
fields_list = _key,user
[leases]
filename = dhcp.csv
time_field = at
time_format = %s
max_offset_secs = 3600
`;
    const { lookups, diagnostics } = readTransformsConf(createSource('transforms.conf', text), 'user');
    expect(diagnostics).toEqual([]);
    expect(lookups.map((each) => [each.name, each.kind, each.path, each.collection, each.maxMatches])).toEqual([
      ['seen', 'kvstore', 'lookups/seen.json', 'seen_store', 100],
      ['leases', 'csv', 'lookups/dhcp.csv', undefined, 1],
    ]);
    expect(lookups[1]!.time).toEqual({ field: 'at', format: '%s', minOffsetSeconds: 0, maxOffsetSeconds: 3600 });
  });
});

describe('lookup data', () => {
  it('is read without the blanks in front of cells, which quotes keep', () => {
    const { table } = csv('domain, dynamic\n*.a.example*, True\n\t"b, c",  " kept"\nd ,\n');
    expect(table.fields).toEqual(['domain', 'dynamic']);
    expect(table.rows).toEqual([
      ['*.a.example*', 'True'],
      ['b, c', ' kept'],
      ['d ', ''],
    ]);
  });

  it('is read with quotes, line ends in cells, a byte order mark and blank lines', () => {
    const { table, diagnostics } = csv('\ufeffname,"note"\r\na,"x ""y"", z"\r\n\r\n"b\nc",\r\n');
    expect(diagnostics).toEqual([]);
    expect(table).toEqual({
      fields: ['name', 'note'],
      rows: [
        ['a', 'x "y", z'],
        ['b\nc', ''],
      ],
    });
  });

  it('reports rows of another length than the header', () => {
    const { table, diagnostics } = csv('a,b\n1\n1,2,3\n1,2\n');
    expect(table.rows).toEqual([
      ['1', ''],
      ['1', '2'],
      ['1', '2'],
    ]);
    expect(diagnostics.map((each) => each.message)).toEqual([
      'Line 2 has 1 cell, the header has 2.',
      'Line 3 has 3 cells, the header has 2.',
    ]);
    expect(csv('').diagnostics.map((each) => each.code)).toEqual(['lookup-data-invalid']);
    expect(csv(`a,b\n${'1\n'.repeat(1000)}`).diagnostics).toHaveLength(5);
    const open = csv(`a,b\n${'1\n'.repeat(6)}"x,y`).diagnostics;
    expect(open.map(({ code, help }) => [code, ...help])).toEqual([
      ['lookup-open-quote'],
      ...Array(4).fill(['lookup-row-length']),
      ['lookup-row-length', '3 rows in all after the first 4 deviate.'],
    ]);
  });

  it('gives back what was written, whatever the cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(',')).join('\r\n');
        expect([...csvRecords(text)].map((each) => each.cells)).toEqual(rows);
      }),
    );
  });

  it('never loops on odd text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }),
        (text) => void [...csvRecords(text)],
      ),
    );
  });

  it('may have very many rows that are none', async () => {
    const items = await read('lookups/many.yml', 'name: many\nlookup_type: kvstore\nfields: [_key, x]\n');
    const lookups = items.lookups.map((each) => ({ ...each, path: 'lookups/many.json' }));
    const catalog = new Catalog({ lookups, reader: { readText: async () => '1\n'.repeat(700_000) } });
    const { columns, diagnostics } = await tableColumns({ lookups, catalog });
    expect([...columns]).toEqual([['many', ['_key', 'x']]]);
    expect(diagnostics).toHaveLength(700_000);
  });

  it('comes from JSON for a KV store', () => {
    const rows =
      '[{"_key": "1", "user": "ann", "n": 3, "ok": true}, {"user": ["bob", "eve"], "__proto__": "p", "x": null}]';
    const { table, diagnostics } = readJsonLookup(createSource('s.json', rows), ['_key', 'user']);
    expect(diagnostics).toEqual([]);
    expect(table.fields).toEqual(['_key', 'user', 'n', 'ok', '__proto__', 'x']);
    expect(table.rows).toEqual([
      ['1', 'ann', '3', 'true', '', ''],
      ['', 'bob\neve', '', '', 'p', ''],
    ]);
    const lines = readJsonLookup(createSource('s.json', '{"a":1}\nnot json\n{"a":2}\n[1]\n'));
    expect(lines.table.rows).toEqual([['1'], ['2']]);
    expect(lines.diagnostics.map((each) => each.code)).toEqual(['lookup-data-invalid', 'lookup-data-invalid']);
  });

  it('is read once, when asked for, by definition or file name', async () => {
    let reads = 0;
    const reader = {
      readText: async (path: string) => {
        reads++;
        return path === 'lookups/t.csv' ? 'a\n1\n' : undefined;
      },
    };
    const { lookups } = await read('lookups/t.yml', 'name: t_lookup\nfilename: t.csv\n');
    const catalog = new Catalog({ lookups, reader });
    expect(reads).toBe(0);
    expect((await catalog.table('t_lookup'))?.table.rows).toEqual([['1']]);
    expect((await catalog.table('t.csv'))?.table.rows).toEqual([['1']]);
    expect(reads).toBe(1);
    expect(catalog.table('unknown')).toBeUndefined();
    expect((await catalog.table('asset_lookup_by_str'))?.table.rows).toEqual([]);
  });

  it('never comes from outside the root', async () => {
    for (const path of ['../x', 'a/../../x', '/etc/passwd', 'C:\\x', '\\\\host\\x', '', '.', 'a\0b'])
      expect(pathBelowRoot(path), path).toBeUndefined();
    expect(pathBelowRoot('./lookups//a.csv')).toBe('lookups/a.csv');
    const asked: string[] = [];
    const reader = { readText: async (path: string) => void asked.push(path) as undefined };
    for (const filename of ['../../secret.csv', '/etc/passwd']) {
      const { lookups } = await read('lookups/t.yml', `name: t\nfilename: ${filename}\n`);
      const table = await new Catalog({ lookups, reader }).table('t');
      const said = table!.diagnostics.map((each) => each.code);
      expect(said).toEqual(['content-outside-root']);
    }
    expect(asked).toEqual([]);
    const refusing = { readText: () => Promise.reject(new ContentReadError('outside-root', 'x')) };
    const { lookups } = await read('lookups/t.yml', 'name: t\nfilename: t.csv\n');
    expect((await new Catalog({ lookups, reader: refusing }).table('t'))!.diagnostics[0]!.code).toBe(
      'content-outside-root',
    );
  });
});

describe('lookup tables of strangers', () => {
  it('are not read with thousands of columns', () => {
    const { table, diagnostics } = csv(`${Array.from({ length: 2001 }, (_, i) => `c${i}`).join(',')}\n1,2\n`);
    expect(table.fields).toEqual([]);
    expect(diagnostics.map((each) => each.code)).toEqual(['lookup-data-invalid']);
  });
});
