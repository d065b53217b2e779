import { describe, expect, test } from 'vitest';
import { Knowledge } from '../../../../src/api/knowledge.js';
import { readSettings } from '../../../../src/api/options.js';
import { rowOf } from '../../../../src/api/plain-events.js';
import { prepareSearches } from '../../../../src/api/run-searches.js';
import { Catalog } from '../../../../src/content/catalog.js';
import type { RawEvent } from '../../../../src/events/raw-event.js';
import type { ExecContext } from '../../../../src/exec/context.js';
import { GateOverrun, JoinGate } from '../../../../src/exec/keys/join-gate.js';
import { JoinTest } from '../../../../src/exec/keys/join-test.js';
import { KeyFilter } from '../../../../src/exec/keys/key-filter.js';
import { KeyTest } from '../../../../src/exec/keys/key-test.js';
import { createCatalogLookups } from '../../../../src/exec/lookups/catalog-lookups.js';
import { mapBatches } from '../../../../src/exec/operator.js';
import { createSource } from '../../../../src/source/source.js';
import { rawOf } from '../../../property/both-engines.js';

describe('a gate', () => {
  const noGroups = { get: () => undefined };

  test('lets all pass until it is shut, and again when it is open', async () => {
    const gate = new JoinGate();
    const filter = new KeyFilter([new JoinTest([1], gate)], 2);
    const rejected = async (): Promise<boolean[]> => {
      const keys = [
        ['x', 'a'],
        ['x', 'b'],
      ];
      await filter.look(keys, noGroups);
      return keys.map((key) => filter.rejects(key));
    };
    expect(await rejected()).toEqual([false, false]);
    gate.shut(new Set(['a']));
    expect(await rejected()).toEqual([false, true]);
    gate.shut(new Set(['b']));
    expect(await rejected()).toEqual([true, false]);
    gate.open();
    expect(await rejected()).toEqual([false, false]);
  });

  test('is asked anew about what commands make of a key', async () => {
    const gate = new JoinGate();
    const made = new KeyTest([0], ['u'], {} as ExecContext, (_, branch) =>
      mapBatches(branch, (rows) => rows.filter((row) => gate.wanted!.has(`made of ${row.get('u')}`))),
    );
    const filter = new KeyFilter([new JoinTest([], gate, made)], 1);
    for (const text of ['a', 'b']) {
      gate.shut(new Set([`made of ${text}`]));
      await filter.look([['a'], ['b']], noGroups);
      expect([filter.rejects(['a']), filter.rejects(['b'])]).toEqual([text !== 'a', text !== 'b']);
    }
    gate.open();
    expect([filter.rejects(['a']), filter.rejects(['b'])]).toEqual([false, false]);
  });

  test('counts each group once, and no more than it may', async () => {
    const gate = new JoinGate();
    const filter = new KeyFilter([new JoinTest([1], gate)], 2);
    gate.shut(new Set(['a']), 3);
    const keys = [
      ['1', 'b'],
      ['1', 'b'],
      ['2', 'b'],
      ['1', 'a'],
      ['b', '1'],
      ['1', 'b'],
    ];
    await filter.look(keys, noGroups);
    await filter.look(keys, noGroups);
    expect(gate.refused).toBe(3);
    await expect(filter.look([['12', '']], noGroups)).rejects.toThrow(GateOverrun);
  });

  test('tells keys apart that are made of the same characters', () => {
    const gate = new JoinGate();
    gate.shut(new Set(), 1_000_000);
    for (let a = 0; a < 300; a++) for (let b = 0; b < 300; b++) gate.refuse([`${a}`, `${b}`]);
    expect(gate.refused).toBe(90_000);
    for (const key of [
      ['ab', ''],
      ['', 'ab'],
      ['a', 'b'],
      ['ba', ''],
    ])
      gate.refuse(key);
    expect(gate.refused).toBe(90_004);
  });
});

describe('the sides of a join', () => {
  /** Events too long for those of a later pass to be held while an earlier one is read. */
  const long = 'x'.repeat(1_200_000);
  const events = [
    ...Array.from({ length: 6 }, (_, index) => ({ t: 'r', u: `u${index}`, p: String(index) })),
    { t: 'l', u: 'u1' },
    { t: 'l', u: 'u4' },
  ].map((event, line) => rawOf(Object.assign({ source: 's', long }, event), line));

  async function run(spl: string, limits: { readonly appendRows?: number } = {}, given = events) {
    const { settings } = readSettings({ now: 1_767_225_600, limits });
    const catalog = new Catalog();
    let passes = 0;
    const open = async function* (): AsyncGenerator<readonly RawEvent[]> {
      passes++;
      yield given;
    };
    const [outcome] = await prepareSearches([{ search: createSource('<test>', spl), start: 'search', settings }], {
      catalog,
      lookups: createCatalogLookups(catalog),
      knowledge: new Knowledge({ sources: [], datamodels: [] }, settings),
    }).run(open);
    const notes = outcome!.diagnostics.map(({ message }) => message.replace(/;.*/, ''));
    return { rows: outcome!.rows.map(rowOf).map(({ u, p }) => `${u} ${p}`), passes, notes };
  }
  const right = '[search * | stats values(p) as p by u]';

  test('are both read where there is something to join', async () => {
    expect(await run(`t=l | stats count by u | join u ${right}`)).toEqual({
      rows: ['u1 1', 'u4 4'],
      passes: 2,
      notes: [],
    });
  });

  test.each(['inner', 'left'])('are not both read where there is nothing to join: %s', async (type) => {
    expect(await run(`t=none | stats count by u | join type=${type} u ${right}`, { appendRows: 2 })).toEqual({
      rows: [],
      passes: 1,
      notes: [],
    });
  });

  test('are cut as if all groups were held', async () => {
    const limited = { notes: ['The subsearch of join reached the limit appendRows of 3'], passes: 3 };
    const left = 't=l | stats count by u';
    expect(await run(`${left} | join u ${right}`, { appendRows: 3 })).toEqual({ ...limited, rows: ['u1 1'] });
    expect(await run(`${left} | join u ${right}`, { appendRows: 6 })).toEqual({
      rows: ['u1 1', 'u4 4'],
      passes: 2,
      notes: [],
    });
    expect(await run(`${left} | join u ${right}`, { appendRows: 5 })).toMatchObject({
      rows: ['u1 1', 'u4 4'],
      passes: 3,
    });
  });

  test('are put together where the rows to join are too many to wait with', async () => {
    const many = Array.from({ length: 10_700 }, (_, index) => {
      const u = String(index).padStart(6, '0');
      return [
        { t: 'l', u },
        { t: 'r', u, p: u },
      ].map((event) => rawOf({ ...event, source: 's' }, index));
    }).flat();
    const { rows } = await run(`t=l | stats count by u | join u ${right}`, {}, many);
    expect([rows.length, rows[10_600]]).toEqual([10_700, '010600 010600']);
  });
});
