import fc from 'fast-check';
import { expect, test } from 'vitest';
import { search } from '../../../src/index.js';

const text = fc.array(fc.constantFrom('a', '/', '//', ' '), { maxLength: 6 }).map((all) => all.join(''));
const value = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }), fc.constant(null), fc.nat(20).map(String));

test('a piece that is cut out where it stands is the one that split gives, whatever the limits', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 6 }),
      fc.constantFrom('0', '-1', '1', '-2', '0.0', 'n', 'random() % 2'),
      fc.constantFrom({}, { fieldValues: 3 }, { valueCharacters: 2 }),
      async (all, index, limits) => {
        const events = all.map((v, n) => ({ n: String(n), ...(v === null ? {} : { v }) }));
        const run = (spl: string) => search(`${spl} | table n piece | eval r=random()`, events, { limits });
        const found = await run(`eval piece=mvindex(split(v,"/"),${index})`);
        const { rows, diagnostics } = await run(`eval pieces=split(v,"/"), piece=mvindex(pieces,${index})`);
        expect(found.rows).toEqual(rows);
        // Texts are cut, and that is said, of pieces and of the list of them.
        expect(found.diagnostics.length > 0).toBe(diagnostics.length > 0);
      },
    ),
    { numRuns: 300 },
  );
});
