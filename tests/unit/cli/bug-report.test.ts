import { expect, test } from 'vitest';
import { BugReport } from '../../../src/cli/bug-report.js';
import { fakeIo } from './fake-io.js';

test('a report holds no password of an address', async () => {
  const io = fakeIo();
  const error = new Error('cannot fetch https://me:geheim@host:8443/?user=x&password=geheim');
  await new BugReport(error, 'escudo load --url https://me:geheim@host:8443 --db x').show(io);
  expect(io.stderr.text).toContain('while working on: escudo load --url https://…@host:8443 --db x');
  expect(io.stderr.text).not.toContain('geheim');
});
