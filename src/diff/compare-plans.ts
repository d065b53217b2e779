import type { CompiledSearch } from '../compile/compile.js';
import { mainChain, spanText } from '../explain/plan-steps.js';
import { canonicalNode } from '../plan/canonical.js';
import { inputsOf, type Plan, type PlanNode } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import { type Change, type Facet, facetChanges } from './change.js';
import { facetsOfNode } from './facets-of-node.js';

/** Operators that are compared as one: conditions one after the other are one condition. */
interface Unit {
  readonly kind: PlanNode['kind'];
  /** Whose rows these are: '' of the search itself, else the command with the subsearch. */
  readonly where: string;
  readonly facets: readonly Facet[];
  readonly key: string;
  readonly text: string;
}

/** Commands beyond this are compared by their ends only: the comparison grows with the square. */
const mostUnits = 2000;

/** What differs between two plans, command by command. Order, names and layout that change no result are not differences. */
export function comparePlans(
  before: CompiledSearch & { plan: Plan },
  after: CompiledSearch & { plan: Plan },
): Change[] {
  const a = unitsOf(before.plan, before.source);
  const b = unitsOf(after.plan, after.source);
  const changes: Change[] = [];
  const lost: Unit[] = [];
  const gained: Unit[] = [];
  for (const { old, now } of alignUnits(a, b)) {
    const open = [...now];
    for (const unit of old) {
      const at = open.findIndex((each) => each.kind === unit.kind && each.where === unit.where);
      if (at < 0) lost.push(unit);
      else changes.push(...placed(unit.where, facetChanges('search', unit.facets, open.splice(at, 1)[0]!.facets)));
    }
    gained.push(...open);
  }
  for (const unit of lost) {
    const at = gained.findIndex((each) => each.key === unit.key);
    if (at < 0) changes.push(...placed(unit.where, facetChanges('search', unit.facets, [])));
    else {
      gained.splice(at, 1);
      changes.push({ area: 'search', kind: 'moved', what: 'order of commands', after: unit.text });
    }
  }
  for (const unit of gained) changes.push(...placed(unit.where, facetChanges('search', [], unit.facets)));
  return changes.filter((each) => each.what !== 'options of the aggregation' || each.kind === 'changed');
}

function placed(where: string, changes: readonly Change[]): Change[] {
  return where === '' ? [...changes] : changes.map((each) => ({ ...each, what: `${each.what} (in ${where})` }));
}

function unitsOf(plan: Plan, source: Source): Unit[] {
  const units: Unit[] = [];
  const add = (root: PlanNode, where: string): void => {
    let filters: Facet[] | undefined;
    const close = (): void => {
      if (filters === undefined) return;
      if (filters.length > 0)
        units.push(unit('filter', where, filters, filters.map((each) => each.text).join(' and ')));
      filters = undefined;
    };
    for (const node of mainChain(root)) {
      if (node.kind === 'filter') {
        filters ??= [];
        filters.push(...facetsOfNode(node, source));
        continue;
      }
      close();
      for (const other of inputsOf(node).slice(1)) add(other, `the subsearch of ${node.kind}`);
      const facets = facetsOfNode(node, source);
      // What is said in no part must not be lost.
      const text = spanText(source, node.span);
      units.push(
        facets.length > 0
          ? unit(node.kind, where, facets, text)
          : unit(node.kind, where, [{ what: node.kind, slot: node.kind, key: canonicalNode(node), text }], text),
      );
    }
    close();
  };
  for (const subsearch of plan.subsearches.values()) add(subsearch, 'a subsearch');
  add(plan.root, '');
  return units;
}

function unit(kind: PlanNode['kind'], where: string, facets: readonly Facet[], text: string): Unit {
  const parts = [...new Set(facets.map((each) => JSON.stringify([each.what, each.slot, each.key])))].sort();
  return { kind, where, facets, key: `${kind}\n${where}\n${parts.join('\n')}`, text };
}

/** The stretches between units that both have, by a longest common subsequence. */
function alignUnits(a: readonly Unit[], b: readonly Unit[]): { old: Unit[]; now: Unit[] }[] {
  let head = 0;
  while (head < a.length && head < b.length && a[head]!.key === b[head]!.key) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a.at(-1 - tail)!.key === b.at(-1 - tail)!.key) tail++;
  const old = a.slice(head, a.length - tail);
  const now = b.slice(head, b.length - tail);
  if (old.length > mostUnits || now.length > mostUnits) return [{ old, now }];
  // lengths[i][j]: how much the rests from i and j have in common.
  const width = now.length + 1;
  const lengths = new Uint16Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = now.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        old[i]!.key === now[j]!.key
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
  const stretches: { old: Unit[]; now: Unit[] }[] = [{ old: [], now: [] }];
  for (let i = 0, j = 0; i < old.length || j < now.length; ) {
    if (i < old.length && j < now.length && old[i]!.key === now[j]!.key) {
      stretches.push({ old: [], now: [] });
      i++;
      j++;
    } else if (j >= now.length || (i < old.length && lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!)) {
      stretches.at(-1)!.old.push(old[i++]!);
    } else stretches.at(-1)!.now.push(now[j++]!);
  }
  return stretches;
}
