import { toNumber, toText } from '../../values/coerce.js';
import { maximumEpoch } from '../../values/time/civil.js';
import { applyTimeSpec, parseTimeSpec, type TimeSpec } from '../../values/time/spec.js';
import type { Value } from '../../values/value.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';

function specOf(text: string | null): TimeSpec | null {
  if (text === null) return null;
  const spec = parseTimeSpec(text.trim());
  return 'error' in spec ? null : spec;
}

/** An epoch as `relative_time` and `strptime` give it: with six decimals (spl-core 7). */
export function epochText(epoch: number): string | null {
  return Math.abs(epoch) <= maximumEpoch ? epoch.toFixed(6) : null;
}

/** `relative_time(time, spec)` (spl-core 3.4, 4.1). */
export const relativeTime = defineFunction({
  name: 'relative_time',
  group: 'time',
  summary: 'A time shifted and snapped by a relative time modifier.',
  parameters: [
    { name: 'time', type: 'number', text: 'Epoch seconds.' },
    { name: 'spec', type: 'string', text: 'Steps applied from left to right, such as "-1d@d" or "-1mon@mon+7d".' },
  ],
  result: 'number',
  epoch: true,
  nulls: 'Null, as for text that is no number or a spec that cannot be read.',
  examples: [
    { expression: 'relative_time(1700000000,"-1d@d")', result: '1699833600.000000' },
    { expression: 'round(relative_time(t,"-70m@m"))', row: { t: '1700000000' }, result: '1699995780' },
    { expression: 'relative_time(1700000000,"-1x")', result: null },
  ],
  compile(call) {
    const [time, text] = call.compiled as [CompiledExpression, CompiledExpression];
    const literal = call.literal(1);
    if (literal === undefined) {
      return (event, context) => {
        const epoch = toNumber(time(event, context));
        const spec = specOf(toText(text(event, context)));
        if (epoch === null || spec === null) return null;
        return epochText(applyTimeSpec(epoch, spec, context.timeZone));
      };
    }
    const spec = specOf(literal);
    if (spec === null) return () => null;
    // Most calls are relative_time(now(), …): the last answer usually is the next.
    let lastEpoch = Number.NaN;
    let lastZone = '';
    let lastResult: Value = null;
    return (event, context) => {
      const epoch = toNumber(time(event, context));
      if (epoch === null) return null;
      if (epoch !== lastEpoch || context.timeZone !== lastZone) {
        lastResult = epochText(applyTimeSpec(epoch, spec, context.timeZone));
        lastEpoch = epoch;
        lastZone = context.timeZone;
      }
      return lastResult;
    };
  },
});
