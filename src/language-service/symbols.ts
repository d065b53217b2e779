import { readSearch } from '../compile/compile.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { LanguageContext } from './known-rows.js';
import { type LanguageFile, textsOf } from './written-place.js';

/** A part of a file for its outline. Spans are in the text of the file. */
export interface FileSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'search' | 'command' | 'macro' | 'lookup';
  readonly span: Span;
  readonly children: readonly FileSymbol[];
}

/** The searches of a file with their commands, and the definitions of macros and lookups. */
export function symbolsOf(given: LanguageFile, cx: LanguageContext): FileSymbol[] {
  const { items, file } = given;
  const texts = textsOf(given).flatMap(({ written, search }): FileSymbol[] => {
    const span = spanIn(file.source, written, { start: 0, end: written.text.length });
    if (span === undefined) return [];
    const macro = items.macros.find(({ definition }) => definition === written);
    const name = macro?.name ?? search?.detection?.name ?? search?.role ?? 'search';
    const kind = macro === undefined ? 'search' : 'macro';
    return [{ name, kind, span, children: macro === undefined ? commandsOf(file.source, written, cx) : [] }];
  });
  const lookups = items.lookups.flatMap(({ name, at }): FileSymbol[] =>
    at === undefined || at.source.name !== file.source.name
      ? []
      : [{ name, kind: 'lookup', span: at.span, children: [] }],
  );
  return [...texts, ...lookups];
}

/** The commands that are written in the file; what a macro brings is part of the command that it stands in, or of none. */
function commandsOf(file: Source, written: Source, { catalog }: LanguageContext): FileSymbol[] {
  const { tree, source } = readSearch(written, { macros: catalog.macros });
  return tree.commands.flatMap((command): FileSymbol[] => {
    const span = spanIn(file, source, command.span);
    if (span === undefined) return [];
    const name = command.kind === 'command' ? command.name : '?';
    const detail = file.text.slice(span.start, span.end).replaceAll(/\s+/g, ' ').slice(0, longestDetail);
    return [{ name, detail, kind: 'command', span, children: [] }];
  });
}

/** Characters of a command that its outline shows. */
const longestDetail = 80;

/** A span of a derived text in the file, or that of the call which it came out of. */
function spanIn(file: Source, source: Source, at: Span): Span | undefined {
  const place = rootPlace(source, at);
  const [call] = place.calls;
  if (place.source.name === file.name && call === undefined) return place.span;
  return call === undefined ? undefined : spanIn(file, call.source, call.span);
}
