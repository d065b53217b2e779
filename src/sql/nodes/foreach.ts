import { fillTemplate, isFillable, slotValues } from '../../plan/foreach-template.js';
import type { Assignment, ForeachFields } from '../../plan/nodes/row.js';
import { type PlanNode, planShape } from '../../plan/plan.js';
import type { Span } from '../../source/span.js';
import type { Expression } from '../../syntax/ast.js';
import { fieldCaptures, fitsPattern } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { scopeOf } from '../scope.js';
import { commonType, type SqlType, type SqlValue } from '../value.js';
import type { NodeTemplate } from './define.js';
import { keyTest, settled, withFields } from './row-wise.js';

/** The template of `foreach`, filled in for each field that is known to fit (spl-commands 6.7). */
export const emitForeach: NodeTemplate<'foreach'> = (node, cx) => {
  const { each } = node;
  let rows = settled(cx.input(node.input), node.span, cx);
  if (each.over !== 'fields') return unsupported('foreach over the items of a field', node.span);
  if (rows.open && each.patterns.some(hasWildcard)) return overEntries(rows, each, node.span, cx);
  const done = new Set<string>();
  const names = [...rows.columns.keys()];
  for (const pattern of each.patterns) {
    for (const field of hasWildcard(pattern) ? names : [pattern]) {
      const captures = fieldCaptures(pattern, field);
      if (captures === null || done.has(field)) continue;
      done.add(field);
      const plan = instanceOf(each, field, captures, cx);
      if (plan === undefined) continue;
      // Rows without the field are passed over.
      rows = hasWildcard(pattern)
        ? onlyWhere(rows, plan, field, node.span, cx)
        : cx.withBranch(rows).detached().input(plan);
    }
  }
  return rows;
};

/** The commands of the template for one field; undefined where its name does not fit the template. */
function instanceOf(
  each: ForeachFields,
  field: string,
  captures: readonly string[],
  cx: Emitter,
): PlanNode | undefined {
  if (!isFillable(field)) return undefined;
  const plan = cx.compileText(fillTemplate(each.template, slotValues(field, captures)), 'branch');
  if (plan === undefined || plan.subsearches.size > 0 || planShape(plan.root) !== each.shape) return undefined;
  return plan.root;
}

/** The assignments of a template that does nothing else. */
function assignmentsOf(root: PlanNode): Assignment[] | undefined {
  const found: Assignment[] = [];
  let node = root;
  while (node.kind === 'extend') {
    found.unshift(...node.assignments);
    node = node.input;
  }
  return node.kind === 'branch-input' ? found : undefined;
}

function onlyWhere(before: Relation, plan: PlanNode, field: string, span: Span, cx: Emitter): Relation {
  const assignments = assignmentsOf(plan) ?? [];
  const last = assignments.at(-1);
  const simple = assignments.every((each) => !each.computed && (each.target !== field || each === last));
  if (last === undefined || !simple)
    return joined(before, cx.withBranch(before).detached().input(plan), field, span, cx);
  let rows = before;
  for (const { target, expression } of assignments) {
    const absent = cx.convert.absent(fieldOf(rows, field, cx.dialect));
    const made = cx.value(expression, scopeOf(rows));
    const value: SqlValue = made.type === 'boolean' ? { sql: cx.dialect.nothing('text'), type: 'text' } : made;
    const old = fieldOf(rows, target, cx.dialect);
    const stored = cx.convert.stored(value);
    const type = commonType([old.type, stored.type]) as SqlType;
    const sql = cx.convert.choice([[absent, cx.convert.to(old, type)]], cx.convert.to(stored, type), type);
    rows = withFields(rows, new Map([[target, { sql, type }]]), 'foreach', span, cx);
  }
  return rows;
}

function joined(before: Relation, after: Relation, field: string, span: Span, cx: Emitter): Relation {
  const present = fieldOf(before, field, cx.dialect, 'b.');
  if (after.open) return unsupported('foreach that changes which fields are known', span);
  const q = cx.dialect.name;
  const fields = new Map<string, SqlValue>();
  for (const name of new Set([...before.columns.keys(), ...after.columns.keys()])) {
    const [old, made] = [fieldOf(before, name, cx.dialect, 'b.'), fieldOf(after, name, cx.dialect, 'a.')];
    const type = commonType([old.type, made.type]) as SqlType;
    fields.set(name, {
      sql: cx.convert.choice([[cx.convert.absent(present), cx.convert.to(old, type)]], cx.convert.to(made, type), type),
      type,
    });
  }
  return cx.statement.select(
    'foreach',
    span,
    `${before.table} AS b JOIN ${after.table} AS a ON a.${q('#')} = b.${q('#')}`,
    fields,
    { position: `b.${q('#')}` },
  );
}

/** Stands for the name of a field where a template is looked at. */
const standIn = 'foreach_field';

/**
 * Over fields whose names are not known before the run: a template that only gathers their values, `eval all=mvappend(all,
 * '<<FIELD>>')`, under a condition that is the same for all of them or none. The entries of the map have the order of the fields
 * in the event.
 */
function overEntries(rows: Relation, each: ForeachFields, span: Span, cx: Emitter): Relation {
  const refuse = (): never => unsupported('fields that are not known before the run', span);
  const { patterns } = each;
  const fits = (field: string): boolean => patterns.some((pattern) => fitsPattern(pattern, field));
  if (patterns.length > 1 || [...rows.columns.keys()].some(fits)) return refuse();
  const plan = instanceOf(each, standIn, [], cx);
  const [assignment, ...more] = (plan === undefined ? undefined : assignmentsOf(plan)) ?? [];
  if (assignment === undefined || more.length > 0 || assignment.computed) return refuse();
  const { target, expression } = assignment;
  const gathered = gathering(expression, target);
  if (gathered === undefined || fits(target)) return refuse();
  const { dialect, convert } = cx;
  const { functions, lists, maps } = dialect;
  const before = convert.list(fieldOf(rows, target, dialect));
  const safe = dialect.text('["\'`|\\[\\]\\\\\\r\\n]');
  const entries = maps.filter(
    dialect.name('*'),
    cx.variable(),
    (key) => `${keyTest(patterns, key, cx)} AND NOT ${functions.found(key, safe)}`,
  );
  const all = lists.held(lists.concat([before, maps.values(entries)]));
  const sql =
    gathered.condition === undefined
      ? all
      : convert.choice([[cx.condition(gathered.condition, scopeOf(rows)), all]], before, 'list');
  return withFields(rows, new Map([[target, { sql, type: 'list' as const }]]), 'foreach', span, cx);
}

/** Reads `mvappend(target, field)`, alone or as `if(condition, mvappend(target, field), target)`. */
function gathering(expression: Expression, target: string): { readonly condition: Expression | undefined } | undefined {
  const isField = (node: Expression | undefined, name: string): boolean => node?.kind === 'field' && node.name === name;
  if (expression.kind === 'group') return gathering(expression.inner, target);
  if (expression.kind !== 'call') return undefined;
  const { args } = expression;
  const name = expression.name.toLowerCase();
  if (name === 'mvappend')
    return args.length === 2 && isField(args[0], target) && isField(args[1], standIn)
      ? { condition: undefined }
      : undefined;
  if (name !== 'if' || args.length !== 3 || !isField(args[2], target)) return undefined;
  const inner = gathering(args[1]!, target);
  const condition = args[0]!;
  const used = JSON.stringify(condition, (key, value) => (key === 'span' ? undefined : value));
  const names = [target, standIn].map((each) => JSON.stringify(each));
  if (inner === undefined || inner.condition !== undefined || names.some((each) => used.includes(each)))
    return undefined;
  return { condition };
}
