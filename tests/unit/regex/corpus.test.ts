import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { BudgetedEngine } from '../../../src/regex/budgeted-engine.js';
import { NativeEngine } from '../../../src/regex/native-engine.js';
import { parsePattern } from '../../../src/regex/parse.js';
import { compileRegex } from '../../../src/regex/regex.js';

const root = '../shared/corpus/escu';
const present = existsSync(root);
if (!present) console.warn(`Skipped: ${root} is not there.`);

const quoted = '"((?:[^"\\\\]|\\\\.)*)"';
const uses = new RegExp(
  `\\b(?:rex|regex)\\b(?!\\s*mode)(?:\\s+\\w+\\s*=\\s*[\\w.{}]+)*\\s*(?:\\w+\\s*!?=\\s*)?${quoted}` +
    `|\\b(?:match|replace|mvfind)\\s*\\(\\s*(?:'[^']*'|[\\w.]+|\\w+\\([^()]*\\))\\s*,\\s*${quoted}`,
  'gs',
);

function patternsOf(search: string): string[] {
  // Rule U of spl-core 1.4.
  return [...search.matchAll(uses)].map((found) => (found[1] ?? found[2]!).replaceAll(/\\([\\"])/g, '$1'));
}

function collect(): string[] {
  const patterns = new Set<string>();
  for (const file of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.yml')) continue;
    // Some files of the corpus are not quite YAML.
    const content = parseDocument(readFileSync(join(root, file), 'utf8'), { logLevel: 'silent' }).toJS() as {
      search?: string;
      definition?: string;
    } | null;
    for (const pattern of patternsOf(content?.search ?? content?.definition ?? '')) patterns.add(pattern);
  }
  return [...patterns];
}

const samples = [
  '',
  'powershell.exe -NoProfile -enc SQBFAFgA',
  'C:\\Windows\\System32\\cmd.exe /c whoami\n',
  'CORP\\alice;10.0.0.1:443 - - [21/Nov/2026:10:00:00 +0000] "GET /a?b=%24{jndi:ldap://x} HTTP/1.1" 200 12 "-" "curl/8"',
  '{A1B2C3D4-1111-2222-3333-ABCDEF012345}',
  'O:BAG:SYD:(A;CI;KA;;;SY)(OA;;RP;bf967aba;;S-1-5-21-1-2-3-500)',
  'user@example.com, 日本😀 x\r\n',
];

describe.skipIf(!present)('the regexes of ESCU', () => {
  const patterns = present ? collect() : [];

  it('are found', () => {
    expect(patterns.length).toBeGreaterThan(150);
  });

  it('compile, and both engines agree', () => {
    for (const pattern of patterns) {
      const compilation = compileRegex(pattern);
      expect(compilation, pattern).toMatchObject({ ok: true });
      const parsed = parsePattern(pattern);
      const native = NativeEngine.create(parsed);
      const engine = new BudgetedEngine(parsed);
      for (const sample of samples) {
        if (!native?.accepts(sample)) continue;
        const budget = { left: 10_000_000 };
        const expected = engine.exec(sample, 0, budget);
        const actual = native.exec(sample, 0);
        expect(actual === null ? null : [...actual.groups], `${pattern} on ${sample}`).toEqual(
          expected?.groups ?? null,
        );
      }
    }
  });
});
