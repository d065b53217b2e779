import type { IToken, TokenType } from 'chevrotain';
import { type Diagnostic, diagnostic, type Label } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { blankEnd } from './blank.js';
import { expressionToken } from './lexer-expression.js';
import { commandText, hasBracket } from './lexer-filled.js';
import { searchToken } from './lexer-search.js';
import { endOfTemplate } from './lexer-template.js';
import { wordsToken } from './lexer-words.js';
import {
  commandToken,
  FilledCommand,
  LeftBracket,
  makeToken,
  Pipe,
  RightBracket,
  Template,
  UnknownCommand,
  Word,
} from './tokens.js';
import { unfilledTokens } from './unfilled-tokens.js';

/**
 * How a command's arguments are cut into tokens (grammar/lexical.md).
 * `search`: search terms. `expression`: eval expressions. `words`: fields, options, functions with parentheses.
 * `names`: as words, but parentheses belong to the word.
 */
export type ArgumentMode = 'search' | 'expression' | 'words' | 'names';

/** What the lexer must know of a command. */
export interface LexerCommand {
  readonly name: string;
  readonly mode: ArgumentMode;
  /** Words that are keywords among this command's arguments, in lower case. */
  readonly keywords: ReadonlySet<string>;
  /** Keywords after which the arguments continue in another mode. */
  readonly switches: ReadonlyMap<string, ArgumentMode>;
  /** Whether its brackets hold a template, which stays text (`foreach`). */
  readonly template?: boolean;
  /** Whether it takes no brackets itself, so that the text of a subsearch stands where there are some. */
  readonly fillable?: boolean;
}

export interface Vocabulary {
  /** The command of this name or alias, in any letter case. */
  command(word: string): LexerCommand | undefined;
}

const typographicQuote = /[\u2018-\u201f]/;
const straightQuotes = 'Typographic quotes quote nothing: write " around text, \' around field names.';

/** State inside one pair of brackets (or at the top). */
interface Frame {
  command: LexerCommand | undefined;
  /** `pieces`: text between subsearches. */
  mode: ArgumentMode | 'pieces';
  /** Open parentheses, each with the mode to return to. */
  parens: (ArgumentMode | 'pieces')[];
  /** Whether values of an IN list are being read. */
  inList: boolean;
  readonly openedAt: number;
}

/** What the mode functions see and change. */
export class LexerState {
  readonly text: string;
  offset = 0;
  readonly tokens: IToken[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly source: Source;
  frame: Frame = newFrame(0);

  constructor(source: Source) {
    this.source = source;
    this.text = source.text;
  }

  emit(type: TokenType, end: number): void {
    this.tokens.push(makeToken(type, this.text.slice(this.offset, end), this.offset, end));
    this.offset = end;
  }

  get previous(): IToken | undefined {
    return this.tokens[this.tokens.length - 1];
  }

  /** Emits a quoted text that starts here; an unterminated one runs to the end and is reported. */
  emitQuoted(type: TokenType, quote: '"' | "'"): void {
    let i = this.offset + 1;
    while (i < this.text.length && this.text[i] !== quote) i += this.text[i] === '\\' && quote === '"' ? 2 : 1;
    if (i >= this.text.length) {
      this.diagnostics.push(
        diagnostic(
          'unterminated-quote',
          { quote },
          {
            at: { source: this.source, span: { start: this.offset, end: this.offset + 1 }, message: 'opened here' },
            related: this.#textsThatRunOn(quote),
            help:
              quote === '"'
                ? ['A backslash before the closing quote escapes it: write `\\\\"` to end a text with a backslash.']
                : [],
          },
        ),
      );
      i = this.text.length - 1;
    }
    this.emit(type, Math.min(i + 1, this.text.length));
  }

  /**
   * The first text that seems to run on to the quote that opens the next one: `a="x b="y"` ends with an equals sign, and a word
   * follows it at once.
   */
  #textsThatRunOn(quote: string): Label[] {
    const found = this.tokens.find(
      ({ image, endOffset }) =>
        image.length > 1 &&
        image.startsWith(quote) &&
        /[=(,\s]$/.test(image.slice(1, -1)) &&
        /[\w*%\\/.]/.test(this.text[endOffset! + 1] ?? ''),
    );
    if (found === undefined) return [];
    const span = { start: found.startOffset, end: found.startOffset + 1 };
    return [{ source: this.source, span, message: 'the text that begins here may lack its closing quote' }];
  }

  /** Passes over characters that fit nowhere. */
  skipUnexpected(characters: string, where: string, advice: string | undefined): void {
    const span = { start: this.offset, end: this.offset + characters.length };
    const help = typographicQuote.test(characters) ? straightQuotes : advice;
    this.diagnostics.push(
      diagnostic(
        'unexpected-character',
        { character: characters.length > 20 ? `${characters.slice(0, 20)}..` : characters, where },
        { at: { source: this.source, span }, help: help === undefined ? [] : [help] },
      ),
    );
    this.offset = span.end;
  }

  /** Emits a keyword of the current command, or says that the word is none. Switches the mode where it must. */
  tryKeyword(word: string, end: number, keyword: (word: string) => TokenType): boolean {
    const frame = this.frame;
    const key = word.toLowerCase();
    if (frame.parens.length > 0 || frame.command === undefined || !frame.command.keywords.has(key)) return false;
    const mode = frame.command.switches.get(key);
    if (mode !== undefined) frame.mode = mode;
    this.emit(keyword(key), end);
    return true;
  }

  openParen(type: TokenType, mode: ArgumentMode): void {
    this.frame.parens.push(this.frame.mode);
    this.frame.mode = mode;
    this.emit(type, this.offset + 1);
  }

  closeParen(type: TokenType): void {
    const mode = this.frame.parens.pop();
    if (mode !== undefined) this.frame.mode = mode;
    this.frame.inList = false;
    this.emit(type, this.offset + 1);
  }
}

function newFrame(openedAt: number): Frame {
  return { command: undefined, mode: 'words', parens: [], inList: false, openedAt };
}

/** Goes on behind white space and comments. A comment that is never closed is reported and runs to the end. */
function skipBlank(state: LexerState): void {
  const { text } = state;
  state.offset = blankEnd(text, state.offset);
  if (!text.startsWith('```', state.offset)) return;
  state.diagnostics.push(
    diagnostic(
      'unterminated-comment',
      {},
      { at: { source: state.source, span: { start: state.offset, end: state.offset + 3 }, message: 'opened here' } },
    ),
  );
  state.offset = text.length;
}

const commandWord = /[^\s|[\](),="`]+/y;

export interface LexerOptions {
  /** Whether a first word that names a command is that command although no pipe stands before it. */
  readonly leadingCommand: boolean;
  /**
   * What the text is: a whole search (default), commands as they stand in brackets, where no `search` is implied, one
   * expression or search terms alone.
   */
  readonly start?: 'pipeline' | 'commands' | 'expression' | 'search';
}

/** Parentheses and brackets open at once; a guard for the parser's stack. */
const maxNesting = 64;

/** Characters of a text that is read; the engine's own regexes run out of stack at twice as many. */
const maxCharacters = 4_000_000;

/** Mistakes that are told of one text; a text that is no search has one for each of its characters. */
const maxMistakes = 100;

/** At the start of a pipeline segment: the command's name, or the implied `search`. */
function lexCommand(state: LexerState, vocabulary: Vocabulary, implied: boolean, anyCommand: boolean): void {
  const { text } = state;
  if (text[state.offset] === '|' || text[state.offset] === ']' || state.offset >= text.length) return;
  commandWord.lastIndex = state.offset;
  const word = commandWord.exec(text)?.[0] ?? '';
  const behind = blankEnd(text, state.offset + word.length);
  const after = /^(?:!?=|<|>|IN\s*\()/.test(text.slice(behind, behind + 64));
  const command = word === '' ? undefined : vocabulary.command(word);
  const named =
    command !== undefined &&
    (!implied || ((anyCommand || command.name === 'search') && (!after || command.mode !== 'search')));
  const frame = state.frame;
  if (named && !(implied && after)) {
    enter(frame, command);
    if (command.fillable === true && hasBracket(text, state.offset + word.length)) {
      frame.mode = 'pieces';
      state.emit(FilledCommand, state.offset + word.length);
      return;
    }
    state.emit(commandToken(command.name), state.offset + word.length);
    return;
  }
  if (implied) {
    const search = vocabulary.command('search');
    if (search === undefined) throw new Error('A vocabulary needs the command search.');
    enter(frame, search);
    state.emit(commandToken('search'), state.offset);
    return;
  }
  frame.command = undefined;
  frame.mode = 'words';
  frame.parens = [];
  state.emit(UnknownCommand, state.offset + Math.max(1, word.length));
}

function enter(frame: Frame, command: LexerCommand): void {
  frame.command = command;
  frame.mode = command.mode;
  frame.parens = [];
  frame.inList = false;
}

/**
 * Cuts a search (after macro expansion) into tokens. Comments vanish; brackets open a pipeline of their own; text that
 * fits nowhere becomes a diagnostic. Never throws.
 */
export function tokenize(
  source: Source,
  vocabulary: Vocabulary,
  options: LexerOptions,
): { tokens: IToken[]; diagnostics: Diagnostic[] } {
  const state = new LexerState(source);
  const { text } = state;
  if (text.length > maxCharacters) {
    const at = { source, span: { start: 0, end: 0 } };
    const long = diagnostic('search-too-long', { limit: maxCharacters, what: 'characters' }, { at });
    return { tokens: [], diagnostics: [long] };
  }
  const frames: Frame[] = [];
  let atCommand = true;
  let implied = options.start !== 'commands';
  if (options.start === 'expression' || options.start === 'search') {
    state.frame.mode = options.start;
    atCommand = false;
  }
  for (;;) {
    skipBlank(state);
    if (state.offset >= text.length) break;
    const character = text[state.offset];
    if (state.diagnostics.length >= maxMistakes) {
      state.diagnostics.push(
        diagnostic(
          'too-many-mistakes',
          { limit: maxMistakes },
          { at: { source, span: { start: state.offset, end: state.offset + 1 } } },
        ),
      );
      break;
    }
    if (frames.length + state.frame.parens.length > maxNesting) {
      state.diagnostics.push(
        diagnostic(
          'nesting-too-deep',
          { what: 'Parentheses and brackets', limit: maxNesting },
          { at: { source, span: { start: state.offset, end: state.offset + 1 } } },
        ),
      );
      break;
    }
    if (character === '|') {
      state.frame.parens = [];
      state.emit(Pipe, state.offset + 1);
      atCommand = true;
      implied = false;
    } else if (character === '[' && !atCommand && state.frame.command?.template === true) {
      const end = endOfTemplate(text, state.offset);
      if (end === undefined) {
        state.diagnostics.push(
          diagnostic(
            'unbalanced-bracket',
            { bracket: '[' },
            { at: { source, span: { start: state.offset, end: state.offset + 1 }, message: 'never closed' } },
          ),
        );
      }
      state.emit(Template, end ?? text.length);
    } else if (character === '[' && atCommand && implied) {
      // `[search ..] sourcetype=x`: the implied search begins with a subsearch.
      lexCommand(state, vocabulary, implied, false);
      atCommand = false;
    } else if (character === '[') {
      frames.push(state.frame);
      state.frame = newFrame(state.offset);
      state.emit(LeftBracket, state.offset + 1);
      atCommand = true;
      // Only the whole search may begin with search terms (spl-core 5.4).
      implied = false;
    } else if (character === ']') {
      const outer = frames.pop();
      if (outer === undefined) {
        state.diagnostics.push(
          diagnostic(
            'unbalanced-bracket',
            { bracket: ']' },
            { at: { source, span: { start: state.offset, end: state.offset + 1 } } },
          ),
        );
        state.offset++;
        continue;
      }
      state.frame = outer;
      state.emit(RightBracket, state.offset + 1);
      atCommand = false;
    } else if (atCommand) {
      lexCommand(state, vocabulary, implied, frames.length > 0 || options.leadingCommand);
      atCommand = false;
    } else {
      switch (state.frame.mode) {
        case 'search':
          searchToken(state);
          break;
        case 'expression':
          expressionToken(state);
          break;
        case 'words':
        case 'names':
          wordsToken(state);
          break;
        case 'pieces':
          commandText(state);
          break;
      }
    }
  }
  for (const frame of frames.length > 0 ? [...frames.slice(1), state.frame] : []) {
    state.diagnostics.push(
      diagnostic(
        'unbalanced-bracket',
        { bracket: '[' },
        { at: { source, span: { start: frame.openedAt, end: frame.openedAt + 1 }, message: 'never closed' } },
      ),
    );
  }
  reportTypographicQuotes(state);
  state.diagnostics.push(...unfilledTokens(source, state.tokens));
  return { tokens: state.tokens, diagnostics: state.diagnostics };
}

/** Says of the first word that is meant to be quoted and is not. */
function reportTypographicQuotes({ source, tokens, diagnostics }: LexerState): void {
  const word = tokens.find((each) => each.tokenType === Word && /^[\u2018-\u201f]|[\u2018-\u201f]$/.test(each.image));
  if (word === undefined) return;
  const span = { start: word.startOffset, end: word.startOffset + word.image.length };
  const text = word.image.length > 40 ? `${word.image.slice(0, 40)}..` : word.image;
  diagnostics.push(diagnostic('typographic-quotes', { text }, { at: { source, span }, help: [straightQuotes] }));
}
