import { findAggregate } from '../../functions/aggregate/index.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { formatNumber, toNumber } from '../../values/coerce.js';
import type { Event } from '../../values/event.js';
import { expandPatterns } from '../../values/field-pattern.js';
import type { ExecContext } from '../context.js';
import { aggregationRoom } from '../groups/aggregation.js';
import { type Run, wholeTable } from '../operator.js';
import { namesOf } from '../ordered-names.js';

type Outlier = TableProcedure & { readonly name: 'outlier' };

interface Bounds {
  readonly low: number;
  readonly high: number;
}

function boundsOf(field: string, rows: readonly Event[], procedure: Outlier, context: ExecContext): Bounds | undefined {
  const room = aggregationRoom(context);
  const quartiles = ['perc25', 'perc75'].map((name) => {
    const { definition, parameter } = findAggregate(name)!;
    return definition.create(context, room, parameter);
  });
  for (const row of rows) {
    const number = toNumber(row.get(field));
    if (number !== null) for (const each of quartiles) each.add([number], null);
  }
  const [first, third] = quartiles.map((each) => toNumber(each.result()));
  if (first == null || third == null) return undefined;
  const reach = procedure.factor * (third - first);
  return { low: procedure.useLower ? first - reach : Number.NEGATIVE_INFINITY, high: third + reach };
}

/** `outlier`: values far outside the middle half are cut to the bound, or their rows left out (spl-commands 13). */
export function compileOutlier(procedure: Outlier, input: Run): Run {
  return wholeTable(input, 'outlier', (rows, context) => {
    const fields = expandPatterns(procedure.patterns, namesOf(rows));
    const known = fields.flatMap((field) => {
      const bounds = boundsOf(field, rows, procedure, context);
      return bounds === undefined ? [] : [{ field, ...bounds }];
    });
    return rows.filter((row) => {
      for (const { field, low, high } of known) {
        const number = toNumber(row.get(field));
        // Infinite numbers have bounds that are no numbers; nothing lies outside of those.
        if (number === null || !(number < low || number > high)) continue;
        if (procedure.remove) return false;
        const cut = number > high ? high : low;
        row.set(field, procedure.mark ? `000${formatNumber(cut)}` : cut);
      }
      return true;
    });
  });
}
