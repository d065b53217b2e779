import { expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import { rowRename } from '../../../src/exec/operators/rename.js';
import { renamedColumns } from '../../../src/exec/renamed-columns.js';
import type { NodeOf } from '../../../src/plan/plan.js';
import { createSource } from '../../../src/source/source.js';
import { Event } from '../../../src/values/event.js';

function renameOf(pairs: string): NodeOf<'rename'> {
  const { settings } = readSettings({ now: 0 });
  const { plan } = prepare(createSource('<test>', `index=x | rename ${pairs}`), new Catalog(), settings, 'search');
  if (plan?.root.kind !== 'rename') throw new Error('No rename.');
  return plan.root;
}

const columns = ['a', 'b', 'c', 'n'];

test.each([
  ['n as m, a as x', ['b', 'c', 'm', 'x']],
  ['n as a, a as n', ['b', 'c', 'a', 'n']],
  ['b as b, a as x', ['b', 'c', 'n', 'x']],
  ['a as a', ['a', 'b', 'c', 'n']],
  ['n as m, "a*" as "x*"', ['b', 'c', 'x', 'm']],
  ['n as n, "a*" as "x*"', ['b', 'c', 'n', 'x']],
])('rename %s puts columns where it puts the fields of a row', (pairs, expected) => {
  const node = renameOf(pairs);
  expect(renamedColumns(node, columns)!.map(({ name }) => name)).toEqual(expected);
  const row = Event.of(columns.map((name) => [name, `of ${name}`] as const));
  rowRename(node)(row);
  expect(row.fieldNames()).toEqual(expected);
});
