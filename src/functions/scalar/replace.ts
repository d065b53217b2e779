import { toText } from '../../values/coerce.js';
import { defineFunction } from '../define.js';
import { patternArgument } from './pattern-argument.js';
import { perText } from './per-text.js';

/** `replace(str, regex, replacement)` (spl-core 3.10). */
export const replaceFunction = defineFunction({
  name: 'replace',
  group: 'text',
  summary: 'A text in which every match of a regular expression is replaced.',
  parameters: [
    { name: 'str', type: 'any', text: 'A text.' },
    { name: 'regex', type: 'regex', text: 'What to find, anywhere and in this letter case.' },
    { name: 'replacement', type: 'string', text: 'What to put there; `\\1` to `\\9` are the groups of the match.' },
  ],
  result: 'string',
  total: true,
  notes: true,
  examples: [
    { expression: 'replace("10.0.0.1:443",":.*","")', result: '10.0.0.1' },
    { expression: 'replace("abc","(b)","[\\1]")', result: 'a[b]c' },
    { expression: 'replace("abc","z","y")', result: 'abc' },
    { expression: 'replace(d,"(\\d+)-(\\d+)","\\2:\\1")', row: { d: '12-34' }, result: '34:12' },
    { expression: 'replace("price","price","$1")', result: '$1' },
  ],
  compile: (call) => {
    const [subject, , replacement] = call.compiled;
    const pattern = patternArgument(call, 1);
    const fixed = call.literal(2);
    return (event, context) => {
      const text = subject!(event, context);
      if (text === null) return null;
      const tester = pattern(event, context);
      const by = fixed ?? toText(replacement!(event, context));
      if (tester === null || by === null) return null;
      return perText(text, context, (one) => tester.replace(one, by));
    };
  },
});
