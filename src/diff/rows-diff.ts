import { mainChain } from '../explain/plan-steps.js';
import type { Plan, PlanNode } from '../plan/plan.js';

/** A row as plain data: texts, lists of texts. */
export type PlainRow = Readonly<Record<string, string | readonly string[]>>;

/** Rows of which there are more on one side, each as often as there are more. */
export interface RowsDiff {
  readonly before: number;
  readonly after: number;
  readonly gained: readonly PlainRow[];
  readonly lost: readonly PlainRow[];
  /** The same by what names a row: the keys of its last grouping that both versions have. */
  readonly keys?: {
    readonly fields: readonly string[];
    readonly gained: readonly PlainRow[];
    readonly lost: readonly PlainRow[];
    /** Rows of the same key that differ otherwise. */
    readonly changed: readonly { readonly before: PlainRow; readonly after: PlainRow }[];
  };
  /** Events that meet the conditions in front of the first grouping, in one version only. */
  readonly events?: EventsDiff;
}

export interface EventsDiff {
  readonly before: number;
  readonly after: number;
  readonly gained: readonly PlainRow[];
  readonly lost: readonly PlainRow[];
}

function identity(row: PlainRow): string {
  return JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** What each side has more of. */
export function multisetDiff(
  before: readonly PlainRow[],
  after: readonly PlainRow[],
): { gained: PlainRow[]; lost: PlainRow[] } {
  const counts = new Map<string, number>();
  for (const row of before) counts.set(identity(row), (counts.get(identity(row)) ?? 0) + 1);
  const gained = after.filter((row) => {
    const key = identity(row);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
  const lost: PlainRow[] = [];
  for (const row of before) {
    const key = identity(row);
    const left = counts.get(key) ?? 0;
    if (left <= 0) continue;
    counts.set(key, left - 1);
    lost.push(row);
  }
  return { gained, lost };
}

/** Compares results: by whole rows, and by the fields that name a row. */
export function rowsDiff(
  before: readonly PlainRow[],
  after: readonly PlainRow[],
  keys: readonly string[],
  events?: EventsDiff,
): RowsDiff {
  const whole = {
    before: before.length,
    after: after.length,
    ...multisetDiff(before, after),
    ...(events === undefined ? {} : { events }),
  };
  if (keys.length === 0) return whole;
  const keyOf = (row: PlainRow): PlainRow =>
    Object.fromEntries(keys.flatMap((name) => (Object.hasOwn(row, name) ? [[name, row[name]!] as const] : [])));
  const grouped = (rows: readonly PlainRow[]): Map<string, PlainRow[]> => {
    const groups = new Map<string, PlainRow[]>();
    for (const row of rows) {
      const key = identity(keyOf(row));
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [row]);
      else group.push(row);
    }
    return groups;
  };
  const old = grouped(before);
  const now = grouped(after);
  const gained = [...now].filter(([key]) => !old.has(key)).map(([, rows]) => keyOf(rows[0]!));
  const lost = [...old].filter(([key]) => !now.has(key)).map(([, rows]) => keyOf(rows[0]!));
  const changed = [...now].flatMap(([key, rows]) => {
    const was = old.get(key);
    if (was === undefined) return [];
    const { gained: newer, lost: older } = multisetDiff(was, rows);
    return newer.slice(0, older.length).map((row, index) => ({ before: older[index]!, after: row }));
  });
  return { ...whole, keys: { fields: keys, gained, lost, changed } };
}

/** The fields that name a row: those of the last grouping that both plans have. */
export function keyFields(before: Plan, after: Plan): string[] {
  const ofPlan = (plan: Plan): readonly string[] => {
    const last = mainChain(plan.root).findLast((node) => node.kind === 'aggregate');
    return last?.kind === 'aggregate' ? last.by.map((key) => key.field) : [];
  };
  const now = new Set(ofPlan(after));
  return ofPlan(before).filter((field) => now.has(field));
}

const perRow = new Set<PlanNode['kind']>([
  'filter',
  'extend',
  'rename',
  'extract',
  'transform',
  'fill',
  'lookup',
  'display',
  'foreach',
]);

/**
 * The part of a plan in front of the first command that looks at several rows together, up to its last condition: its rows are events.
 * Undefined where the rows come from no event.
 */
export function eventPart(plan: Plan): Plan | undefined {
  const chain = mainChain(plan.root);
  const source = chain[0]!;
  if (source.kind !== 'scan' && source.kind !== 'dataset') return undefined;
  let root: PlanNode = source;
  for (const node of chain.slice(1)) {
    if (!perRow.has(node.kind)) break;
    if (node.kind === 'filter') root = node;
  }
  return { ...plan, root };
}
