import fc from 'fast-check';
import type {
  Argument,
  Command,
  Expression,
  FieldArgument,
  Pipeline,
  SearchExpression,
  SearchValue,
} from '../../src/syntax/ast.js';
import { computedName } from '../../src/syntax/computed-name.js';

const span = { start: 0, end: 0 };

/** Text with the characters that quoting is about. */
const text = fc.oneof(
  fc.stringMatching(/^[a-z*_\\]{1,8}$/),
  fc.string({ unit: fc.constantFrom(...'ab1 \\"|()[]=<>!,\'`*.%-+$:{}é😀'), maxLength: 10 }),
  fc.constantFrom('AND', 'or', 'NOT', 'IN', 'by', 'as', 'C:\\', '\\d+\\.exe', '```', 'TERM(x)', 'earliest', 'search'),
);
const fieldName = text.map((name) => name.replaceAll("'", ''));
const number = fc.oneof(fc.nat().map(String), fc.constantFrom('0.20', '.5', '1e3', '5.'));
const functionName = fc.constantFrom('if', 'len', 'like', 'in', 'coalesce', 'mvappend');

const comparison = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
const binaryOperator = fc.oneof(comparison, fc.constantFrom('+', '-', '*', '/', '%', '.', 'like', 'and', 'or', 'xor'));

/** Any eval expression, also ones that need parentheses to be written. */
export const expressions: fc.Arbitrary<Expression> = fc.letrec<{ any: Expression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fieldName.map((name): Expression => ({ kind: 'field', name, span })),
    number.map((each): Expression => ({ kind: 'number', text: each, span })),
    text.map((value): Expression => ({ kind: 'string', value, span })),
    fc
      .tuple(functionName, fc.array(tie('any'), { maxLength: 3 }))
      .map(([name, args]): Expression => ({ kind: 'call', name, nameSpan: span, args, span })),
    fc
      .tuple(fc.constantFrom('not', '-', '+'), tie('any'))
      .map(([operator, operand]): Expression => ({ kind: 'unary', operator: operator as 'not', operand, span })),
    fc
      .tuple(binaryOperator, tie('any'), tie('any'))
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator: operator as '+', left, right, span })),
    fc
      .tuple(tie('any'), fc.array(tie('any'), { minLength: 1, maxLength: 3 }))
      .map(([needle, items]): Expression => ({ kind: 'in', needle, items, span })),
    tie('any').map((inner): Expression => ({ kind: 'group', inner, span })),
  ),
})).any;

const searchValue = fc
  .tuple(text, fc.constantFrom('word', 'quoted', 'case'))
  .map(([value, form]): SearchValue => ({ text: value, form: form as 'word', span }));

/** Any search terms; the printer adds the parentheses that a tree of this shape needs. */
export const searchTerms: fc.Arbitrary<SearchExpression> = fc.letrec<{ any: SearchExpression }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .tuple(text, fc.constantFrom('word', 'phrase', 'term', 'case'))
      .map(([value, form]): SearchExpression => ({ kind: 'keyword', form: form as 'word', text: value, span })),
    fc
      .tuple(
        text.filter((name) => name !== 'earliest'),
        comparison,
        searchValue,
      )
      .map(
        ([field, operator, value]): SearchExpression => ({
          kind: 'comparison',
          field,
          fieldSpan: span,
          operator: operator as '=',
          value,
          span,
        }),
      ),
    fc
      .tuple(text, fc.array(searchValue, { minLength: 1, maxLength: 3 }))
      .map(([field, values]): SearchExpression => ({ kind: 'in', field, fieldSpan: span, values, span })),
    text.map((value): SearchExpression => ({ kind: 'time', modifier: 'latest', value, span })),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('any'), { minLength: 2, maxLength: 3 }))
      .map(([kind, operands]): SearchExpression => ({ kind: kind as 'and', operands, span })),
    tie('any').map((operand): SearchExpression => ({ kind: 'not', operand, span })),
    tie('any').map((inner): SearchExpression => ({ kind: 'group', inner, span })),
  ),
})).any;

const field = text.map((name): FieldArgument => ({ kind: 'field', name, quoted: true, span }));
const signed = fc
  .tuple(field, fc.constantFrom(undefined, '-', '+'))
  .map(([each, sign]): FieldArgument => (sign === undefined ? each : { ...each, sign: sign as '-' }));

const command = (name: string, args: fc.Arbitrary<readonly Argument[]>): fc.Arbitrary<Command> =>
  args.map((given): Command => ({ kind: 'command', name, nameSpan: span, args: given, span }));

const aggregation = fc
  .tuple(
    fc.constantFrom('count', 'sum', 'values'),
    fc.option(field, { nil: undefined }),
    fc.option(field, { nil: undefined }),
    fc.option(expressions, { nil: undefined }),
  )
  .map(
    ([name, argument, as, inner]): Argument => ({
      kind: 'aggregation',
      name,
      nameSpan: span,
      ...(inner !== undefined
        ? {
            argument: {
              kind: 'aggregation',
              name: 'eval',
              nameSpan: span,
              argument: { kind: 'expression', expression: inner, span },
              span,
            },
          }
        : argument !== undefined
          ? { argument }
          : {}),
      ...(as === undefined ? {} : { as }),
      span,
    }),
  );

/** A command with a subsearch among its arguments, in pieces that stand apart from it or next to it. */
const filledCommand = fc
  .tuple(fc.constantFrom('', 'a ', 'span=', '"[" by '), searchTerms, fc.constantFrom('', ' b', 'h', ", '[x]'"))
  .map(([before, expression, behind]): Command => {
    const search: Command = {
      kind: 'command',
      name: 'search',
      nameSpan: span,
      args: [{ kind: 'search', expression, span }],
      span,
    };
    const pipeline: Pipeline = { kind: 'pipeline', leadingPipe: false, commands: [search], span };
    const word = (text: string): Argument[] => (text === '' ? [] : [{ kind: 'word', text, quoted: false, span }]);
    const args: Argument[] = [...word(before), { kind: 'subsearch', pipeline, span }, ...word(behind)];
    return { kind: 'command', name: 'bin', nameSpan: span, args, span, filled: true };
  });

/** Pipelines of commands that between them use every lexer mode and most forms of arguments. */
export const pipelines: fc.Arbitrary<Pipeline> = fc
  .array(
    fc.oneof(
      command('table', fc.array(field, { minLength: 1, maxLength: 3 })),
      filledCommand,
      command('fields', fc.array(signed, { minLength: 1, maxLength: 3 })),
      command('sort', fc.array(signed, { minLength: 1, maxLength: 3 })),
      command(
        'rename',
        fc.array(
          fc.tuple(field, field).map(([from, to]): Argument => ({ kind: 'pair', from, keyword: 'as', to, span })),
          { minLength: 1, maxLength: 3 },
        ),
      ),
      command(
        'rex',
        fc.tuple(text, text).map(([value, pattern]): Argument[] => [
          {
            kind: 'option',
            name: 'field',
            nameSpan: span,
            value: { kind: 'word', text: value, quoted: true, span },
            span,
          },
          { kind: 'word', text: pattern, quoted: true, span },
        ]),
      ),
      command(
        'stats',
        fc
          .tuple(fc.array(aggregation, { minLength: 1, maxLength: 3 }), fc.array(field, { minLength: 1, maxLength: 2 }))
          .map(([list, items]): Argument[] => [...list, { kind: 'clause', keyword: 'by', items, span }]),
      ),
      command(
        'where',
        expressions.map((expression): Argument[] => [{ kind: 'expression', expression, span }]),
      ),
      command(
        'search',
        searchTerms.map((expression): Argument[] => [{ kind: 'search', expression, span }]),
      ),
      command(
        'eval',
        fc.array(
          fc.tuple(fieldName, expressions, fc.boolean()).map(
            ([field, expression, computed]): Argument => ({
              kind: 'assignment',
              target: computed ? `{${field}}_n` : field,
              targetSpan: span,
              computed: computedName(computed ? `{${field}}_n` : field),
              expression,
              span,
            }),
          ),
          { minLength: 1, maxLength: 3 },
        ),
      ),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((commands): Pipeline => ({ kind: 'pipeline', leadingPipe: true, commands, span }));
