import { describe, expect, test } from 'vitest';
import { readSettings } from '../../../../src/api/options.js';
import { prepare } from '../../../../src/api/run.js';
import { Catalog } from '../../../../src/content/catalog.js';
import { inputFirst } from '../../../../src/plan/keys/join-order.js';
import { keyConditions } from '../../../../src/plan/keys/key-conditions.js';
import { type PlanNode, walkPlan } from '../../../../src/plan/plan.js';
import { createSource } from '../../../../src/source/source.js';

const { settings } = readSettings({ now: 1_000_000 });

function planOf(spl: string): PlanNode {
  const { plan } = prepare(createSource('<test>', spl), new Catalog(), settings, 'search');
  if (plan === undefined) throw new Error(`Not compiled: ${spl}`);
  return plan.root;
}

describe('the order of the sides of a join', () => {
  const first = (spl: string): boolean[] =>
    [...walkPlan(planOf(spl))].flatMap((node) => (node.kind === 'join' ? [inputFirst(node)] : []));
  const few = 'a=1 | stats count by u';
  const all = '[search * | stats count by u]';

  test.each([
    ['few rows and a subsearch over all events', `${few} | join u ${all}`],
    ['rows that stay', `${few} | join type=left u ${all}`],
    ['fields that both sides have', `${few} | join ${all}`],
    ['terms that most events fit', `${few} | join u [search f=* g!=x NOT h=y sourcetype=s | stats count by u]`],
    ['a condition that stands further on', `${few} | join u [search * | stats count by u | search u=x]`],
    ['terms of which one is enough', `f=* (a=1 OR b IN (1, 2*)) | stats count by u | join u ${all}`],
    [
      'data sets',
      `| tstats count from datamodel=M.D where D.a=1 by D.u | join D.u [| tstats count from datamodel=M.D by D.u]`,
    ],
  ])('begins with %s', (_, spl) => {
    expect(first(spl)).toEqual([true]);
  });

  test.each([
    ['two conditions', `${few} | join u [search b=1 | stats count by u]`],
    ['none', `* | stats count by u | join u ${all}`],
    ['one that most events fit', `(a=1 OR b=*) sourcetype=s | stats count by u | join u ${all}`],
    ['a condition behind the groups', `* | stats count by u | search u=x | join u ${all}`],
    ['events, of which there may be many', `a=1 | join u ${all}`],
    ['a subsearch that reads no events', `${few} | join u [| inputlookup t]`],
    ['chance on one side', `a=1 | stats sum(eval(random())) as s by u | join u ${all}`],
    ['chance on the other side', `${few} | join u [search * | stats count by u | eval r=random()]`],
    ['rows that are written', `${few} | join u [search * | stats count by u | outputlookup t]`],
  ])('begins with the subsearch: %s', (_, spl) => {
    expect(first(spl)).toEqual([false]);
  });

  test('is decided for each join by itself', () => {
    expect(first(`${few} | join u ${all} | join u [search b=1 | stats count by u]`)).toEqual([true, false]);
  });
});

describe('groups that a join decides about', () => {
  const joins = (spl: string): string[] =>
    [...keyConditions([planOf(spl)])].flatMap(([{ by }, { join }]) => {
      if (join === undefined) return [];
      const names = (places: readonly number[]): string => places.map((place) => by[place]!.field).join();
      return `${join.side} ${names(join.keys)} ${join.copies === undefined ? 'made' : names(join.copies)}`;
    });

  test.each([
    ['of both sides', '* | stats count by u, p | join u [search * | stats count by q, u]', ['left u u', 'right u u']],
    ['of the subsearch alone', '* | stats count by u | join type=left u [search * | stats count by u]', ['right u u']],
    ['in the order of the join', '* | head 5 | join b a [search * | stats count by a, b]', ['right a,b b,a']],
    ['under new names', '* | head 5 | join u [search * | stats count by d.u | rename d.* as *]', ['right d.u d.u']],
    [
      'by what is made of them',
      '* | head 5 | join u [search * | stats count by a, b | eval u=a.b]',
      ['right a,b made'],
    ],
    [
      'by names of their own',
      '* | head 5 | join left=L right=R where L.x=R.u [search * | stats count by u]',
      ['right u u'],
    ],
    [
      'that are grouped again',
      '* | head 5 | join u [search * | stats count by u, p | stats count by u]',
      ['right u u', 'right u u'],
    ],
  ])('%s', (_, spl, expected) => {
    expect(joins(spl).sort()).toEqual(expected);
  });

  test.each([
    ['results', '* | head 5 | join n [search * | stats count as n by u]'],
    ['unknown fields', '* | head 5 | join [search * | stats count by u]'],
    ['rows that are cut', '* | head 5 | join u [search * | stats count by u | head 3]'],
    ['fields that are gone', '* | head 5 | join u [search * | stats count by u, p | fields p]'],
    [
      'what is made of groups of groups',
      '* | head 5 | join v [search * | stats count by u | stats count by u | eval v=u."x"]',
    ],
  ])('not by %s', (_, spl) => {
    expect(joins(spl).filter((each) => !each.endsWith(' made'))).toEqual([]);
  });
});
