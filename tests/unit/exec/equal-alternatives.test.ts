import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../../src/index.js';

const text = fc.constantFrom('a', 'A', 'b', 'a b', '', '*', 'a*', '1', '01', '10.0.0.1', '10.0.0.0/8', 'x&y', 'ς', 'Σ');
const field = fc.constantFrom('u', 'p', 'source', 'index');
const term = fc
  .tuple(field, fc.constantFrom('=', '!=', '<'), text)
  .map(([name, op, value]) => `${name}${op}"${value}"`);

test('an OR finds what any of its alternatives finds', async () => {
  const events = fc.array(
    fc.record({ u: fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 })), p: text, source: text }),
    { maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(events, fc.array(term, { minLength: 2, maxLength: 6 }), async (rows, terms) => {
      const numbered = rows.map((row, n) => ({ ...row, n: String(n), _time: '1767225600' }));
      const found = async (condition: string): Promise<unknown[]> =>
        (await search(`search ${condition} | table n`, numbered)).rows.map((row) => row['n']);
      const each = new Set((await Promise.all(terms.map(found))).flat());
      const all = await found(terms.join(' OR '));
      expect(new Set(all)).toEqual(each);
      expect(await found(terms.map((one) => `(${one})`).join(' OR '))).toEqual(all);
    }),
    { numRuns: 200 },
  );
});
