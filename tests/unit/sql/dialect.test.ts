import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseAst } from 'vitest/node';
import type { SqlDialect } from '../../../src/sql/dialect.js';
import { bodies as clickhouseBodies } from '../../../src/sql/dialects/clickhouse/spl-functions.js';
import { clickhouse } from '../../../src/sql/dialects/clickhouse.js';
import { bodies as duckdbBodies } from '../../../src/sql/dialects/duckdb/spl-functions.js';
import { duckdb } from '../../../src/sql/dialects/duckdb.js';
import { definitionsOf, type SplFunctionBodies, splFunctions, splFunctionsIn } from '../../../src/sql/spl-functions.js';

const folder = fileURLToPath(new URL('../../../src/sql/', import.meta.url));
const templates = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(?:dialects|run)[\\/]/.test(file))
  .sort();

/** Functions that all engines have under one name and meaning, and may stand in a template. */
const common = new Set(
  'abs acos acosh asin asinh atan atan2 atanh ceil coalesce cos cosh exp floor greatest least ln log10 log2 min nullif pow repeat replace row_number sin sinh sqrt tan tanh trunc'.split(
    ' ',
  ),
);
/** Words in front of a parenthesis that are no functions. */
const words = new Set('AND AS BY FROM IN NOT ON OR OVER SELECT VALUES WHEN WHERE'.split(' '));

/** Syntax that one engine has and another lacks. */
const foreign =
  /::[A-Z]|\bCAST\b|\bESCAPE\b|\bEXCLUDE\b|\bEXCEPT\b|\bFILTER\b|\bILIKE\b|\bLATERAL\b|\bARRAY JOIN\b|\bASOF\b|\blambda\b|->|\b(?:DOUBLE|VARCHAR|BIGINT|HUGEINT|DECIMAL|TIMESTAMP|INTERVAL|Nullable|Float64|String|Array)\b/;

/** Calls whose texts are messages. */
const messages = new Set(['unsupported', 'caveat', 'missing', 'super', 'add']);

type Node = { readonly type?: string } & Readonly<Record<string, unknown>>;

/** The pieces of text of a file that may become SQL: not the messages, not the imports. */
function* sqlTexts(file: string): Iterable<string> {
  const open: unknown[] = [parseAst(readFileSync(`${folder}${file}`, 'utf8'), { lang: 'ts' })];
  for (let next = open.pop(); open.length > 0 || next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    const node = next as Node;
    if (node.type === 'ImportDeclaration' || (/^Export(?:All|Named)/.test(node.type ?? '') && node['source'] != null))
      continue;
    if (node.type === 'CallExpression' || node.type === 'Property') {
      const { callee, key } = node as { callee?: Node; key?: Node };
      const named = (callee?.['property'] ?? callee ?? key) as Node;
      if (messages.has(String(named['name'] ?? named.type?.toLowerCase()))) continue;
    }
    if (node.type === 'Literal' && typeof node['value'] === 'string') yield node['value'];
    if (node.type === 'TemplateElement') yield (node['value'] as { cooked: string }).cooked;
    open.push(...Object.values(node));
  }
}

describe('the templates of commands and functions', () => {
  test.each(templates)('%s says nothing that only one engine reads', (file) => {
    for (const text of sqlTexts(file)) {
      for (const [, name] of text.matchAll(/(?<![\\\w])([A-Za-z_]\w*)\(/g)) {
        const known = common.has(name!) || words.has(name!) || Object.hasOwn(splFunctions, name!);
        expect(known, `${name}() in ${JSON.stringify(text)} belongs into the dialects`).toBe(true);
      }
      // A text of SPL may have a word of an engine in it.
      const syntax = text.replace(/'[^']*'/g, "''");
      expect(foreign.exec(syntax)?.[0], `in ${JSON.stringify(text)}`).toBeUndefined();
    }
  });

  test('are found', () => expect(templates).toContain('search-condition.ts'));
});

describe.each([
  ['DuckDB', duckdbBodies, duckdb],
  ['ClickHouse', clickhouseBodies, clickhouse],
] as const)('the functions of SPL in %s', (_, bodies: SplFunctionBodies, { named }: SqlDialect) => {
  test('use their own parameters and no unknown ones', () => {
    for (const [name, body] of Object.entries(bodies)) {
      const called = [...body.matchAll(/\bspl_\w+/g)].map(([each]) => each);
      expect(
        called.filter((each) => !Object.hasOwn(splFunctions, each)),
        name,
      ).toEqual([]);
      for (const parameter of splFunctions[name as keyof SplFunctionBodies])
        expect(body, `${name} without ${parameter}`).toMatch(new RegExp(`\\b${parameter}\\b`));
    }
  });

  test('come behind those they use', () => {
    const order = definitionsOf(bodies, named, (name) => name) as (keyof SplFunctionBodies)[];
    order.forEach((name, index) => {
      for (const used of splFunctionsIn(bodies[name]))
        expect(order.indexOf(used), `${used} in ${name}`).toBeLessThan(index);
    });
    expect(order).toHaveLength(Object.keys(splFunctions).length);
  });
});

test('DuckDB defines every function of SPL once', () => {
  for (const name of Object.keys(splFunctions))
    expect(duckdb.prelude.filter((each) => each.startsWith(`CREATE OR REPLACE MACRO ${name}(`))).toHaveLength(1);
});

test('a statement for ClickHouse defines what it uses, and what that uses', () => {
  expect(clickhouse.prelude).toEqual([]);
  const names = clickhouse
    .definitions("SELECT spl_pattern(x) FROM t WHERE y = 'spl_ip4(z)'")
    .map((each) => /\w+$/.exec(each)?.[0]);
  expect(names).toEqual(['spl_wildcard', 'spl_fold', 'spl_pattern', 'spl_ip4']);
});
