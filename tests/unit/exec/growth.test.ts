import { describe, expect, it } from 'vitest';
import { search } from '../../../src/index.js';

/** Searches that make much of little: each stops at a limit, and says so. */
async function run(spl: string, limits: Record<string, number> = {}) {
  const { rows, diagnostics } = await search(spl, [], { now: 0, limits });
  return { rows, notes: diagnostics.map((each) => each.message).join('\n') };
}

describe('texts that grow', () => {
  it.each([
    ['concatenation', 'eval x=x.x'],
    ['sum of texts', 'eval x=x+"".x'],
    ['mvjoin', 'eval x=mvjoin(mvappend(x,x),x)'],
    ['replace', 'eval x=replace(x,"^a",x.x)'],
    ['JSON', 'eval x=json_array(x,x)'],
    ['strcat', 'strcat x x x'],
    ['rex mode=sed', 'rex field=x mode=sed "s/a/aaaa/g"'],
  ])('are cut: %s', async (_, step) => {
    const limits = { valueCharacters: 10_000 };
    const { rows, notes } = await run(
      `| makeresults | eval x="aaaaaaaaaa" ${`| ${step} `.repeat(45)} | eval n=len(x)`,
      limits,
    );
    expect(rows).toHaveLength(1);
    expect(Number(rows[0]?.n)).toBeLessThanOrEqual(10_000);
    expect(notes).toContain('valueCharacters of 10000');
  });

  it('are cut at the usual limit too', async () => {
    const { rows, notes } = await run(
      `| makeresults | eval x="aaaaaaaaaa" ${'| eval x=x.x'.repeat(45)} | eval n=len(x)`,
    );
    expect(rows[0]?.n).toBe('16000000');
    expect(notes).toContain('valueCharacters');
  });

  it('are null where the engine itself cannot hold them', async () => {
    const { rows, notes } = await run(
      `| makeresults | eval x=mvrange(0,1000), d="aaaaaaaaaa" ${'| eval d=d.d'.repeat(20)} | eval y=mvjoin(x,d) | fields y`,
    );
    expect(rows[0]?.y).toBeUndefined();
    expect(notes).toContain('mvjoin() reached the limit valueCharacters');
  });

  it('stay whole below the limit', async () => {
    const { rows, notes } = await run('| makeresults | eval x="aaaaa", y=x.x', { valueCharacters: 10 });
    expect(rows[0]?.y).toBe('aaaaaaaaaa');
    expect(notes).toBe('');
  });
});

describe('lists that grow', () => {
  it.each([
    ['mvappend', 'eval x=mvappend(x,x)'],
    ['mvmap', 'eval x=mvmap(x,mvrange(0,10))'],
    ['split', 'eval t=mvjoin(mvappend(x,"b"),"b"), x=split(t.t.t,"b")'],
  ])('are cut: %s', async (_, step) => {
    const { rows, notes } = await run(`| makeresults | eval x="a" ${`| ${step} `.repeat(20)} | eval n=mvcount(x)`, {
      fieldValues: 1000,
    });
    expect(Number(rows[0]?.n)).toBe(1000);
    expect(notes).toContain('fieldValues of 1000');
  });
});

describe('rows that multiply', () => {
  it('stops mvexpand', async () => {
    const { rows, notes } = await run(
      '| makeresults | eval x=mvrange(0,1000), y=x, z=x | mvexpand x | mvexpand y | mvexpand z | stats count',
      { addedRows: 5000 },
    );
    // The row that is expanded counts as one of its own.
    expect(Number(rows[0]?.count)).toBe(5000 + 6);
    expect(notes).toContain('The rows that mvexpand adds reached the limit addedRows of 5000');
  });

  it('stops join', async () => {
    const { rows, notes } = await run(
      '| makeresults count=1000 | eval a=1 | join max=0 a [| makeresults count=1000 | eval a=1, b=2] | stats count',
      { addedRows: 5000 },
    );
    expect(Number(rows[0]?.count)).toBe(5000 + 6);
    expect(notes).toContain('The rows that join adds');
  });

  it('does not count rows that are only passed on', async () => {
    const { rows, notes } = await run('| makeresults count=2000 | eval x=1 | mvexpand x | stats count', {
      addedRows: 10,
    });
    expect(rows[0]?.count).toBe('2000');
    expect(notes).toBe('');
  });
});
