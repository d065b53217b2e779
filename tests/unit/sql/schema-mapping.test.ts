import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../../src/api/knowledge.js';
import { readSettings } from '../../../src/api/options.js';
import { readDocument } from '../../../src/content/document.js';
import { createSchemaValidator } from '../../../src/content/schema/validator.js';
import { loadKnowledge } from '../../../src/node/knowledge/load-knowledge.js';
import { loadSchemaMapping } from '../../../src/node/knowledge/load-schema-mapping.js';
import { createSource } from '../../../src/source/source.js';
import { dataSetFields } from '../../../src/sql/mapping/mapped-schema.js';
import { parsePath, pathText } from '../../../src/sql/mapping/path.js';
import { readMapping } from '../../../src/sql/mapping/read-mapping.js';
import { portOver } from '../../engines/schemas/port-over.js';

const { settings } = readSettings({ now: 1_700_000_000 });
const knowledge = new Knowledge((await loadKnowledge([])).files, settings);
const validator = await createSchemaValidator();
const rules = fileURLToPath(new URL('../../../rules/schemas/', import.meta.url));

/** Reads mappings, the base first, as `--schema` does; the text of a base may stand in place of a file. */
function read(...texts: string[]) {
  const files = texts.map((text, index) => {
    const { file, root, diagnostics } = readDocument(createSource(`${index}.yml`, text));
    if (root === undefined) throw new Error('no mapping');
    return { file, root, diagnostics: [...diagnostics, ...validator.validate(file, root, 'schema-mapping')] };
  });
  const found = readMapping(files, dataSetFields(knowledge.definitions));
  return { mapping: found.mapping, diagnostics: [...files.flatMap((each) => each.diagnostics), ...found.diagnostics] };
}

const marked = ({ diagnostics }: ReturnType<typeof read>): (readonly [string, string | undefined])[] =>
  diagnostics.map(({ code, primary }) => [
    code,
    primary === undefined ? undefined : primary.source.text.slice(primary.span.start, primary.span.end),
  ]);

function port(text: string, spl: string) {
  const { mapping, diagnostics } = read(text);
  expect(diagnostics).toEqual([]);
  return portOver(mapping!, spl, { knowledge, settings });
}

const head = `name: mine
time: { path: t, unit: seconds }
`;

describe('paths', () => {
  test.each([
    ['a', 'a'],
    ['a.b.c', 'a.b.c'],
    ['a.b[].c', 'a.b[].c'],
    ['a[0].b', 'a[0].b'],
    ['"@timestamp"', '@timestamp'],
    ['@timestamp', '@timestamp'],
    ['"a.b".c', 'a.b.c'],
    ['a-b.c', 'a-b.c'],
  ])('%s is read', (text, written) => {
    expect(pathText(parsePath(text)!)).toBe(written);
  });

  test.each(['', '.', 'a.', '.a', 'a..b', 'a b', 'a[', 'a[x]', '[]', 'a[].b[].c', '"', 'a"b"', 'a]'])(
    '%j is none',
    (text) => {
      expect(parsePath(text)).toBeUndefined();
    },
  );
});

describe('files', () => {
  test.each(readdirSync(rules).filter((name) => name.endsWith('.yml')))('%s has no mistakes', async (name) => {
    expect(readFileSync(`${rules}${name}`, 'utf8')).toContain(`name: ${name.slice(0, -'.yml'.length)}\n`);
    const { mapping, diagnostics } = await loadSchemaMapping(name.slice(0, -'.yml'.length), knowledge.definitions);
    expect(diagnostics).toEqual([]);
    expect(mapping?.name).toBe(name.slice(0, -'.yml'.length));
  });

  test('an unknown name is reported with what there is', async () => {
    const { mapping, diagnostics } = await loadSchemaMapping('oscf', knowledge.definitions);
    expect(mapping).toBeUndefined();
    expect(diagnostics.map(({ code, help }) => [code, help.join(' ')])).toEqual([
      ['schema-unknown', expect.stringContaining('ocsf')],
    ]);
  });

  test('mistakes are placed', () => {
    const wrong = read(`${head}tables:
  Endpoint.Proceses: { table: p }
  Endpoint.Registry: { fields: { action: a } }
  Endpoint.Filesystem:
    table: f
    fields:
      file_nam: a
      user: { path: b, column: c }
      dest: a..b
      action: { path: x, otherwise: none }
      file_size: { path: x, type: time }
      file_hash: { path: 'x[]', type: text }
      process_id: { template: '{a}{' }
`);
    expect(marked(wrong)).toEqual([
      ['schema-unknown-data-set', 'Endpoint.Proceses'],
      ['schema-mapping', 'Endpoint.Registry'],
      ['schema-mapping', 'user'],
      ['schema-mapping', 'a..b'],
      ['schema-mapping', 'action'],
      ['schema-mapping', 'file_size'],
      ['schema-mapping', 'file_hash'],
      ['schema-mapping', "'{a}{'"],
      ['schema-unknown-field', 'file_nam'],
    ]);
  });

  test('keys that no mapping has, and values of the wrong kind, are mistakes', () => {
    expect(marked(read(`${head}table: x\ntables: { Endpoint.Registry: { table: 3 } }\n`))).toEqual(
      expect.arrayContaining([
        ['content-schema', 'table'],
        ['content-schema', '3'],
      ]),
    );
  });

  test('a later file wins key by key, and null takes a field away', () => {
    const base = `${head}tables:
  Endpoint.Filesystem:
    table: base
    where: { class: 1 }
    fields: { user: a, dest: b, file_name: c }
`;
    const { mapping, diagnostics } = read(
      base,
      `name: mine
paths: { json: doc }
tables:
  endpoint.filesystem:
    table: [lake, files]
    fields: { user: z, dest: null }
`,
    );
    expect(diagnostics).toEqual([]);
    const table = mapping?.tables.get('endpoint.filesystem')?.parts[0];
    expect(table?.table).toEqual(['lake', 'files']);
    expect([...(table?.fields.keys() ?? [])]).toEqual(['user', 'file_name']);
    expect(table?.where).toHaveLength(1);
    expect(table?.fields.get('file_name')?.from).toMatchObject({ at: { style: { kind: 'json', column: 'doc' } } });
  });
});

describe('fields without a place', () => {
  const few = `${head}tables:
  Endpoint.Processes: { table: p, fields: { process: cmd, dest: host } }
`;

  const over = 'from datamodel=Endpoint.Processes';
  test.each([
    ['a condition', `| tstats count ${over} where Processes.user=amy by Processes.dest`, 'Processes.user'],
    ['a group that loses its rows', `| tstats count ${over} by Processes.dest Processes.process_id`, 'tstats'],
    ['a later condition', `| tstats values(Processes.user) as u ${over} by Processes.dest | where u="amy"`, 'u'],
    [
      'a later condition under a new name',
      `| tstats values(Processes.user) as u ${over} by Processes.dest | rename u as who | search who=amy`,
      'who',
    ],
    ['a calculation', `| tstats count ${over} by Processes.user | eval x=upper('Processes.user')`, "'Processes.user'"],
  ])('%s refuses the search at its place', (_, spl, place) => {
    const ported = port(few, spl);
    if (ported.grade !== 'refused') throw new Error('It is ported.');
    expect(ported.code).toBe('schema-field-unmapped');
    expect(spl.slice(ported.span?.start, ported.span?.end)).toMatch(new RegExp(`^${place}`));
  });

  test('what is only shown is a caveat, with the default of the data set where it has one', () => {
    const ported = port(
      few,
      '| tstats count values(Processes.process_path) as path from datamodel=Endpoint.Processes by Processes.dest Processes.user',
    );
    expect(ported).toMatchObject({ grade: 'caveats' });
    const messages = ported.grade === 'refused' ? [] : ported.caveats.map(({ message }) => message).sort();
    expect(messages).toEqual([
      'Processes.process_path has no mapping in mine (Endpoint.Processes): its column is empty.',
      'Processes.user has no mapping in mine (Endpoint.Processes): its column says unknown.',
    ]);
    expect(ported.grade !== 'refused' && ported.sql).toContain(`'unknown' AS "Processes.user"`);
  });

  test('what the data model works out has a place', () => {
    const ported = port(
      few,
      '| tstats count from datamodel=Endpoint.Processes where Processes.process_name=cmd.exe by Processes.process_name',
    );
    expect(ported.grade).toBe('equivalent');
  });

  test('a data set or events without a table are refused', () => {
    expect(port(few, '| tstats count from datamodel=Endpoint.Registry')).toMatchObject({ code: 'schema-no-table' });
    expect(port(few, 'index=main error')).toMatchObject({ code: 'schema-no-table' });
  });

  test('a data set with tags of its own is no part of its parent', () => {
    const web = `${head}tables: { Web.Web: { table: w, fields: { url: u } } }\n`;
    expect(port(web, '| tstats count from datamodel=Web.Proxy by Web.url')).toMatchObject({ code: 'schema-no-table' });
  });

  test('values of the own kind of the table are shown and not compared', () => {
    const shown = `${head}tables:
  Endpoint.Processes: { table: p, fields: { dest: host, vendor_product: { path: v, shown_only: true } } }
`;
    const over = '| tstats count from datamodel=Endpoint.Processes';
    expect(port(shown, `${over} by Processes.vendor_product`).grade).toBe('equivalent');
    expect(port(shown, `${over} where Processes.vendor_product=x by Processes.dest`)).toMatchObject({
      code: 'schema-field-shown-only',
    });
  });
});

/** Searches over the mappings that come with escudo; the SQL of each is a file. */
const goldens = {
  'ocsf-process': [
    'ocsf',
    '| tstats count min(_time) as firstTime from datamodel=Endpoint.Processes where Processes.process_name=mshta.exe Processes.process="*http*" earliest=-1h by Processes.dest Processes.user Processes.process_hash | rename Processes.* as *',
  ],
  'ocsf-registry': [
    'ocsf',
    '| tstats count from datamodel=Endpoint.Registry where Registry.registry_value_data=0x00000001 by Registry.registry_path Registry.action',
  ],
  'ecs-logons': [
    'ecs',
    '| tstats dc(Authentication.user) as users from datamodel=Authentication.Failed_Authentication by _time span=5m Authentication.src | where users > 5',
  ],
  'ecs-dns': [
    'ecs',
    '| tstats count from datamodel=Network_Resolution by DNS.query DNS.answer DNS.answer_count | dedup DNS.query',
  ],
} as const;

describe('the SQL over shipped mappings', () => {
  test.each(Object.entries(goldens))('%s', async (name, [schema, spl]) => {
    const { mapping } = await loadSchemaMapping(schema, knowledge.definitions);
    const found = portOver(mapping!, spl, { knowledge, settings });
    if (found.grade === 'refused') return expect.fail(found.reason);
    const text = `-- ${found.grade}\n${found.caveats.map(({ message }) => `-- caveat: ${message}\n`).join('')}${found.sql}`;
    const file = fileURLToPath(new URL(`../../golden/sql/${name}.sql`, import.meta.url));
    if (process.env['UPDATE_GOLDEN'] === '1' && !process.env['CI']) writeFileSync(file, text);
    expect(existsSync(file), `${file} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});

describe('names and values', () => {
  const hostile = `name: mine
time: { column: 'a"; DROP TABLE t; --', unit: seconds }
tables:
  Endpoint.Processes:
    table: [ 'x"y', "p'q" ]
    where: { kind: "o'brien", 'a."b\\"c"': [1, "it's"] }
    fields:
      dest: { column: 'm"', key: "k'); --" }
      user: { column: j, json: '"a\\"b"."c''d"' }
      process: { template: "it's {a.\\"b'c\\"}" }
`;

  test('cannot leave their quotes', () => {
    const ported = port(
      hostile,
      '| tstats count from datamodel=Endpoint.Processes by Processes.dest Processes.user Processes.process',
    );
    if (ported.grade === 'refused') throw new Error(ported.reason);
    // Without what stands in quotes, no sign of the mapping is left.
    const bare = ported.sql.replaceAll(/--.*$|"(?:[^"]|"")*"|'(?:[^']|'')*'/gm, '');
    expect(bare).not.toMatch(/DROP|brien|["';]/);
    expect(ported.sql).toContain(`FROM "x""y"."p'q"`);
  });
});

describe('tables of events', () => {
  const events = `${head}events:
  table: logs
  where: "dataset <> 'metrics'"
  order: seq
  fields: { _raw: message, host: h, index: { constant: main }, sourcetype: st }
`;

  test('are read with the fields that have a place', () => {
    const ported = port(events, 'index=main sourcetype=syslog failed | stats count by host');
    expect(ported.grade).toBe('caveats');
    expect(ported.grade !== 'refused' && ported.sql).toContain(`FROM "logs"\n  WHERE (dataset <> 'metrics')`);
    // Also where all fields of the rows are shown.
    for (const spl of [
      'index=main user=amy | stats count by host',
      'index=main user=amy',
      'index=main | where user="amy"',
    ])
      expect(port(events, spl), spl).toMatchObject({ code: 'schema-field-unmapped' });
    expect(port(events, 'index=main | eval user="amy" | search user=amy').grade).toBe('caveats');
  });

  test.each([
    ['lists', '"attributes"[\'user\']'],
    ['texts', 'CAST("attributes"[\'user\'] AS VARCHAR)'],
    ['json', `json_extract_string("attributes", '$."user"') END`],
  ])('take the rest from %s', (kind, sql) => {
    const ported = port(`${events}  rest: { ${kind}: attributes }\n`, 'index=main user=amy | stats count by host');
    expect(ported.grade === 'refused' ? ported.reason : ported.sql).toContain(`${sql} AS "user"`);
  });

  test('take objects from columns of their own', () => {
    const ported = port(
      `${events}  under: { request: req, response: res }\n`,
      'index=main request.user.name=amy response.items{}.id=7 | stats count by host',
    );
    const sql = ported.grade === 'refused' ? ported.reason : ported.sql;
    expect(sql).toContain(`json_extract_string("req", '$."user"."name"')`);
    expect(sql).toContain(`"res"`);
    expect(port(`${events}  under: { request: req }\n`, 'index=main requests.user=amy')).toMatchObject({
      code: 'schema-field-unmapped',
    });
  });

  test('a refusal names all fields that the search needs', () => {
    const ported = port(events, 'index=main user=amy | where size>3 AND isnotnull(size) | stats count by src');
    expect(ported.grade === 'refused' && ported.reason).toMatch(
      /^user has no .* The search needs as well: size, src\.$/,
    );
  });

  test('what a command is there to make needs no place', () => {
    const made = port(events, 'index=main | rex field=host "(?<site>\\w+)-" | search site=a | stats count by site');
    expect(made.grade).toBe('caveats');
    expect(port(events, 'index=main site=a | rex field=host "(?<site>\\w+)-"')).toMatchObject({
      code: 'schema-field-unmapped',
    });
  });

  test.each([
    'index=main | stats values(user) as user by host | where user="root"',
    'index=main | eventstats values(user) as user by host | where user="root"',
    'index=main | fillnull user | search user=root',
    'index=main | makemv user | where user="root"',
  ])('what a command only hands on under its name needs one: %s', (spl) => {
    expect(port(events, spl)).toMatchObject({ code: 'schema-field-unmapped' });
  });

  test('and does not where another command made it before', () => {
    const spl =
      'index=main | rex field=host "(?<site>\\w+)-" | makemv site | stats values(site) as site by host | where site="a"';
    expect(port(events, spl).grade).toBe('caveats');
  });

  test('bound the column as it is stored', () => {
    const bounded = (unit: string) => {
      const ported = port(
        `name: mine\ntime: { path: t, unit: ${unit}, always: true }\nevents: { table: logs, fields: { host: h, index: i } }\n`,
        'earliest=1700000000 latest=1700003600 index=main | stats count by host',
      );
      return ported.grade === 'refused' ? ported.reason : ported.sql;
    };
    expect(bounded('milliseconds')).toMatch(/WHERE "t" >= \(1700000000::DOUBLE\) \* 1000 AND "t" < /);
    expect(bounded('timestamptz')).toMatch(/WHERE "t" >= to_timestamp\(/);
    expect(bounded('timestamp')).toMatch(/WHERE "t" >= make_timestamp\(/);
    expect(bounded('iso')).toMatch(/WHERE epoch\(TRY_CAST\("t" AS TIMESTAMPTZ\)\) >= /);
  });

  test('bound the converted time where it is text', () => {
    const ported = port(
      'name: mine\ntime: { column: doc, json: at, unit: milliseconds }\nevents: { table: logs, fields: { host: h, index: i } }\n',
      'earliest=1700000000 index=main | stats count by host',
    );
    expect(ported.grade === 'refused' ? ported.reason : ported.sql).toMatch(
      /json_extract_string\("doc", '\$\."at"'\) END AS DOUBLE\) \/ 1000\) >= \(?1700000000/,
    );
  });

  test('SQL of a mapping is taken by engine', () => {
    const text = (engines: string) =>
      `${head}events: { table: logs, fields: { index: i, host: { expression: ${engines} } } }\n`;
    const spl = 'index=main | stats count by host';
    const ported = port(text(`{ duckdb: 'd(x)', clickhouse: 'c(x)' }`), spl);
    expect(ported.grade !== 'refused' && ported.sql).toContain('(d(x))');
    expect(port(text(`{ clickhouse: 'c(x)' }`), spl)).toMatchObject({ code: 'schema-engine' });
  });
});
