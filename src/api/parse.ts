import { language, readSearch } from '../compile/compile.js';
import { Catalog } from '../content/catalog.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { createSource } from '../source/source.js';
import type { Pipeline } from '../syntax/ast.js';
import { type PrintOptions, printPipeline } from '../syntax/printer.js';
import { macrosOf, type SearchOptions } from './options.js';

export interface ParseOptions extends Pick<SearchOptions, 'macros'> {
  /**
   * Without a leading pipe the first word is a search term, as in a saved search (default); with `true` a first word that names a
   * command is that command, as in `search()`.
   */
  readonly leadingCommand?: boolean;
}

/** A search as a tree. */
export interface ParsedSearch {
  /** The text after macro expansion, of which all spans of the tree are offsets. */
  readonly text: string;
  /** Its commands. One that does not parse is an item of the kind `error`, one that nobody knows `opaque`; those behind it are parsed. */
  readonly tree: Pipeline;
  /** What is wrong with macro calls and with the syntax. What a command makes of its arguments is said where the search is run or checked. */
  readonly diagnostics: Diagnostic[];
}

/** Parses a search: `parse('index=a | stats count by host').tree.commands`. Macros are expanded first, as Splunk does it. */
export function parse(spl: string, { macros, leadingCommand = false }: ParseOptions = {}): ParsedSearch {
  const catalog = new Catalog({ macros: macrosOf(macros) });
  const { source, tree, diagnostics } = readSearch(createSource('<search>', spl), {
    macros: catalog.macros,
    start: leadingCommand ? 'rows' : 'search',
  });
  return { text: source.text, tree, diagnostics: [...diagnostics] };
}

/** A tree as SPL, in one line or with a command per line. Parsing the text gives the same tree, spans aside. */
export function print(tree: Pipeline, options: PrintOptions = {}): string {
  return printPipeline(tree, language, options);
}
