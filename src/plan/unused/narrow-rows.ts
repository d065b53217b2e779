import { fieldsOfName } from '../../syntax/computed-name.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import { andNames, asksFor, everyField, type FieldDemand } from '../fields/field-demand.js';
import type { Assignment, TransformItem } from '../nodes/row.js';
import type { NodeOf, RowKind } from '../plan.js';
import { namesOfCondition, namesOfExpression } from './names-read.js';
import { narrowExtract } from './narrow-extract.js';
import { narrowRename } from './narrow-rename.js';
import { gone, kept, looksAtAll, type Narrowed, type NarrowingByKind, withLeft } from './narrowing.js';
import { isQuiet } from './quiet.js';

/** The operators that look at one row at a time. */
export const rowNarrowings: NarrowingByKind<RowKind> = {
  filter: (node, wanted) => {
    const asked = andNames(wanted, namesOfCondition(node.condition));
    return kept(node, node.condition.language === 'search' ? { ...asked, searched: true } : asked);
  },
  extend,
  project,
  rename: narrowRename,
  extract: narrowExtract,
  transform,
  fill,

  bin: (node, wanted) => {
    // Without a span it holds all rows, which may be too many.
    if (node.bins.span !== undefined && !asksFor(wanted, node.as ?? node.field)) return gone(wanted);
    return kept(node, andNames(wanted, [node.field]));
  },

  unnest: (node, wanted) => kept(node, andNames(wanted, [node.field])),
  lookup,
  foreach: looksAtAll,
  display: (node, wanted) => kept(node, wanted),
};

function extend(node: NodeOf<'extend'>, wanted: FieldDemand): Narrowed {
  let before = wanted;
  const assignments: Assignment[] = [];
  for (const each of [...node.assignments].reverse()) {
    const { target, computed, expression } = each;
    if (!computed && !asksFor(before, target) && isQuiet(expression)) continue;
    assignments.unshift(each);
    before = andNames(computed ? before : without(before, target), namesOfExpression(expression));
    if (computed) before = andNames(before, fieldsOfName(computed));
  }
  if (assignments.length === 0) return gone(before);
  return kept(withLeft(node, 'assignments', assignments), before);
}

/** What is asked of the rows before a field is given another value. */
function without(demand: FieldDemand, name: string): FieldDemand {
  if (demand.all) return demand;
  return { ...demand, names: new Set([...demand.names].filter((each) => each !== name)) };
}

function project(node: NodeOf<'project'>, wanted: FieldDemand): Narrowed {
  const { mode } = node;
  const wild = node.patterns.some(hasWildcard);
  if (wild || (mode === 'drop' && wanted.all)) return kept(node, wanted);
  const patterns = node.patterns.filter((name) => asksFor(wanted, name));
  const narrowed = withLeft(node, 'patterns', patterns);
  if (mode === 'drop') return patterns.length === 0 ? gone(wanted) : kept(narrowed, wanted);
  const internal = (name: string): boolean => mode === 'keep' && name.startsWith('_');
  return kept(narrowed, {
    ...wanted,
    all: false,
    names: new Set([...patterns, ...[...wanted.names].filter(internal)]),
    patterns: new Set(wanted.all ? (mode === 'keep' ? ['_*'] : []) : [...wanted.patterns].filter(internal)),
  });
}

/** `none` keeps a field out of the patterns of the others; what the others make may be cut to a limit, or hold all rows. */
const keptChanges: ReadonlySet<TransformItem['change']['name']> = new Set([
  'none',
  'auto',
  'tokenize',
  'split',
  'join',
]);

function transform(node: NodeOf<'transform'>, wanted: FieldDemand): Narrowed {
  let before = wanted;
  const items: TransformItem[] = [];
  for (const item of [...node.items].reverse()) {
    const { pattern, as, change } = item;
    const wild = hasWildcard(pattern);
    const silent = !keptChanges.has(change.name);
    if (silent && !(wild ? asksForSome(before, pattern, as) : asksFor(before, as ?? pattern))) continue;
    items.unshift(item);
    if (!wild) before = andNames(before, [pattern]);
    else if (as !== undefined) before = everyField;
  }
  if (items.every(({ change }) => change.name === 'none')) return gone(wanted);
  return kept(withLeft(node, 'items', items), before);
}

/** Whether a field is asked for that a pattern may have changed. */
function asksForSome({ all, names, patterns }: FieldDemand, pattern: string, as: string | undefined): boolean {
  if (all || as !== undefined || patterns.size > 0) return true;
  for (const name of names) if (fitsPattern(pattern, name)) return true;
  return false;
}

function fill(node: NodeOf<'fill'>, wanted: FieldDemand): Narrowed {
  const { patterns } = node;
  // With a wildcard it may hold all rows, which may be too many.
  if (patterns === undefined || patterns.some(hasWildcard)) return kept(node, wanted);
  const names = patterns.filter((name) => asksFor(wanted, name));
  if (names.length === 0) return gone(wanted);
  return kept(withLeft(node, 'patterns', names), wanted);
}

function lookup(node: NodeOf<'lookup'>, wanted: FieldDemand): Narrowed {
  const outputs = node.outputs?.filter(({ event }) => asksFor(wanted, event));
  // The table is read nonetheless: a search whose table is missing has no rows.
  if (outputs?.length === 0 && node.inputs.length > 0)
    return kept({ ...node, inputs: [], outputs, overwrite: false }, wanted);
  // Only the definition of a table says whether the time of an event counts.
  const before = andNames(wanted, [...node.inputs.map(({ event }) => event), '_time']);
  return kept(outputs === undefined ? node : withLeft(node, 'outputs', outputs), before);
}
