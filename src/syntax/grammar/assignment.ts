import type { IToken } from 'chevrotain';
import { cover } from '../../source/span.js';
import type { AssignmentArgument, Expression } from '../ast.js';
import { computedName } from '../computed-name.js';
import { quotedContent } from '../escape.js';
import {
  And,
  Colon,
  Dot,
  Equals,
  Identifier,
  In,
  LeftBrace,
  Like,
  Minus,
  Not,
  NumberToken,
  Or,
  Quoted,
  QuotedField,
  RightBrace,
  Slash,
  Star,
  Xor,
} from '../tokens.js';
import { type GrammarHost, spanOf } from './host.js';

/** What the bare name on the left of an assignment may be made of (spl-core 1.3): `inbound:outbound`, `a.b`, `x-y`. */
const targetTokens = [
  Identifier,
  Quoted,
  QuotedField,
  NumberToken,
  Dot,
  Minus,
  Colon,
  LeftBrace,
  RightBrace,
  Slash,
  Star,
  And,
  Or,
  Not,
  Xor,
  In,
  Like,
];

/** `target = expression`. */
export function defineAssignmentRule(g: GrammarHost, expression: () => Expression): () => AssignmentArgument {
  return g.RULE('assignment', (): AssignmentArgument => {
    const parts: IToken[] = [];
    // The pieces of a name stand next to each other: `eval a b=1` is a mistake.
    const adjoins = (): boolean => {
      const before = parts[parts.length - 1];
      return before === undefined || (before.endOffset ?? 0) + 1 === g.LA(1).startOffset;
    };
    g.atLeastOne(0, {
      GATE: adjoins,
      DEF: () => {
        parts.push(
          g.or<IToken>(
            0,
            targetTokens.map((type) => ({ ALT: () => g.consume(0, type) })),
          ),
        );
      },
    });
    g.consume(0, Equals);
    const value = g.subrule(0, expression);
    return g.ACTION(() => {
      const first = parts[0]!;
      const last = parts[parts.length - 1]!;
      const targetSpan = spanOf(first, last);
      const target = targetText(parts);
      return {
        kind: 'assignment',
        target,
        targetSpan,
        computed: computedName(target),
        expression: value,
        span: cover(targetSpan, value.span),
      };
    });
  });
}

function targetText(parts: readonly IToken[]): string {
  return parts
    .map((part) => {
      if (part.tokenType === Quoted) return quotedContent(part.image);
      if (part.tokenType === QuotedField) return part.image.slice(1, -1);
      return part.image;
    })
    .join('');
}
