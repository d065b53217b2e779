import type { IToken } from 'chevrotain';
import { cover } from '../../source/span.js';
import type {
  AggregationArgument,
  Argument,
  AssignmentArgument,
  Expression,
  ExpressionArgument,
  FieldArgument,
  OptionArgument,
  SearchArgument,
  SearchExpression,
  SubsearchArgument,
  WordArgument,
} from '../ast.js';
import { quotedContent } from '../escape.js';
import {
  Comma,
  Equals,
  FunctionName,
  Identifier,
  keywordToken,
  LeftParen,
  NumberToken,
  OptionName,
  Quoted,
  RightParen,
  Word,
} from '../tokens.js';
import { defineAssignmentRule } from './assignment.js';
import { type GrammarHost, spanOf } from './host.js';

export type ArgumentRule = () => readonly Argument[];

/** The rules every command may use for its arguments. */
export interface SharedRules {
  readonly expression: () => Expression;
  readonly searchExpression: () => SearchExpression;
  readonly subsearch: () => SubsearchArgument;
  readonly assignment: () => AssignmentArgument;
  readonly option: () => OptionArgument;
  readonly expressionOption: () => OptionArgument;
  readonly field: () => FieldArgument;
  readonly word: () => WordArgument;
  readonly wrapped: () => FieldArgument;
  readonly aggregation: () => AggregationArgument;
}

/** Text of a bare or quoted word; some names carry single quotes, which are dropped (spl-commands 1). */
function wordText(token: IToken): { text: string; quoted: boolean } {
  if (token.tokenType === Quoted) return { text: quotedContent(token.image), quoted: true };
  const { image } = token;
  if (image.length > 1 && image.startsWith("'") && image.endsWith("'"))
    return { text: image.slice(1, -1), quoted: true };
  return { text: image.replace(/\\(["\\|])/g, '$1'), quoted: false };
}

function asWord(token: IToken): WordArgument {
  return { kind: 'word', ...wordText(token), span: spanOf(token) };
}

/** A bare or quoted word as a field name. */
export function asField(token: IToken): FieldArgument {
  const { text, quoted } = wordText(token);
  return { kind: 'field', name: text, quoted, span: spanOf(token) };
}

/** A leading sign belongs to the field; a sign alone is joined to the next field when the arguments are collected. */
function asSigned(field: FieldArgument): FieldArgument {
  if (field.quoted || field.sign !== undefined) return field;
  const sign = field.name[0];
  if ((sign !== '-' && sign !== '+') || field.name.length === 1) return field;
  return { ...field, name: field.name.slice(1), sign };
}

export function defineArgumentRules(
  g: GrammarHost,
  given: Pick<SharedRules, 'expression' | 'searchExpression' | 'subsearch'>,
): SharedRules {
  const anyWord = (index: number): IToken =>
    g.or<IToken>(index, [{ ALT: () => g.consume(index, Word) }, { ALT: () => g.consume(index, Quoted) }]);

  const word = g.RULE('word', () => {
    const token = anyWord(0);
    return g.ACTION(() => asWord(token));
  });
  const field = g.RULE('field', () => {
    const token = anyWord(0);
    return g.ACTION(() => asField(token));
  });

  const option = g.RULE('optionArgument', (): OptionArgument => {
    const name = g.consume(0, OptionName);
    g.consume(0, Equals);
    const key = name.image.toLowerCase();
    const value = g.or<OptionArgument['value']>(0, {
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { ALT: () => g.subrule(0, word) },
        {
          ALT: (): ExpressionArgument => {
            const call = g.consume(0, FunctionName);
            g.consume(0, LeftParen);
            const inner = g.subrule(0, given.expression);
            const close = g.consume(0, RightParen);
            return { kind: 'expression', expression: inner, span: spanOf(call, close) };
          },
        },
        {
          GATE: () => key.startsWith('reset_'),
          ALT: (): ExpressionArgument => {
            const open = g.consume(1, LeftParen);
            const inner = g.subrule(1, given.expression);
            const close = g.consume(1, RightParen);
            return { kind: 'expression', expression: inner, span: spanOf(open, close) };
          },
        },
        {
          ALT: (): SearchArgument => {
            const open = g.consume(2, LeftParen);
            const inner = g.subrule(0, given.searchExpression);
            const close = g.consume(2, RightParen);
            return { kind: 'search', expression: inner, span: spanOf(open, close) };
          },
        },
      ],
    });
    return g.ACTION(() => ({
      kind: 'option',
      name: key,
      nameSpan: spanOf(name),
      value,
      span: { start: name.startOffset, end: value.span.end },
    }));
  });

  /** An option among expression tokens (`head limit=5 null=t`). */
  const expressionOption = g.RULE('expressionOption', (): OptionArgument => {
    const name = g.consume(0, Identifier);
    g.consume(0, Equals);
    const value = g.or<IToken>(0, [
      { ALT: () => g.consume(1, Identifier) },
      { ALT: () => g.consume(0, NumberToken) },
      { ALT: () => g.consume(0, Quoted) },
    ]);
    return g.ACTION(() => ({
      kind: 'option',
      name: name.image.toLowerCase(),
      nameSpan: spanOf(name),
      value: asWord(value),
      span: spanOf(name, value),
    }));
  });

  const wrapped = g.RULE(
    'wrappedField',
    (): FieldArgument =>
      g.or<FieldArgument>(0, [
        {
          ALT: () => {
            const name = g.consume(0, FunctionName);
            g.consume(0, LeftParen);
            const inner = g.subrule(0, field);
            const close = g.consume(0, RightParen);
            return g.ACTION(() => {
              const sign = name.image[0] === '-' || name.image[0] === '+' ? name.image[0] : undefined;
              return {
                ...inner,
                wrapper: name.image.slice(sign === undefined ? 0 : 1).toLowerCase(),
                ...(sign === undefined ? {} : { sign }),
                span: spanOf(name, close),
              };
            });
          },
        },
        {
          ALT: () => {
            const plain = g.subrule(1, field);
            return g.ACTION(() => asSigned(plain));
          },
        },
      ]),
  );

  const as = keywordToken('as');
  const functionTerm: () => AggregationArgument = g.RULE('functionTerm', (): AggregationArgument => {
    const name = g.consume(0, FunctionName);
    g.consume(0, LeftParen);
    const isEval = name.image?.toLowerCase() === 'eval';
    const argument = g.option(0, () =>
      g.or<FieldArgument | ExpressionArgument | AggregationArgument>(0, {
        IGNORE_AMBIGUITIES: true,
        DEF: [
          {
            GATE: () => isEval,
            ALT: (): ExpressionArgument => {
              const inner = g.subrule(0, given.expression);
              return { kind: 'expression', expression: inner, span: inner?.span };
            },
          },
          { ALT: () => g.subrule(0, functionTerm) },
          { ALT: () => g.subrule(0, field) },
        ],
      }),
    );
    const extra = g.option(1, () => {
      g.consume(0, Comma);
      return g.subrule(0, word);
    });
    const close = g.consume(0, RightParen);
    return {
      kind: 'aggregation',
      name: name.image.toLowerCase(),
      nameSpan: spanOf(name),
      ...(argument === undefined ? {} : { argument }),
      ...(extra === undefined ? {} : { extra }),
      span: spanOf(name, close),
    };
  });

  /** The name after AS; `aceFlags(inheritance)` is one, as shipped searches have it. */
  const resultName = g.RULE(
    'resultName',
    (): FieldArgument =>
      g.or<FieldArgument>(0, [
        {
          ALT: () => {
            const name = g.consume(0, FunctionName);
            g.consume(0, LeftParen);
            const inner = g.subrule(0, field);
            const close = g.consume(0, RightParen);
            return g.ACTION(() => ({
              kind: 'field',
              name: `${name.image}(${inner.name})`,
              quoted: false,
              span: spanOf(name, close),
            }));
          },
        },
        { ALT: () => g.subrule(1, field) },
      ]),
  );

  const aggregation = g.RULE('aggregation', (): AggregationArgument => {
    const term = g.or<AggregationArgument>(0, [
      { ALT: () => g.subrule(0, functionTerm) },
      {
        ALT: () => {
          const name = g.consume(0, Word);
          return { kind: 'aggregation', name: name.image.toLowerCase(), nameSpan: spanOf(name), span: spanOf(name) };
        },
      },
    ]);
    const target = g.option(0, () => {
      g.consume(0, as);
      return g.subrule(0, resultName);
    });
    return g.ACTION(() => (target === undefined ? term : { ...term, as: target, span: cover(term.span, target.span) }));
  });

  const assignment = defineAssignmentRule(g, given.expression);
  return { ...given, assignment, option, expressionOption, field, word, wrapped, aggregation };
}
