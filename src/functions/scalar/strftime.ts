import { toNumber, toText } from '../../values/coerce.js';
import { compileTimeFormat, formatTime } from '../../values/time/format.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';

/** `strftime(time, format)` (spl-core 3.4, 4.3). */
export const strftime = defineFunction({
  name: 'strftime',
  group: 'time',
  summary: 'A time as text in the user’s time zone.',
  parameters: [
    { name: 'time', type: 'number', text: 'Epoch seconds, fraction allowed.' },
    { name: 'format', type: 'string', text: 'Text with variables such as %Y-%m-%d %H:%M:%S.' },
  ],
  result: 'string',
  nulls: 'Null, as for text that is no number.',
  examples: [
    { expression: 'strftime(1700000000,"%Y-%m-%dT%H:%M:%SZ")', result: '2023-11-14T22:13:20Z' },
    { expression: 'strftime(t,"%F %T.%3N")', row: { t: '1700000000.123456' }, result: '2023-11-14 22:13:20.123' },
    { expression: 'strftime(t,"%F")', row: { t: 'abc' }, result: null },
  ],
  compile(call) {
    const [time, format] = call.compiled as [CompiledExpression, CompiledExpression];
    const literal = call.literal(1);
    if (literal !== undefined) {
      const formatter = compileTimeFormat(literal);
      return (event, context) => {
        const epoch = toNumber(time(event, context));
        return epoch === null ? null : formatter(epoch, context.timeZone);
      };
    }
    return (event, context) => {
      const epoch = toNumber(time(event, context));
      const text = toText(format(event, context));
      return epoch === null || text === null ? null : formatTime(epoch, text, context.timeZone);
    };
  },
});
