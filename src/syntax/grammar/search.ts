import type { IToken } from 'chevrotain';
import { cover, type Span } from '../../source/span.js';
import type {
  ComparisonOperator,
  SearchComparison,
  SearchExpression,
  SearchTime,
  SearchValue,
  SubsearchArgument,
} from '../ast.js';
import { quotedContent, unescapeWord } from '../escape.js';
import { timeBound } from '../time-modifiers.js';
import {
  And,
  CasePhrase,
  Comma,
  DoubleEquals,
  Equals,
  Greater,
  GreaterEqual,
  In,
  LeftParen,
  Less,
  LessEqual,
  Not,
  NotEquals,
  Or,
  Quoted,
  RightParen,
  TermPhrase,
  Word,
} from '../tokens.js';
import { type GrammarHost, spanOf } from './host.js';

export interface SearchRules {
  readonly searchExpression: () => SearchExpression;
}

/** The text inside `TERM(..)` or `CASE(..)`, with or without quotes of its own. */
function phraseContent(image: string): string {
  const inner = image.slice(5, -1).trim();
  return inner.startsWith('"') ? quotedContent(inner) : unescapeWord(inner);
}

function wordText(token: IToken): string {
  return token.tokenType === Quoted ? quotedContent(token.image) : unescapeWord(token.image);
}

/** Indexed fields of every event: `host::web1` compares them, where another `a::b` is a keyword. */
const metadata: ReadonlySet<string> = new Set(['host', 'source', 'sourcetype', 'index', 'splunk_server']);
const fieldPair = /^(\w+)::(.+)$/s;

/** `sourcetype::syslog`, `starttimeu::1700000000`: a comparison or an end of the window in one word. */
function pairedTerm(token: IToken): SearchExpression | undefined {
  const { image } = token;
  const span = spanOf(token);
  const pair = fieldPair.exec(image);
  if (pair === null) return undefined;
  const [, field, value] = pair as unknown as [string, string, string];
  const cut = span.start + field.length;
  const comparison: SearchComparison = {
    kind: 'comparison',
    field,
    fieldSpan: { start: span.start, end: cut },
    operator: '=',
    value: { text: unescapeWord(value), form: 'word', span: { start: cut + 2, end: span.end } },
    span,
  };
  return timeTerm(comparison) ?? (metadata.has(field) ? comparison : undefined);
}

/** How the ends of a window may be written beside `=`, where the value is a time that no field holds (published). */
const boundOperators: ReadonlyMap<string, string> = new Map([
  ['earliest', '>='],
  ['_index_earliest', '>='],
  ['latest', '<'],
  ['_index_latest', '<'],
]);
const relativeTime = /^[-+@]\w|^now\b/;

/** A comparison as an end of the window of its search; undefined where its field is no name for one. */
function timeTerm(comparison: SearchComparison): SearchTime | undefined {
  const { field, operator, value, span } = comparison;
  const isBound = operator === '=' || (boundOperators.get(field) === operator && relativeTime.test(value.text));
  const bound = isBound ? timeBound(field, value.text) : undefined;
  if (bound === undefined) return undefined;
  const { isOlder, ...end } = bound;
  return { kind: 'time', ...end, ...(isOlder ? { older: comparison } : {}), span };
}

/** Search terms: NOT binds tightest, then OR, then AND, which may be left out (spl-core 1.6, 1.7). */
export function defineSearchRules(g: GrammarHost, subsearch: () => SubsearchArgument): SearchRules {
  const rules: { searchExpression?: () => SearchExpression } = {};

  const value = g.RULE(
    'searchValue',
    (): SearchValue =>
      g.or<SearchValue>(0, [
        {
          ALT: () => {
            const token = g.consume(0, Word);
            return { text: unescapeWord(token.image), form: 'word', span: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const token = g.consume(0, Quoted);
            return { text: quotedContent(token.image), form: 'quoted', span: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const token = g.consume(0, CasePhrase);
            return { text: phraseContent(token.image), form: 'case', span: spanOf(token) };
          },
        },
      ]),
  );

  /** The values of an IN list; stray commas are harmless, an empty list is not. */
  const values = g.RULE('searchValues', (): SearchValue[] => {
    g.many(1, () => g.consume(1, Comma));
    const found: SearchValue[] = [g.subrule(0, value)];
    g.many(0, () => {
      g.or<void>(0, [
        {
          ALT: () => {
            g.consume(0, Comma);
          },
        },
        {
          ALT: () => {
            found.push(g.subrule(1, value));
          },
        },
      ]);
    });
    return found;
  });

  const term = g.RULE('searchTerm', (): SearchExpression => {
    const name = g.or<IToken>(0, [{ ALT: () => g.consume(0, Word) }, { ALT: () => g.consume(0, Quoted) }]);
    const span: Span = spanOf(name);
    const rest = g.option(0, () =>
      g.or<SearchExpression>(1, [
        {
          ALT: () => {
            const operator = g.or<ComparisonOperator>(
              2,
              (
                [
                  [Equals, '='],
                  [DoubleEquals, '='],
                  [NotEquals, '!='],
                  [LessEqual, '<='],
                  [Less, '<'],
                  [GreaterEqual, '>='],
                  [Greater, '>'],
                ] as const
              ).map(([type, meaning]) => ({
                ALT: () => {
                  g.consume(0, type);
                  return meaning;
                },
              })),
            );
            const right = g.or<SearchValue | SubsearchArgument>(4, [
              { ALT: () => g.subrule(0, value) },
              { ALT: () => g.subrule(3, subsearch) },
            ]);
            return g.ACTION((): SearchExpression => {
              const field = wordText(name);
              if ('kind' in right) {
                const compared = { field, fieldSpan: span, operator };
                return { kind: 'subsearch', pipeline: right.pipeline, compared, span: cover(span, right.span) };
              }
              const comparison: SearchComparison = {
                kind: 'comparison',
                field,
                fieldSpan: span,
                operator,
                value: right,
                span: cover(span, right.span),
              };
              return timeTerm(comparison) ?? comparison;
            });
          },
        },
        {
          ALT: () => {
            g.consume(0, In);
            g.consume(0, LeftParen);
            const list = g.or<readonly SearchValue[] | SubsearchArgument>(5, [
              { ALT: () => g.subrule(0, values) },
              { ALT: () => g.subrule(4, subsearch) },
            ]);
            const close = g.consume(0, RightParen);
            return g.ACTION((): SearchExpression => {
              const field = wordText(name);
              const whole = { start: span.start, end: spanOf(close).end };
              if (!('pipeline' in list)) return { kind: 'in', field, fieldSpan: span, values: list, span: whole };
              const compared = { field, fieldSpan: span, operator: 'in' } as const;
              return { kind: 'subsearch', pipeline: list.pipeline, compared, span: whole };
            });
          },
        },
      ]),
    );
    if (rest !== undefined) return rest;
    return g.ACTION(
      (): SearchExpression =>
        (name.tokenType === Word ? pairedTerm(name) : undefined) ?? {
          kind: 'keyword',
          form: name.tokenType === Quoted ? 'phrase' : 'word',
          text: wordText(name),
          span,
        },
    );
  });

  const unary = g.RULE('searchUnary', (): SearchExpression => {
    const nots: IToken[] = [];
    g.many(0, () => nots.push(g.consume(0, Not)));
    const operand = g.or<SearchExpression>(0, [
      {
        ALT: () => {
          const open = g.consume(0, LeftParen);
          const inner = g.option(0, () => g.subrule(0, rules.searchExpression!));
          const close = g.consume(0, RightParen);
          const span = spanOf(open, close);
          return { kind: 'group', inner: inner ?? { kind: 'everything', span }, span };
        },
      },
      {
        ALT: () => {
          const found = g.subrule(0, subsearch);
          return { kind: 'subsearch', pipeline: found?.pipeline, span: found?.span };
        },
      },
      {
        ALT: () => {
          const token = g.consume(0, TermPhrase);
          return { kind: 'keyword', form: 'term', text: phraseContent(token.image), span: spanOf(token) };
        },
      },
      {
        ALT: () => {
          const token = g.consume(0, CasePhrase);
          return { kind: 'keyword', form: 'case', text: phraseContent(token.image), span: spanOf(token) };
        },
      },
      { ALT: () => g.subrule(0, term) },
    ]);
    return g.ACTION(() =>
      nots.reduceRight<SearchExpression>(
        (inner, not) => ({ kind: 'not', operand: inner, span: { start: not.startOffset, end: inner.span.end } }),
        operand,
      ),
    );
  });

  const disjunction = g.RULE('searchDisjunction', (): SearchExpression => {
    const operands = [g.subrule(0, unary)];
    g.many(0, () => {
      g.consume(0, Or);
      operands.push(g.subrule(1, unary));
    });
    return g.ACTION(() => joined('or', operands));
  });

  const searchExpression = g.RULE('searchExpression', (): SearchExpression => {
    const operands = [g.subrule(0, disjunction)];
    g.many(0, () => {
      g.option(0, () => g.consume(0, And));
      operands.push(g.subrule(1, disjunction));
    });
    return g.ACTION(() => joined('and', operands));
  });
  rules.searchExpression = searchExpression;
  return { searchExpression };
}

function joined(kind: 'and' | 'or', operands: readonly SearchExpression[]): SearchExpression {
  if (operands.length === 1) return operands[0]!;
  return { kind, operands, span: cover(operands[0]!.span, operands[operands.length - 1]!.span) };
}
