import { toText } from '../../values/coerce.js';
import { compileTimeParser, parseTime } from '../../values/time/parse.js';
import { isMultivalue } from '../../values/value.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';
import { epochText } from './relative-time.js';

/** `strptime(text, format)` (spl-core 3.4, 4.3). */
export const strptime = defineFunction({
  name: 'strptime',
  group: 'time',
  summary: 'The time that a text names, in epoch seconds with six decimals.',
  parameters: [
    { name: 'text', type: 'string', text: 'Must name a day; text after the format’s end is ignored.' },
    { name: 'format', type: 'string', text: 'Text with variables such as %Y-%m-%d %H:%M:%S.' },
  ],
  result: 'number',
  epoch: true,
  nulls: 'Null, as for text that does not fit the format.',
  examples: [
    { expression: 'strptime("2023-11-14","%Y-%m-%d")', result: '1699920000.000000' },
    {
      expression: 'strptime("2023-11-14T23:13:20+01:00","%Y-%m-%dT%H:%M:%S%:z")',
      result: '1700000000.000000',
    },
    { expression: 'strptime(t,"%Y-%m-%d")', row: { t: 'garbage' }, result: null },
  ],
  compile(call) {
    const [text, format] = call.compiled as [CompiledExpression, CompiledExpression];
    const literal = call.literal(1);
    const parser = literal === undefined ? undefined : compileTimeParser(literal);
    return (event, context) => {
      const value = text(event, context);
      const subject = isMultivalue(value) ? null : toText(value);
      if (subject === null) return null;
      const { timeZone, now } = context;
      if (parser !== undefined) {
        const epoch = parser(subject, timeZone, now);
        return epoch === null ? null : epochText(epoch);
      }
      const pattern = toText(format(event, context));
      const epoch = pattern === null ? null : parseTime(subject, pattern, timeZone, now);
      return epoch === null ? null : epochText(epoch);
    };
  },
});
