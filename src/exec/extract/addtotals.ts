import { NumberSum } from '../../functions/aggregate/sum.js';
import type { ExtractMethod } from '../../plan/nodes/row.js';
import { compileFieldPatterns } from '../../values/field-pattern.js';
import type { RowExtraction } from './row-extraction.js';

/**
 * `addtotals`: the sum of the numbers of a row; 0 where there is none (spl-commands 4.6). What was in the field for the sum counts only
 * where the field is listed by its name.
 */
export function compileAddtotals({ patterns, output }: ExtractMethod & { name: 'addtotals' }): RowExtraction {
  const fits = compileFieldPatterns(patterns);
  const isListed = patterns.includes(output);
  return (event) => {
    const sum = new NumberSum();
    for (const name of event.fieldNames()) {
      if (name === output ? !isListed : !fits(name)) continue;
      const value = event.get(name);
      if (value !== null && typeof value !== 'object') sum.add([value]);
    }
    event.set(output, sum.result() ?? 0);
  };
}
