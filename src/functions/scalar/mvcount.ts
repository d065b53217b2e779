import { valuesOf } from '../../values/value.js';
import type { CompiledExpression } from '../context.js';
import { type CallSite, defineFunction } from '../define.js';
import { splitField } from './split-field.js';

/** `mvcount(mv)` (spl-core 3.8). */
export const mvcountFunction = defineFunction({
  name: 'mvcount',
  group: 'multivalue',
  summary: 'The number of values; null, not 0, where there is none.',
  parameters: [{ name: 'mv', type: 'multivalue', text: 'A field; a single value is a list of one.' }],
  result: 'number',
  single: true,
  examples: [
    { expression: 'mvcount(v)', row: { v: ['a', 'b'] }, result: '2' },
    { expression: 'mvcount(v)', row: { v: 'a' }, result: '1' },
    { expression: 'mvcount(absent)', result: null },
  ],
  compile(call) {
    const value = call.compiled[0]!;
    const count: CompiledExpression = (event, context) => {
      const found = value(event, context);
      return found === null ? null : valuesOf(found).length;
    };
    return countOfPieces(call, count) ?? count;
  },
});

/**
 * The pieces of `split(<field>, "<delimiter>")` counted where they stand: this is how searches count what a text has in it. `count`
 * says what comes of anything but a text that is well inside the limits.
 */
function countOfPieces(call: CallSite, count: CompiledExpression): CompiledExpression | undefined {
  const split = splitField(call.args[0]);
  if (split === undefined) return undefined;
  const { name, delimiter } = split;
  return (event, context) => {
    const found = event.get(name);
    const { valueCharacters, fieldValues } = context.limits;
    if (typeof found !== 'string' || found === '' || found.length > valueCharacters) return count(event, context);
    let pieces = 1;
    for (let at = found.indexOf(delimiter); at >= 0; at = found.indexOf(delimiter, at + delimiter.length)) pieces++;
    return pieces > fieldValues ? count(event, context) : pieces;
  };
}
