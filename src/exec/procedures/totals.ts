import { NumberSum } from '../../functions/aggregate/sum.js';
import { Event } from '../../values/event.js';
import { compileFieldPatterns } from '../../values/field-pattern.js';
import type { Value } from '../../values/value.js';
import type { ProcedureCompiler } from './procedure.js';

/** `addcoltotals`: a last row with the sums of the columns; the rows before it pass as they come (spl-commands 4.6). */
export const compileTotals: ProcedureCompiler<'totals'> = ({ patterns, labelField, label }, input) => {
  const fits = compileFieldPatterns(patterns);
  return async function* (context) {
    const sums = new Map<string, NumberSum>();
    for await (const batch of input(context)) {
      for (const event of batch) {
        for (const name of event.fieldNames()) {
          if (!fits(name)) continue;
          const value = event.get(name);
          if (value === null || typeof value === 'object') continue;
          let sum = sums.get(name);
          if (sum === undefined) {
            sum = new NumberSum();
            sums.set(name, sum);
          }
          sum.add([value]);
        }
      }
      yield batch;
    }
    const cells = new Map<string, Value>();
    for (const [name, sum] of sums) cells.set(name, sum.result());
    if (labelField !== undefined) cells.set(labelField, label);
    yield [Event.of(cells)];
  };
};
