import type { IToken, TokenType } from 'chevrotain';
import { SplParser, type SyntaxCommand } from './parser.js';
import { commandToken } from './tokens.js';

/** So many times a small grammar is made larger before that of all commands is worth its time. */
const maxBuilds = 3;

/**
 * A parser of the commands that searches have used so far. It accepts what the parser of all commands accepts as long as
 * only these commands occur, since every command has a token type and a rule of its own; what it says about a search
 * that does not parse is about its own commands only, and not for users.
 */
export class PartialParser {
  readonly #commands = new Map<TokenType, SyntaxCommand>();
  readonly #known = new Set<SyntaxCommand>();
  readonly #all: readonly SyntaxCommand[];
  #parser: SplParser | undefined;
  #builds = 0;

  constructor(commands: readonly SyntaxCommand[]) {
    this.#all = commands;
    for (const each of commands) this.#commands.set(commandToken(each.name), each);
  }

  /** The parser, grown where these tokens have new commands; undefined when it has grown often enough. */
  covering(tokens: readonly IToken[]): SplParser | undefined {
    const before = this.#known.size;
    for (const { tokenType } of tokens) {
      const command = this.#commands.get(tokenType);
      if (command !== undefined) this.#known.add(command);
    }
    if (this.#parser !== undefined && this.#known.size === before) return this.#parser;
    if (this.#builds === maxBuilds) return undefined;
    this.#builds++;
    this.#parser = new SplParser(this.#all.filter((each) => this.#known.has(each)));
    return this.#parser;
  }
}
