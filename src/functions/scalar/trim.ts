import { toText } from '../../values/coerce.js';
import type { CompiledExpression } from '../context.js';
import { type CallSite, defineFunction, type FunctionExample, type ScalarFunction } from '../define.js';
import { perText } from './per-text.js';

type Side = 'left' | 'right' | 'both';

/** The function that strips one or both ends (spl-core 3.10). */
function trimmer(name: string, side: Side, where: string, examples: readonly FunctionExample[]): ScalarFunction {
  return defineFunction({
    name,
    group: 'text',
    summary: `A text without certain characters at its ${where}.`,
    parameters: [
      { name: 'str', type: 'any', text: 'A text.' },
      { name: 'chars', type: 'string', optional: true, text: 'The characters to strip; blank and tab by default.' },
    ],
    result: 'string',
    total: true,
    examples,
    compile: (call) => compileTrim(call, side),
  });
}

function compileTrim({ compiled, literal }: CallSite, side: Side): CompiledExpression {
  const [text, chars] = compiled;
  const fixed = chars === undefined ? ' \t' : literal(1);
  const known = fixed === undefined ? undefined : new Set(fixed);
  return (event, context) => {
    let stripped = known;
    if (stripped === undefined) {
      const given = toText(chars!(event, context));
      if (given === null) return null;
      stripped = new Set(given);
    }
    const set = stripped;
    return perText(text!(event, context), context, (one) => strip(one, set, side));
  };
}

function strip(text: string, chars: ReadonlySet<string>, side: Side): string {
  let start = 0;
  let end = text.length;
  if (side !== 'right') {
    while (start < end) {
      const char = String.fromCodePoint(text.codePointAt(start)!);
      if (!chars.has(char)) break;
      start += char.length;
    }
  }
  if (side !== 'left') {
    while (end > start) {
      const pair = end - start >= 2 ? text.slice(end - 2, end) : '';
      const width = pair !== '' && pair.codePointAt(0)! > 0xffff ? 2 : 1;
      if (!chars.has(text.slice(end - width, end))) break;
      end -= width;
    }
  }
  return text.slice(start, end);
}

/** `ltrim`, `rtrim` and `trim`. */
export const trimFunctions: readonly ScalarFunction[] = [
  trimmer('ltrim', 'left', 'start', [
    { expression: 'ltrim("  ab")', result: 'ab' },
    { expression: 'ltrim(" ZZZZabcZZ ", " Z")', result: 'abcZZ ' },
  ]),
  trimmer('rtrim', 'right', 'end', [{ expression: 'rtrim("   ZZZZabcZZ ", " Z")', result: '   ZZZZabc' }]),
  trimmer('trim', 'both', 'start and end', [
    { expression: 'trim("   ZZZZabcZZ ", " Z")', result: 'abc' },
    { expression: 'trim("   ")', result: '' },
  ]),
];
