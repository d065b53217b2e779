import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runProgram } from '../../../src/cli/program.js';
import { fakeIo } from './fake-io.js';

const folder = mkdtempSync(join(tmpdir(), 'escudo-passed-'));
const log = join(folder, 'log.ndjson');

beforeAll(() => {
  const lines = Array.from(
    { length: 20_000 },
    (_, n) => `{"_time":${1_763_500_000 + n},"user":"user${n % 7}","f":"value"}`,
  );
  lines[15_000] = '{"_time":1763515000,"user":"amy","f":"needle';
  lines[16_000] = '{"_time":1763516000,"f":"broken"';
  lines[17_000] = '{"_time":1763517000,"f":"needle"}';
  writeFileSync(log, `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function search(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const io = fakeIo();
  const code = await runProgram(['search', ...args, '--events', log, '--format', 'csv'], io);
  return { code, stdout: io.stdout.text, stderr: io.stderr.text };
}

test('the summary says how many lines were passed over, and broken ones are reported all the same', async () => {
  const { code, stdout, stderr } = await search('needle | table _time');
  expect(stdout).toBe('_time\n1763517000\n');
  expect(stderr).toContain('log.ndjson:15001: this is not valid JSON');
  expect(stderr).toContain('log.ndjson:16001: this is not valid JSON');
  const [, events, passed] = /1 row\. ([\d,]+) events from 1 file, ([\d,]+) lines passed over, 2 bad lines\./.exec(
    stderr,
  )!;
  const number = (text: string): number => Number(text.replaceAll(',', ''));
  expect(number(passed!)).toBeGreaterThan(10_000);
  expect(number(events!) + number(passed!)).toBe(19_998);
  expect(code).toBe(0);
});

test('with --strict every line is read', async () => {
  const { code, stdout, stderr } = await search('needle | table _time', '--strict');
  expect(stdout).toBe('_time\n1763517000\n');
  expect(stderr).toContain('19,998 events from 1 file, 2 bad lines.');
  expect(code).toBe(2);
});

test('a file of which nothing matches is not an empty one', async () => {
  const { stderr } = await search('nowhere');
  expect(stderr).toContain('No row.');
  expect(stderr).not.toContain('no-events');
});
