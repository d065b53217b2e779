import type { IToken } from 'chevrotain';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { commandToken, LeftBracket, Pipe, RightBracket } from './tokens.js';

/** `$name$` or `$name|filter$`; `c$x$` and `\$x$` are more likely the name of a share or the end of a pattern. */
const reference = /(?<![A-Za-z0-9$\\])\$([A-Za-z_][\w.:]*)(?:\|[hnsu])?\$(?!\$)/g;

/** Commands that fill `$field$` from a row, or pass it on to an alert action that does. */
const filling = ['map', 'sendalert', 'sendemail'];
/** What the option `format` of chart, timechart and xyseries fills. */
const ofFormat = new Set(['AGG', 'VAL']);

/**
 * Warns of each `$name$` that stands in a search, once by name: whoever takes a search out of a dashboard takes it
 * without the values. Splunk keeps such text as it is (spl-core 1.3), but for the commands that fill it themselves.
 */
export function unfilledTokens(source: Source, tokens: readonly IToken[]): Diagnostic[] {
  const references = [...source.text.matchAll(reference)];
  if (references.length === 0) return [];
  const found = new Map<string, Diagnostic>();
  let index = 0;
  for (const token of outsideOfFilling(tokens)) {
    while (references[index] !== undefined && references[index]!.index < token.startOffset) index++;
    for (; references[index] !== undefined && references[index]!.index <= token.endOffset!; index++) {
      const { 0: text, 1: name, index: start } = references[index]!;
      if (found.has(name!) || ofFormat.has(name!)) continue;
      const at = { source, span: { start, end: start + text.length } };
      found.set(name!, diagnostic('unfilled-token', { text }, { at, help: ['Put the value in its place.'] }));
    }
  }
  return [...found.values()];
}

function* outsideOfFilling(tokens: readonly IToken[]): Iterable<IToken> {
  const commands = new Set(filling.map(commandToken));
  let depth = 0;
  let fillingDepth: number | undefined;
  for (const token of tokens) {
    const type = token.tokenType;
    if (type === LeftBracket) depth++;
    else if (type === RightBracket) depth--;
    else if (commands.has(type)) fillingDepth ??= depth;
    if (fillingDepth !== undefined && (type === Pipe ? depth === fillingDepth : depth < fillingDepth))
      fillingDepth = undefined;
    if (fillingDepth === undefined) yield token;
  }
}
