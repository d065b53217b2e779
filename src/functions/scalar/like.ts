import { compileLike, likeMatcher } from '../../values/like.js';
import { someText } from '../../values/some-text.js';
import type { CompiledExpression } from '../context.js';
import { defineFunction } from '../define.js';

/**
 * The condition behind `like(text, pattern)` and `text LIKE pattern`. A pattern known beforehand is prepared once; of a
 * multivalue any value may match.
 */
function likeCondition(
  text: CompiledExpression,
  pattern: CompiledExpression,
  literal: string | undefined,
): CompiledExpression {
  if (literal !== undefined) {
    const matches = compileLike(literal);
    return (event, context) => someText(text(event, context), matches);
  }
  return (event, context) => {
    const subject = text(event, context);
    if (subject === null) return false;
    return someText(pattern(event, context), (value) => someText(subject, likeMatcher(value)));
  };
}

/** `like(text, pattern)` (spl-core 3.2). */
export const like = defineFunction({
  name: 'like',
  group: 'conditional',
  summary: 'Whether the whole text matches a pattern in which % is any run of characters and _ one character.',
  parameters: [
    { name: 'text', type: 'string', text: 'Letter case counts.' },
    { name: 'pattern', type: 'string', text: 'A backslash is an ordinary character.' },
  ],
  result: 'boolean',
  nulls: 'False.',
  examples: [
    { expression: 'if(like("abc","a%"),"y","n")', result: 'y' },
    { expression: 'if(like("ABC","a%"),"y","n")', result: 'n' },
    { expression: 'if(like("abc","b"),"y","n")', result: 'n' },
    { expression: 'if(like(absent,"%"),"y","n")', result: 'n' },
  ],
  compile: (call) => likeCondition(call.compiled[0]!, call.compiled[1]!, call.literal(1)),
});
