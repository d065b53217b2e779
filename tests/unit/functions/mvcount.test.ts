import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../../src/index.js';

const text = fc
  .array(fc.constantFrom('a', 'b', '/', '.', '..', '/..', ' '), { maxLength: 8 })
  .map((all) => all.join(''));
const value = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }), fc.constant(null), fc.nat(20).map(String));

test('pieces that are counted where they stand are those that split gives', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 6 }),
      fc.constantFrom('/', '..', '/..', 'a', '1', ''),
      async (all, cut) => {
        const events = all.map((v, n) => ({ n: String(n), ...(v === null ? {} : { v }) }));
        const spl = `eval counted=mvcount(split(v,"${cut}")), pieces=split(v,"${cut}"), held=mvcount(pieces) | table n counted held`;
        const { rows, diagnostics } = await search(spl, events, { limits: { fieldValues: 5 } });
        expect(rows).toHaveLength(events.length);
        for (const row of rows) expect(row['counted']).toBe(row['held']);
        if (
          all.every((v) => typeof v !== 'string' || v.split('/').length <= 5) &&
          cut === '/' &&
          !all.some(Array.isArray)
        )
          expect(diagnostics).toEqual([]);
      },
    ),
  );
});

test('pieces beyond a limit are reported', async () => {
  const spl = 'eval c=mvcount(split(v,"/")) | table c';
  const { rows, diagnostics } = await search(spl, [{ v: 'a/b/c/d' }], { limits: { fieldValues: 3 } });
  expect(rows).toEqual([{ c: '3' }]);
  expect(diagnostics.map((each) => each.message).join()).toContain('split() reached the limit fieldValues of 3');
});
