import type { TableProcedure } from '../../plan/nodes/set.js';
import { scalarText } from '../../values/coerce.js';
import { Event } from '../../values/event.js';
import { valuesOf } from '../../values/value.js';
import { inBatches, type Run } from '../operator.js';

/** `return`: fields of the first rows as the text of a search, in one field `search` (spl-commands 9.2, spl-core 5.4). */
export function compileReturn({ count, items }: TableProcedure & { readonly name: 'return' }, input: Run): Run {
  return async function* (context) {
    const texts: string[] = [];
    let left = count;
    if (left > 0) {
      taking: for await (const batch of input(context)) {
        for (const row of batch) {
          const terms = items.flatMap(({ field, as, valueOnly }) =>
            // Quotes in values are not escaped (documented).
            valuesOf(row.get(field)).map((value) =>
              valueOnly ? scalarText(value) : `${as ?? field}="${scalarText(value)}"`,
            ),
          );
          if (terms.length > 0) texts.push(terms.join(' '));
          if (--left === 0) break taking;
        }
      }
    }
    // One row stands without parentheses, so that its value can be an operand or an option. No row gives an empty text,
    // which is no term of the outer search (the page of the command).
    const rows = texts.length === 1 ? texts[0]! : texts.map((each) => `(${each})`).join(' OR ');
    yield* inBatches([Event.of([['search', rows]])]);
  };
}
