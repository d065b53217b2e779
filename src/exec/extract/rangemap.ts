import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toNumber } from '../../values/coerce.js';
import { multivalue } from '../../values/value.js';
import type { RowExtraction } from './row-extraction.js';

/** `rangemap`: the names of the ranges a number falls into, in the order written (spl-commands 13). */
export function compileRangemap({ field, ranges, fallback }: ExtractMethod & { name: 'rangemap' }): RowExtraction {
  return (event) => {
    const number = toNumber(event.get(field));
    const found = number === null ? [] : ranges.filter((range) => number >= range.low && number <= range.high);
    event.set('range', multivalue(found.map((range) => range.name)) ?? fallback);
  };
}
