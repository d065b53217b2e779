import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText } from '../../values/coerce.js';
import { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import { textsWithin } from '../format-rows.js';
import { HeldLimit } from '../held-size.js';
import { inBatches, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** `return`: fields of the first rows as the text of a search, in one field `search` (spl-commands 9.2, spl-core 5.4). */
export function compileReturn({ count, items }: TableProcedure & { readonly name: 'return' }, input: Run): Run {
  return async function* (context) {
    const first: Event[] = [];
    const held = new HeldLimit(context.limits);
    if (count > 0) {
      taking: for await (const batch of input(context)) {
        for (const row of batch) {
          if (!held.takes(row)) break taking;
          first.push(row);
          if (first.length === count) break taking;
        }
      }
    }
    if (held.full !== undefined) reportLimit(context, 'return', held.full);
    const { texts, isCut } = textsWithin(first, 'The text of return', context, (row) => {
      const terms = items.flatMap(({ field, as, valueOnly }) =>
        // Quotes in values are not escaped (documented).
        valuesOf(row.get(field)).map((value) =>
          valueOnly ? scalarText(value) : `${as ?? field}="${scalarText(value)}"`,
        ),
      );
      return terms.length === 0 ? undefined : terms.join(' ');
    });
    // One row stands without parentheses, so that its value can be an operand or an option. No row gives an empty text,
    // which is no term of the outer search (the page of the command).
    const rows = texts.length === 1 ? texts[0]! : texts.map((each) => `(${each})`).join(' OR ');
    // Rows that are too long for any text are still rows that nothing else may stand for.
    yield* inBatches([Event.of([['search', texts.length === 0 && isCut ? 'NOT ()' : rows]])]);
  };
}
