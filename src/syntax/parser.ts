import { EmbeddedActionsParser, type IToken, type TokenType } from 'chevrotain';
import type { Span } from '../source/span.js';
import type { Argument, Command, Expression, Pipeline, SearchExpression, SubsearchArgument } from './ast.js';
import { expectedTokens } from './expected.js';
import type { Form } from './forms.js';
import { type ArgumentRule, defineArgumentRules, type SharedRules } from './grammar/arguments.js';
import { compileForms } from './grammar/compile-forms.js';
import { defineExpressionRules, type ExpressionRules } from './grammar/expression.js';
import { type GrammarHost, spanOf } from './grammar/host.js';
import { defineSearchRules, type SearchRules } from './grammar/search.js';
import type { LexerCommand } from './lexer.js';
import {
  CommandText,
  commandToken,
  FilledCommand,
  fixedTokens,
  keywordToken,
  LeftBracket,
  Pipe,
  RightBracket,
} from './tokens.js';

/** What the parser must know of a command: how it is cut into tokens and which arguments it takes. */
export interface SyntaxCommand extends LexerCommand {
  readonly aliases?: readonly string[];
  readonly forms: readonly Form[];
}

/**
 * The SPL grammar, assembled from the shared rules in `grammar/` and one rule per command. Built once per set of
 * commands: Chevrotain analyses the rules, which takes a tenth of a second.
 */
export class SplParser extends EmbeddedActionsParser {
  readonly pipeline: () => Pipeline;
  readonly command: () => Command;
  readonly expression: () => Expression;
  readonly searchExpression: () => SearchExpression;

  constructor(commands: readonly SyntaxCommand[]) {
    super(vocabularyOf(commands), {
      recoveryEnabled: false,
      maxLookahead: 2,
      nodeLocationTracking: 'none',
      errorMessageProvider: expectedTokens,
      skipValidations: true,
    });
    // Chevrotain's grammar methods are protected; the shared rules live in other files and get them through the host.
    const host = this as unknown as GrammarHost;
    const subsearch = host.RULE('subsearch', (): SubsearchArgument => {
      const open = host.consume(0, LeftBracket);
      const pipeline = host.subrule(0, this.pipeline);
      const close = host.consume(0, RightBracket);
      return { kind: 'subsearch', pipeline, span: spanOf(open, close) };
    });
    const expressions: ExpressionRules = defineExpressionRules(host, subsearch);
    const search: SearchRules = defineSearchRules(host, subsearch);
    this.expression = expressions.expression;
    this.searchExpression = search.searchExpression;
    const shared: SharedRules = defineArgumentRules(host, { ...expressions, ...search, subsearch });
    const rules = commands.map((each) => ({
      token: commandToken(each.name),
      name: each.name,
      args: host.RULE(`${each.name}Arguments`, compileForms(host, each.forms, shared)) as ArgumentRule,
    }));
    const alternatives = rules.map((rule, index) => ({
      ALT: (): Command => {
        const name = host.consume(index, rule.token);
        const args = host.subrule(index, rule.args) as readonly Argument[];
        return {
          kind: 'command',
          name: rule.name,
          nameSpan: spanOf(name, name),
          args,
          span: { start: name.startOffset, end: endOf(args, name) },
          ...(name.image === '' ? { implicit: true } : {}),
        };
      },
    }));
    const names = new Map(
      commands.flatMap((each) => [each.name, ...(each.aliases ?? [])].map((name) => [name, each.name])),
    );
    const filled = host.RULE('filledCommand', (): Command => {
      const name = host.consume(0, FilledCommand);
      const parts: (IToken | SubsearchArgument)[] = [];
      host.many(0, () => {
        parts.push(
          host.or<IToken | SubsearchArgument>(0, [
            { ALT: () => host.consume(0, CommandText) },
            { ALT: () => host.subrule(0, subsearch) },
          ]),
        );
      });
      const args = host.ACTION(() => filledArguments(parts));
      return {
        kind: 'command',
        name: names.get(name.image.toLowerCase()) ?? name.image,
        nameSpan: spanOf(name, name),
        args,
        span: { start: name.startOffset, end: endOf(args, name) },
        filled: true,
      };
    });
    this.command = host.RULE('command', () =>
      host.or(0, [...alternatives, { ALT: (): Command => host.subrule(commands.length, filled) as Command }]),
    ) as () => Command;
    this.pipeline = host.RULE('pipeline', (): Pipeline => {
      const leading = host.option(0, () => host.consume(0, Pipe));
      const first = host.subrule(0, this.command) as Command;
      const list: Command[] = [first];
      host.many(0, () => {
        host.consume(1, Pipe);
        list.push(host.subrule(1, this.command) as Command);
      });
      return {
        kind: 'pipeline',
        leadingPipe: leading !== undefined,
        commands: list,
        span: { start: leading?.startOffset ?? first?.span?.start ?? 0, end: list[list.length - 1]?.span?.end ?? 0 },
      };
    }) as () => Pipeline;
    this.performSelfAnalysis();
  }
}

/** Pieces of a command, with one blank where there are some around them, and the subsearches between them. */
function filledArguments(parts: readonly (IToken | SubsearchArgument)[]): Argument[] {
  const spans = parts.map((part) => ('pipeline' in part ? part.span : spanOf(part)));
  const blank = (before: Span | undefined, behind: Span | undefined): string =>
    before !== undefined && behind !== undefined && before.end < behind.start ? ' ' : '';
  return parts.map((part, at): Argument => {
    if ('pipeline' in part) return part;
    const span = spans[at]!;
    const text = `${blank(spans[at - 1], span)}${part.image}${blank(span, spans[at + 1])}`;
    return { kind: 'word', text, quoted: false, span };
  });
}

function endOf(args: readonly Argument[] | undefined, name: IToken): number {
  // While the grammar is recorded there are no arguments.
  return args?.[args.length - 1]?.span.end ?? (name.endOffset ?? 0) + 1;
}

function vocabularyOf(commands: readonly SyntaxCommand[]): TokenType[] {
  const types = new Set<TokenType>(fixedTokens);
  for (const each of commands) {
    types.add(commandToken(each.name));
    for (const keyword of each.keywords) types.add(keywordToken(keyword));
  }
  return [...types];
}
