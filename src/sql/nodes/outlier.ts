import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Span } from '../../source/span.js';
import { fitsPattern } from '../../values/field-pattern.js';
import { hasWildcard } from '../../values/wildcard.js';
import type { Emitter } from '../emitter.js';
import { unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import { passed } from '../rows.js';
import type { SqlType, SqlValue } from '../value.js';
import { withFields } from './row-wise.js';

type Outlier = TableProcedure & { readonly name: 'outlier' };

/** `outlier`: values far outside the middle half of all rows are cut to the bound, or their rows left out (spl-commands 13). */
export function emitOutlier(procedure: Outlier, rows: Relation, span: Span, cx: Emitter): Relation {
  const { convert, dialect, statement } = cx;
  if (cx.schema.semantics.percentile !== 'interpolated') return unsupported('percentiles by the nearest rank', span);
  const tests: string[] = [];
  const changes = new Map<string, SqlValue>();
  for (const field of fieldsOf(procedure, rows, span)) {
    const value = fieldOf(rows, field, dialect);
    if (value.type === 'null' || value.type === 'boolean') continue;
    const number = convert.number(value);
    const [first, third] = [0.25, 0.75].map((part) =>
      dialect.aggregates.numeric('quantile_cont', number, ' OVER ()', part),
    ) as [string, string];
    const reach = `${procedure.factor} * (${third} - ${first})`;
    const [high, low] = [`(${third} + ${reach})`, `(${first} - ${reach})`];
    const above = `coalesce(${number} > ${high}, FALSE)`;
    // Infinite numbers have bounds that are no numbers, and to some engines those are greater than any number.
    const below = procedure.useLower ? `coalesce(${number} - ${low} < 0, FALSE)` : 'FALSE';
    tests.push(`NOT (${above} OR ${below})`);
    const cut = (bound: string): string => {
      const text = `spl_text(${bound})`;
      return convert.to({ sql: procedure.mark ? `'000' || ${text}` : text, type: 'text' }, type);
    };
    const type = (value.type === 'list' ? 'list' : 'text') as SqlType;
    const sql = convert.choice(
      [
        [above, cut(high)],
        [below, cut(low)],
      ],
      convert.to(value, type),
      type,
    );
    changes.set(field, { sql, type });
  }
  if (tests.length === 0) return rows;
  if (!procedure.remove) return withFields(rows, changes, 'outlier', span, cx);
  return passed(
    rows,
    statement.step('outlier', span, `SELECT *\n  FROM ${rows.table}\n  QUALIFY ${tests.join(' AND ')}`),
  );
}

function fieldsOf({ patterns }: Outlier, rows: Relation, span: Span): Set<string> {
  const fields = new Set<string>();
  for (const pattern of patterns) {
    if (!hasWildcard(pattern)) fields.add(pattern);
    else if (rows.open) return unsupported('fields that are not known before the run', span);
    else for (const field of rows.columns.keys()) if (fitsPattern(pattern, field)) fields.add(field);
  }
  return fields;
}
