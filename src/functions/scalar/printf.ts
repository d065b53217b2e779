import { toText } from '../../values/coerce.js';
import { compilePrintf } from '../../values/printf.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';

/** `printf(format, arguments...)` (spl-core 3.2). */
export const printf = defineFunction({
  name: 'printf',
  group: 'conversion',
  summary: 'Text built from a format in the manner of C.',
  parameters: [
    { name: 'format', type: 'string', text: "%[flags][width][.precision]conversion; flags ' - 0 + blank #." },
    { name: 'argument', type: 'any', optional: true, repeated: true, text: 'One per conversion and per *.' },
  ],
  result: 'string',
  nulls: 'Null, as when an argument is missing or does not suit its conversion.',
  examples: [
    { expression: 'printf("%.2e",5139)', result: '5.14e+03' },
    { expression: 'printf("%\'d",12345)', result: '12,345' },
    { expression: 'printf("%.2g,%.2g",pi(),123)', result: '3.1,1.2e+02' },
    { expression: 'printf("%04d",1)', result: '0001' },
    { expression: 'printf("%x,%X,%p",10,10,10)', result: 'a,A,A' },
    { expression: 'printf("%+4d",1)', result: '  +1' },
    { expression: 'printf("%c,%c",65,"Foo")', result: 'A,F' },
    { expression: 'printf("%#x",1)', result: '0x1' },
    { expression: 'printf("%*d",5,123)', result: '  123' },
    { expression: 'printf("%.*f",1,1.23)', result: '1.2' },
    { expression: 'printf("%o",255)', result: '377' },
    { expression: 'printf("100%%")', result: '100%' },
  ],
  compile(call) {
    const [format, ...rest] = call.compiled as [CompiledExpression, ...CompiledExpression[]];
    const literal = call.literal(0);
    const print = literal === undefined ? undefined : compilePrintf(literal);
    return (event, context) => {
      const text = print === undefined ? toText(format(event, context)) : '';
      if (text === null) return null;
      return (print ?? compilePrintf(text))(rest.map((argument) => argument(event, context)));
    };
  },
});
