import { toText } from '../../values/coerce.js';
import { someText } from '../../values/some-text.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction, type RegexTester } from '../define.js';

/** `match(text, regex)` (spl-core 3.1): PCRE, found anywhere, case-sensitive. */
export const match = defineFunction({
  name: 'match',
  group: 'conditional',
  summary: 'Whether a regular expression is found in the text.',
  parameters: [
    { name: 'text', type: 'string', text: 'Of a multivalue, any value may match.' },
    { name: 'regex', type: 'regex', text: 'PCRE, not anchored, case-sensitive.' },
  ],
  result: 'boolean',
  notes: true,
  nulls: 'False.',
  examples: [
    { expression: 'if(match("abc","^b"),"y","n")', result: 'n' },
    { expression: 'if(match(v,"\\d+"),"y","n")', row: { v: 'err42' }, result: 'y' },
    { expression: 'if(NOT match(absent,"x"),"y","n")', result: 'y' },
  ],
  compile(call) {
    const [text, pattern] = call.compiled as [CompiledExpression, CompiledExpression];
    const literal = call.literal(1);
    if (literal !== undefined) {
      const regex = call.regex(literal);
      if (regex === undefined) return () => false;
      const test = (subject: string): boolean => regex.test(subject);
      return (event, context) => someText(text(event, context), test);
    }
    const prepared = new Map<string, RegexTester | undefined>();
    return (event, context) => {
      const subject = text(event, context);
      const source = toText(pattern(event, context));
      if (subject === null || source === null) return false;
      if (!prepared.has(source)) {
        if (prepared.size >= 100) prepared.clear();
        prepared.set(source, call.regex(source));
      }
      const regex = prepared.get(source);
      return regex !== undefined && someText(subject, (candidate) => regex.test(candidate));
    };
  },
});
