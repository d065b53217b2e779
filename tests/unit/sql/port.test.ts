import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { portCandidate, portCompiled } from '../../../src/api/port.js';
import { createPortSchema } from '../../../src/api/port-schema.js';
import { Catalog } from '../../../src/content/catalog.js';
import { createMemoryLookups } from '../../../src/exec/lookups/memory-lookups.js';
import { createMemorySources } from '../../../src/exec/memory-sources.js';
import { aggregates } from '../../../src/functions/aggregate/index.js';
import { scalarRegistry } from '../../../src/functions/scalar/index.js';
import { createSource } from '../../../src/source/source.js';
import { aggregateTemplates } from '../../../src/sql/aggregates.js';
import type { SqlDialect } from '../../../src/sql/dialect.js';
import { clickhouse } from '../../../src/sql/dialects/clickhouse.js';
import { duckdb } from '../../../src/sql/dialects/duckdb.js';
import { templateOf } from '../../../src/sql/functions/index.js';
import { commentText } from '../../../src/sql/quote.js';
import { toRe2 } from '../../../src/sql/re2.js';

const golden = fileURLToPath(new URL('../../golden/sql/', import.meta.url));
const { settings } = readSettings({ now: 1_700_000_000 });

function port(spl: string, dialect: SqlDialect) {
  const sources = createMemorySources({
    events: [],
    dataModels: { 'Endpoint.Processes': [{ user: 'a', process: 'b', dest: 'c' }] },
  });
  const tables = createMemoryLookups(
    { assets: [{ ip: '10.0.0.0/8', owner: 'lab' }] },
    {
      nets: { filename: 'assets', match_type: 'CIDR(ip)' },
      leases: { filename: 'assets', time_field: 'at' },
    },
  );
  const schema = createPortSchema(
    {
      dataset: (model, dataset) => sources.dataset(model, dataset),
      lookup: (name) => tables.loaded(name),
      rawAlways: true,
      order: 'newest',
    },
    settings,
  );
  const catalog = new Catalog({ macros: [] });
  return portCompiled(
    portCandidate(
      createSource('<search>', /^(?:\||sourcetype|index)/.test(spl) ? spl : `* | ${spl}`),
      catalog,
      settings,
      'search',
    ),
    catalog,
    settings,
    schema,
    dialect,
  );
}

/** Searches chosen for variety: `tests/golden/sql/<case>.spl`, and the SQL of each dialect beside it. */
const cases = readdirSync(golden)
  .filter((file) => file.endsWith('.spl'))
  .map((file) => file.slice(0, -'.spl'.length));

describe.each([duckdb, clickhouse])('the SQL of a search for $title', (dialect) => {
  test.each(cases)('%s', (name) => {
    const found = port(readFileSync(`${golden}${name}.spl`, 'utf8').trim(), dialect);
    if (found.grade === 'refused') return expect.fail(found.reason);
    const text = `-- ${found.grade}\n${found.caveats.map(({ message }) => `-- caveat: ${message}\n`).join('')}${found.sql}`;
    const file = `${golden}${name}.${dialect.id}.sql`;
    if (process.env['UPDATE_GOLDEN'] === '1' && !process.env['CI']) writeFileSync(file, text);
    expect(existsSync(file), `${file} is missing; UPDATE_GOLDEN=1 writes it`).toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });

  test('are thirty-three', () => expect(cases).toHaveLength(33));

  test.each([
    ['stats sparkline(count) by host', /sparkline/],
    ['transaction host keeporphans=t', /transactions that keep events/],
    ['rex "(?<a>x)(?=y)"', /looks around/],
    ['rex "(?<a>x)\\\\1"', /refers back/],
    ['kv | stats count by a', /pairs/],
    ['chart sum(b*) by host', /pattern/],
    ['lookup nowhere a OUTPUT b', /nowhere/],
    ['lookup leases ip OUTPUT owner', /time-based/],
    ['rename *1*2*3*4*5*6*7*8*9*10* AS *a*b*c*d*e*f*g*h*i*j*', /more than nine asterisks/],
  ])('is refused with a reason: %s', (spl, reason) => {
    const found = port(spl, dialect);
    expect(found.grade).toBe('refused');
    if (found.grade === 'refused') expect(found.reason).toMatch(reason);
  });
});

describe('templates', () => {
  test('every scalar function has a template or a reason', () => {
    for (const name of scalarRegistry.names()) {
      const answer = templateOf(name);
      if (typeof answer !== 'function') expect(answer.unsupported, name).toMatch(/\S/);
    }
  });

  test('every aggregation has a template or a reason', () => {
    const own = new Set(aggregates.names().map((name) => aggregates.get(name)!.name));
    expect([...own].filter((name) => !Object.hasOwn(aggregateTemplates, name))).toEqual([]);
    expect(Object.keys(aggregateTemplates).filter((name) => !own.has(name))).toEqual([]);
  });
});

describe('text from outside', () => {
  test('cannot end a comment', () => {
    expect(commentText('a\n; DROP TABLE x;\r\u2028--')).not.toMatch(/[\n\r\u2028\u2029\u0000-\u001f]/);
  });

  test('stays inside names and texts', () => {
    expect(duckdb.name('a"; DROP')).toBe('"a""; DROP"');
    expect(duckdb.text("it's")).toBe("'it''s'");
    expect(clickhouse.name('a\\"; DROP')).toBe('"a\\\\\\"; DROP"');
    expect(clickhouse.text("it\\'s")).toBe("'it\\\\\\'s'");
  });
});

describe('regular expressions for RE2', () => {
  test.each([
    ['(?i)abc', '(?i)abc'],
    ['^a.b$', '\\Aa[^\\x{a}]b(?:\\n?\\z)'],
    ['\\d{2,3}?', '(?:[0-9]){2,3}?'],
    ['a|b(?:c|d)', 'a|b(?:c|d)'],
  ])('%s', (pattern, wanted) => expect(toRe2(pattern).pattern).toBe(wanted));

  test('say of a group whether it may be empty', () => {
    expect(toRe2('(?<a>x+)(?<b>y*)(?:(?<c>z*))?').groups.map(({ empty }) => empty)).toEqual([
      'absent',
      'present',
      'unknown',
    ]);
  });
});
