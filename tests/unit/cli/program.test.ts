import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { OutputClosed, OutputFailed } from '../../../src/cli/io.js';
import { runProgram } from '../../../src/cli/program.js';
import { fakeIo } from './fake-io.js';

const rules = fileURLToPath(new URL('../../../rules', import.meta.url));
const line = ['run', `${rules}/detections`, '--events', `${rules}/examples`];

describe('runProgram', () => {
  test('a bug of ours is exit code 3 with a report, never a rejection', async () => {
    const io = {
      ...fakeIo(),
      clock: () => {
        throw new Error('the clock \u001b[31m has stopped');
      },
    };
    expect(await runProgram(line, io)).toBe(3);
    expect(io.stderr.text).toContain('escudo has a bug');
    expect(io.stderr.text).toContain('the clock ␛[31m has stopped');
    expect(io.stderr.text).toContain(process.version);
  });

  test.each([
    ['run', line],
    ['search', ['search', 'EventCode=*', '--events', `${rules}/examples`, '--format', 'ndjson']],
  ])('%s: a reader that has gone ends the work quietly, also while rows are found', async (_, args) => {
    const io = fakeIo();
    io.stdout.write = () => Promise.reject(new OutputClosed());
    expect(await runProgram(args, io)).toBe(0);
    expect(io.stderr.text).toBe('');
  });

  test.each([
    ['run', line],
    ['search', ['search', 'EventCode=*', '--events', `${rules}/examples`, '--format', 'ndjson']],
    ['check', ['check', rules]],
  ])('%s: a place that does not take the results is exit code 2', async (_, args) => {
    const io = fakeIo();
    io.stdout.write = () => Promise.reject(new OutputFailed('standard output', 'no space is left'));
    expect(await runProgram(args, io)).toBe(2);
    expect(io.stderr.text).toBe('escudo: Cannot write standard output: no space is left.\n');
  });

  test.runIf(existsSync('/dev/full'))('a file on a full disk is exit code 2', async () => {
    const io = fakeIo();
    expect(await runProgram([...line, '--output', '/dev/full'], io)).toBe(2);
    expect(io.stderr.text).toBe('escudo: Cannot write /dev/full: no space is left.\n');
  });

  test('progress shows on a terminal after a second, and goes away', async () => {
    let now = Date.UTC(2026, 0, 1);
    const io = { ...fakeIo({ terminal: true, width: 80 }), clock: () => (now += 1500) };
    expect(await runProgram(line, io)).toBe(0);
    expect(io.stderr.text).toMatch(/^\r\u001b\[K6 events\r\u001b\[K2 rules run/);
    expect(io.stdout.text).not.toContain('events');
  });
});
