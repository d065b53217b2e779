import {
  type CompletionItem,
  CompletionItemKind,
  type DocumentSymbol,
  type Hover,
  type Location,
  MarkupKind,
  SymbolKind,
} from 'vscode-languageserver';
import {
  type Completion,
  type CompletionKind,
  completionsAt,
  definitionsAt,
  type FileSymbol,
  hoverAt,
  type LanguageContext,
  symbolsOf,
} from '../language-service/index.js';
import type { LiveDocument } from '../node/check/live-check.js';
import type { Source } from '../source/source.js';
import { locationOf, offsetOf, type Position, rangeOf } from './places.js';

const completionKinds: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  command: CompletionItemKind.Module,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.Value,
  keyword: CompletionItemKind.Keyword,
  function: CompletionItemKind.Function,
  aggregation: CompletionItemKind.Function,
  field: CompletionItemKind.Field,
  macro: CompletionItemKind.Snippet,
  lookup: CompletionItemKind.Struct,
  'data-model': CompletionItemKind.Class,
};

const symbolKinds: Readonly<Record<FileSymbol['kind'], SymbolKind>> = {
  search: SymbolKind.Function,
  command: SymbolKind.Event,
  macro: SymbolKind.Constant,
  lookup: SymbolKind.Struct,
};

/** Characters after which words are offered without being asked for. */
export const triggerCharacters = ['|', '`', '=', '(', ',', ' '];

/** Words that were offered: what there is to say of one is worked out when the editor comes to show it. */
export class OfferedWords {
  #words: readonly Completion[] = [];
  #list = 0;

  /** The words that may stand at a place, in their order. */
  offer(live: LiveDocument, position: Position): CompletionItem[] {
    const { source } = live.file;
    this.#words = completionsAt(live, offsetOf(source, position), contextOf(live));
    this.#list++;
    return this.#words.map(({ label, kind, detail, span, text }, index) => ({
      label,
      kind: completionKinds[kind],
      ...(detail === undefined ? {} : { detail }),
      textEdit: { range: rangeOf(source, span), newText: text },
      // Editors order words by their letters unless they are told.
      sortText: String(index).padStart(5, '0'),
      data: { list: this.#list, index },
    }));
  }

  /** A word of the list offered last with what there is to say of it; any other word as it is. */
  described(item: CompletionItem): CompletionItem {
    const { list, index } = (item.data ?? {}) as { list?: unknown; index?: unknown };
    const word = list === this.#list && typeof index === 'number' ? this.#words[index] : undefined;
    const value = word?.documentation?.();
    return value === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value } };
  }
}

/** What the word at a place means. */
export function hoverOf(live: LiveDocument, position: Position): Hover | null {
  const { source } = live.file;
  const hover = hoverAt(live, offsetOf(source, position), contextOf(live));
  if (hover === undefined) return null;
  return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: rangeOf(source, hover.span) };
}

/** Where the thing that the word at a place names is written. */
export function definitionOf(
  live: LiveDocument,
  position: Position,
  uriOf: (name: string) => string | undefined,
): Location[] {
  const labels = definitionsAt(live, offsetOf(live.file.source, position), contextOf(live));
  return labels.flatMap(({ source, span }) => locationOf(source, span, uriOf) ?? []);
}

/** The outline of a document. */
export function outlineOf(live: LiveDocument): DocumentSymbol[] {
  const { source } = live.file;
  return symbolsOf(live, contextOf(live)).map((each) => symbolOf(each, source));
}

function symbolOf({ name, detail, kind, span, children }: FileSymbol, source: Source): DocumentSymbol {
  const range = rangeOf(source, span);
  return {
    // Editors refuse an outline with a name of nothing.
    name: name.trim() === '' ? '?' : name,
    ...(detail === undefined ? {} : { detail }),
    kind: symbolKinds[kind],
    range,
    selectionRange: { start: range.start, end: range.start },
    children: children.map((each) => symbolOf(each, source)),
  };
}

function contextOf({ environment }: LiveDocument): LanguageContext {
  return { catalog: environment.content.catalog, schemas: environment.schemas };
}
