import { EOF, type IRecognitionException, type IToken } from 'chevrotain';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { Expression, Pipeline, PipelineItem, SearchExpression } from './ast.js';
import { spanOf } from './grammar/host.js';
import { type LexerOptions, tokenize, type Vocabulary } from './lexer.js';
import { SplParser, type SyntaxCommand } from './parser.js';
import { PartialParser } from './partial-parser.js';
import { adviceForSlip } from './slips.js';
import { LeftBracket, Pipe, RightBracket, UnknownCommand } from './tokens.js';
import { deepNode, maxTreeDepth } from './tree-depth.js';
import { adviceForUnknown } from './unknown-command.js';

/** The result of parsing: a tree where there is one, and what was wrong. With an error the tree must not be run. */
export interface Parsed<T> {
  readonly tree: T;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a text of commands is read. */
export type PipelineOptions = LexerOptions & { readonly start?: 'pipeline' | 'commands' };

/** Commands in a search with its subsearches; each is a call deeper when the search is planned and run. */
const maxCommands = 500;

/** A set of commands with its parsers, which are built on first use. */
export class Language implements Vocabulary {
  readonly #byName = new Map<string, SyntaxCommand>();
  readonly commands: readonly SyntaxCommand[];
  #parser: SplParser | undefined;
  #partial: PartialParser | undefined;

  constructor(commands: readonly SyntaxCommand[]) {
    this.commands = commands;
    for (const command of commands) {
      for (const name of [command.name, ...(command.aliases ?? [])]) this.#byName.set(name.toLowerCase(), command);
    }
  }

  command(word: string): SyntaxCommand | undefined {
    return this.#byName.get(word.toLowerCase());
  }

  /** The parser of all commands. */
  get parser(): SplParser {
    this.#parser ??= new SplParser(this.commands);
    return this.#parser;
  }

  /**
   * A parser that knows at least the commands of these tokens. The analysis of a grammar takes time for every command, so
   * that a run of few searches is given a small one; with many kinds of searches that of all commands pays.
   */
  #parserOf(tokens: readonly IToken[]): SplParser {
    if (this.#parser !== undefined) return this.#parser;
    this.#partial ??= new PartialParser(this.commands);
    return this.#partial.covering(tokens) ?? this.parser;
  }

  /** Commands whose names resemble a misspelt one. */
  suggest(name: string): string[] {
    return suggest(name, this.#byName.keys());
  }

  /**
   * Parses a whole search (after macro expansion). A command that does not parse becomes an `error` node and the ones
   * after it are still parsed, so that every mistake is reported at once.
   */
  parseSearch(source: Source, options: PipelineOptions = { leadingCommand: false }): Parsed<Pipeline> {
    const { tokens, diagnostics } = tokenize(source, this, options);
    const found: Diagnostic[] = [...diagnostics];
    for (const token of tokens) if (token.tokenType === UnknownCommand) found.push(this.#unknownCommand(source, token));
    const surplus = tokens.filter((token) => token.tokenType === Pipe)[maxCommands];
    if (surplus !== undefined) {
      found.push(
        diagnostic(
          'search-too-long',
          { limit: maxCommands, what: 'commands' },
          { at: { source, span: spanOf(surplus) } },
        ),
      );
      const span = { start: 0, end: source.text.length };
      return { tree: { kind: 'pipeline', leadingPipe: false, commands: [], span }, diagnostics: found };
    }
    // Once for all commands of the search, rather than for one after the other.
    this.#parserOf(tokens);
    const segments = segmentsOf(tokens);
    const leadingPipe = segments.length > 1 && segments[0]!.tokens.length === 0;
    if (leadingPipe) segments.shift();
    const commands: PipelineItem[] = [];
    for (const segment of segments) {
      if (segment.tokens.length === 0) {
        if (segments.length === 1 && !leadingPipe) break;
        const doubled = source.text[segment.span.start - 1] === '|';
        const help = doubled ? ['Two pipes are no operator: alternatives are written with OR.'] : [];
        found.push(diagnostic('empty-command', {}, { at: { source, span: segment.span }, help }));
        continue;
      }
      commands.push(this.#parseCommand(source, segment.tokens, found, hasErrors(diagnostics)));
    }
    const tree: Pipeline = {
      kind: 'pipeline',
      leadingPipe,
      commands,
      span: { start: 0, end: source.text.length },
    };
    if (commands.length === 0 && found.length === 0) {
      found.push(diagnostic('empty-search', {}, { at: { source, span: tree.span } }));
    }
    return { tree, diagnostics: found };
  }

  /** Parses one eval expression that stands alone. */
  parseExpression(source: Source): Parsed<Expression | undefined> {
    return this.#parseAlone(source, 'expression', (parser) => parser.expression());
  }

  /** Parses search terms that stand alone. */
  parseSearchExpression(source: Source): Parsed<SearchExpression | undefined> {
    return this.#parseAlone(source, 'search', (parser) => parser.searchExpression());
  }

  #parseAlone<T>(
    source: Source,
    start: 'expression' | 'search',
    rule: (parser: SplParser) => T,
  ): Parsed<T | undefined> {
    const { tokens, diagnostics } = tokenize(source, this, { leadingCommand: false, start });
    const found = [...diagnostics];
    for (const token of tokens) if (token.tokenType === UnknownCommand) found.push(this.#unknownCommand(source, token));
    let parser = this.#parserOf(tokens);
    parser.input = tokens;
    let tree = rule(parser);
    if (parser.errors.length > 0 && parser !== this.#parser) {
      parser = this.parser;
      parser.input = tokens;
      tree = rule(parser);
    }
    for (const error of parser.errors) found.push(placed(source, error, tokens));
    const failed = parser.errors.length > 0 || (tree !== undefined && isTooDeep(source, tree as object, found));
    return { tree: failed ? undefined : tree, diagnostics: found };
  }

  #parseCommand(source: Source, tokens: IToken[], found: Diagnostic[], lexerFailed: boolean): PipelineItem {
    const first = tokens[0]!;
    const last = tokens[tokens.length - 1]!;
    const span = spanOf(first, last);
    const text = source.text.slice(span.start, span.end);
    if (first.tokenType === UnknownCommand) {
      return { kind: 'opaque', name: first.image, nameSpan: spanOf(first), text, span };
    }
    let parser = this.#parserOf(tokens);
    parser.input = tokens;
    let command = parser.command();
    if (parser.errors.length > 0 && parser !== this.#parser) {
      // What was expected is told from the whole language.
      parser = this.parser;
      parser.input = tokens;
      command = parser.command();
    }
    if (parser.errors.length === 0) {
      return isTooDeep(source, command, found) ? { kind: 'error', text, span } : command;
    }
    // An unknown command inside brackets and what the lexer found have been reported already.
    const reported = tokens.some((token) => token.tokenType === UnknownCommand) || lexerFailed;
    if (!reported) found.push(placed(source, parser.errors[0]!, tokens));
    return { kind: 'error', text, span };
  }

  #unknownCommand(source: Source, token: IToken): Diagnostic {
    const name = token.image;
    const span = spanOf(token);
    const similar = didYouMean(this.suggest(name));
    const advice = adviceForUnknown(
      name,
      source.text.slice(0, span.start),
      source.text.slice(span.end),
      similar.length > 0,
    );
    return diagnostic(
      'unknown-command',
      { name },
      { at: { source, span }, help: advice === undefined ? similar : [advice] },
    );
  }
}

/** Says where a tree is deeper than walks over it bear. */
function isTooDeep(source: Source, tree: object, found: Diagnostic[]): boolean {
  const span = deepNode(tree);
  if (span === undefined) return false;
  found.push(
    diagnostic(
      'nesting-too-deep',
      { what: 'Operators and calls', limit: maxTreeDepth },
      { at: { source, span }, help: ['A long chain of comparisons with one field is shorter as `field IN (..)`.'] },
    ),
  );
  return true;
}

interface Segment {
  readonly tokens: IToken[];
  readonly span: Span;
}

/** The stretches between the pipes outside brackets. */
function segmentsOf(tokens: readonly IToken[]): Segment[] {
  const segments: Segment[] = [];
  let current: IToken[] = [];
  let depth = 0;
  const end = (at: Span): void => {
    segments.push({ tokens: current, span: at });
    current = [];
  };
  for (const token of tokens) {
    if (token.tokenType === Pipe && depth === 0) {
      end(spanOf(token));
      continue;
    }
    if (token.tokenType === LeftBracket) depth++;
    if (token.tokenType === RightBracket) depth--;
    current.push(token);
  }
  const last = tokens[tokens.length - 1];
  end(last === undefined ? { start: 0, end: 0 } : spanOf(last));
  return segments;
}

/** A parser error as a diagnostic at the token that did not fit. */
function placed(source: Source, error: IRecognitionException, tokens: readonly IToken[]): Diagnostic {
  const atEnd = error.token.tokenType === EOF;
  const last = tokens[tokens.length - 1];
  const span = atEnd
    ? last === undefined
      ? { start: 0, end: source.text.length }
      : { start: spanOf(last).end, end: spanOf(last).end }
    : spanOf(error.token);
  const found = atEnd ? 'end of the command' : `\`${shortened(error.token.image)}\``;
  return diagnostic(
    'syntax-error',
    { found, expected: error.message },
    { at: { source, span }, help: adviceForSlip(error.token, tokens) },
  );
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
