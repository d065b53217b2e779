import { describe, expect, it } from 'vitest';
import { readSettings, type SearchOptions } from '../../../src/api/options.js';
import { eventOf, type PlainEvent } from '../../../src/api/plain-events.js';
import { createContext, prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import { macroOf } from '../../../src/content/catalog-macro.js';
import { createMemoryLookups } from '../../../src/exec/lookups/memory-lookups.js';
import { createMemorySources } from '../../../src/exec/memory-sources.js';
import { explainRows } from '../../../src/explain/explain-rows.js';
import { explainSearch } from '../../../src/explain/explain-search.js';
import type { Explanation } from '../../../src/explain/explanation.js';
import { renderExplanation } from '../../../src/explain/render-explanation.js';
import { createSource } from '../../../src/source/source.js';

const catalog = new Catalog({ macros: [macroOf('shells', [], 'name=cmd.exe OR name=sh', 'repository')] });
const { settings } = readSettings({ now: 0 });
const compile = (spl: string) => prepare(createSource('<search>', spl), catalog, settings, 'search');

function explain(spl: string, events: PlainEvent[], dataModels?: SearchOptions['dataModels']): Promise<Explanation> {
  const held = events.map(eventOf);
  const context = () =>
    createContext({
      catalog,
      settings,
      sources: createMemorySources({ events: held, ...(dataModels === undefined ? {} : { dataModels }) }),
      lookups: createMemoryLookups({}, {}),
      report: () => {},
    });
  return explainRows(compile(spl), context);
}
const counts = ({ steps }: Explanation): number[][] => steps.map((each) => [each.rowsIn, each.rowsOut]);

describe('explainRows', () => {
  it('counts rows into and out of each command', async () => {
    const found = await explain('a=1 | eval b=a | where b=1 | stats count', [{ a: '1' }, { a: '2' }, { a: '1' }]);
    expect(counts(found)).toEqual([
      [3, 2],
      [2, 2],
      [2, 2],
      [2, 1],
    ]);
    expect(found.end).toBeUndefined();
  });

  it('finds the event that meets most of a search, with the macros of its terms', async () => {
    const found = await explain('code=1 `shells` user=eve', [
      { code: '1', name: 'cmd.exe', user: 'bob', _raw: 'x' },
      { code: '1', name: 'ps', user: 'bob' },
      { code: '2', name: 'ps', user: 'eve' },
    ]);
    const miss = found.end!.nearestMiss!;
    expect(miss.event).toEqual([{ name: '_raw', values: ['x'] }]);
    expect(miss.conditions).toMatchObject([
      { text: 'code=1', holds: true, rows: 2, macros: [] },
      { text: 'name=cmd.exe OR name=sh', holds: true, rows: 1, macros: ['shells'] },
      { text: 'user=eve', holds: false, rows: 1, fields: [{ name: 'user', values: ['bob'] }] },
    ]);
  });

  it('takes eval conditions apart as well', async () => {
    const found = await explain('* | where len(a) > 2 AND isnotnull(b) AND (c="x" OR c="y")', [
      { a: 'long', c: 'y' },
      { a: 's' },
    ]);
    expect(found.end!.nearestMiss!.conditions.map((each) => [each.text, each.holds, each.rows])).toEqual([
      ['len(a) > 2', true, 1],
      ['isnotnull(b)', false, 0],
      ['c="x" OR c="y"', true, 1],
    ]);
  });

  it('names the field without which rows are left out', async () => {
    const found = await explain('* | stats count by a, dest', [{ a: '1' }, { a: '2' }]);
    expect(found.end!.reason).toBe('none of the 2 rows has the field dest, and rows without it are left out');
    expect(found.end!.fields).toEqual([
      { name: 'a', rows: 2 },
      { name: 'dest', rows: 0 },
    ]);
  });

  it('looks into tstats under the names that the search writes', async () => {
    const found = await explain(
      '| tstats count from datamodel=Endpoint.Processes where Processes.user=eve Processes.dest=h by Processes.dest',
      [],
      { 'Endpoint.Processes': [{ user: 'bob', dest: 'h' }] },
    );
    expect(counts(found)).toEqual([[1, 0]]);
    expect(found.end!.nearestMiss!.conditions).toMatchObject([
      { text: 'Processes.user=eve', holds: false, fields: [{ name: 'Processes.user', values: ['bob'] }] },
      { text: 'Processes.dest=h', holds: true },
    ]);
  });

  it('says when there was nothing to begin with', async () => {
    expect((await explain('a=1', [])).end!.reason).toBe('there are no events in its time range');
  });

  it('prints nothing that a terminal would obey', async () => {
    const found = await explain('a=1 *', [{ a: '\u001b[31m\r\nred', _raw: '\u0007' }]);
    const text = renderExplanation(found).join('\n');
    expect(text).toContain('a = ␛[31m␍␊red');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('explainSearch', () => {
  it('tells what is needed of the source from what commands make', () => {
    const found = explainSearch(compile('code=1 `shells` | eval b=a.c | where b="x" | stats count by b, host'));
    expect(found.needs).toEqual([{ source: 'events', fields: ['a', 'c', 'code', 'host', 'name'] }]);
    expect(found.gives).toEqual({ fields: ['b', 'host', 'count'], others: false });
    expect(found.plan.map((each) => each.operator)).toEqual(['scan', 'filter', 'extend', 'filter', 'aggregate']);
    expect(found.macros).toEqual([
      { call: 'shells', definition: 'name=cmd.exe OR name=sh', place: 'defined by no file', depth: 0 },
    ]);
  });

  it('shows a refused search without a plan', () => {
    expect(explainSearch(compile('a=1 | nosuchcommand')).plan).toEqual([]);
  });
});
