import type { IToken } from 'chevrotain';
import { cover } from '../../source/span.js';
import type { BinaryExpression, Expression, SubsearchArgument } from '../ast.js';
import { quotedText } from '../escape.js';
import {
  And,
  Comma,
  Dot,
  DoubleEquals,
  Equals,
  Greater,
  GreaterEqual,
  Identifier,
  In,
  LeftParen,
  Less,
  LessEqual,
  Like,
  Minus,
  Not,
  NotEquals,
  NumberToken,
  Or,
  Percent,
  Plus,
  Quoted,
  QuotedField,
  RightParen,
  Slash,
  Star,
  Xor,
} from '../tokens.js';
import { type GrammarHost, spanOf } from './host.js';

export interface ExpressionRules {
  readonly expression: () => Expression;
}

function binary(operator: BinaryExpression['operator'], left: Expression, right: Expression): Expression {
  return { kind: 'binary', operator, left, right, span: cover(left.span, right.span) };
}

/** The eval expression grammar: precedence of spl-core 1.6, tightest last; all binary operators associate to the left. */
export function defineExpressionRules(g: GrammarHost, subsearch: () => SubsearchArgument): ExpressionRules {
  const rules: { expression?: () => Expression } = {};

  const primary = g.RULE(
    'primary',
    (): Expression =>
      g.or<Expression>(0, [
        {
          ALT: () => {
            const token = g.consume(0, NumberToken);
            return { kind: 'number', text: token.image, span: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const token = g.consume(0, Quoted);
            return { kind: 'string', ...quotedText(token.image), span: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const token = g.consume(0, QuotedField);
            return { kind: 'field', name: token.image.slice(1, -1), span: spanOf(token) };
          },
        },
        {
          ALT: () => {
            const name = g.consume(0, Identifier);
            const args: Expression[] = [];
            const close = g.option(0, () => {
              g.consume(0, LeftParen);
              g.option(1, () => {
                args.push(g.subrule(0, rules.expression!));
                g.many(0, () => {
                  g.consume(0, Comma);
                  args.push(g.subrule(1, rules.expression!));
                });
              });
              return g.consume(0, RightParen);
            });
            if (close === undefined) return { kind: 'field', name: name.image, span: spanOf(name) };
            return {
              kind: 'call',
              name: name.image.toLowerCase(),
              nameSpan: spanOf(name),
              args,
              span: spanOf(name, close),
            };
          },
        },
        {
          ALT: () => {
            const open = g.consume(1, LeftParen);
            const inner = g.subrule(2, rules.expression!);
            const close = g.consume(1, RightParen);
            return { kind: 'group', inner, span: spanOf(open, close) };
          },
        },
        {
          ALT: () => {
            const found = g.subrule(0, subsearch);
            return { kind: 'subsearch', pipeline: found?.pipeline, span: found?.span };
          },
        },
      ]),
  );

  const unary = g.RULE('unary', (): Expression => {
    const signs: IToken[] = [];
    g.many(0, () => {
      signs.push(g.or(0, [{ ALT: () => g.consume(0, Minus) }, { ALT: () => g.consume(0, Plus) }]));
    });
    const operand = g.subrule(0, primary);
    return g.ACTION(() =>
      signs.reduceRight<Expression>(
        (inner, sign) => ({
          kind: 'unary',
          operator: sign.image as '-' | '+',
          operand: inner,
          span: { start: sign.startOffset, end: inner.span.end },
        }),
        operand,
      ),
    );
  });

  /** One level of left-associative binary operators. */
  const level = (
    name: string,
    operand: () => Expression,
    operators: readonly (readonly [Parameters<GrammarHost['consume']>[1], BinaryExpression['operator']])[],
  ): (() => Expression) =>
    g.RULE(name, () => {
      let left = g.subrule(0, operand);
      g.many(0, () => {
        const operator = g.or<BinaryExpression['operator']>(
          0,
          operators.map(([type, meaning]) => ({
            ALT: () => {
              g.consume(0, type);
              return meaning;
            },
          })),
        );
        const right = g.subrule(1, operand);
        g.ACTION(() => {
          left = binary(operator, left, right);
        });
      });
      return left;
    });

  const product = level('product', unary, [
    [Star, '*'],
    [Slash, '/'],
    [Percent, '%'],
  ]);
  const sum = level('sum', product, [
    [Plus, '+'],
    [Minus, '-'],
    [Dot, '.'],
  ]);

  const comparison = g.RULE('comparison', (): Expression => {
    let left = g.subrule(0, sum);
    g.many(0, () => {
      g.or(0, [
        {
          ALT: () => {
            const operator = g.or<BinaryExpression['operator']>(
              1,
              (
                [
                  [Equals, '='],
                  [DoubleEquals, '='],
                  [NotEquals, '!='],
                  [LessEqual, '<='],
                  [Less, '<'],
                  [GreaterEqual, '>='],
                  [Greater, '>'],
                  [Like, 'like'],
                ] as const
              ).map(([type, meaning]) => ({
                ALT: () => {
                  g.consume(0, type);
                  return meaning;
                },
              })),
            );
            const right = g.subrule(1, sum);
            g.ACTION(() => {
              left = binary(operator, left, right);
            });
          },
        },
        {
          ALT: () => {
            g.consume(0, In);
            g.consume(0, LeftParen);
            const items: Expression[] = [g.subrule(2, sum)];
            g.many(1, () => {
              g.consume(0, Comma);
              items.push(g.subrule(3, sum));
            });
            const close = g.consume(0, RightParen);
            g.ACTION(() => {
              left = { kind: 'in', needle: left, items, span: { start: left.span.start, end: spanOf(close).end } };
            });
          },
        },
      ]);
    });
    return left;
  });

  const negation = g.RULE('negation', (): Expression => {
    const nots: IToken[] = [];
    g.many(0, () => nots.push(g.consume(0, Not)));
    const operand = g.subrule(0, comparison);
    return g.ACTION(() =>
      nots.reduceRight<Expression>(
        (inner, not) => ({
          kind: 'unary',
          operator: 'not',
          operand: inner,
          span: { start: not.startOffset, end: inner.span.end },
        }),
        operand,
      ),
    );
  });

  const conjunction = level('conjunction', negation, [[And, 'and']]);
  const disjunction = level('disjunction', conjunction, [[Or, 'or']]);
  const expression = level('expression', disjunction, [[Xor, 'xor']]);
  rules.expression = expression;
  return { expression };
}
