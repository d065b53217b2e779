import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { DerivedText } from '../source/derived-text.js';
import { LineIndex } from '../source/line-index.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';

/** A `[name]` section of a .conf file; settings before the first header belong to the stanza `default`. */
export interface ConfStanza {
  readonly name: string;
  readonly at: Span;
  /** Setting names as written; the last of two equal ones counts. */
  readonly settings: ReadonlyMap<string, Source>;
}

/** The stanzas of a conf file in order, and what is wrong with its text. */
export interface ConfText {
  readonly stanzas: readonly ConfStanza[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Splunk's .conf syntax: `[stanza]`, `key = value`, `#` comments on lines of their own; a backslash at the end of a line
 * joins the next line to the value, with a line end between. Values keep their origin in the file.
 */
export function parseConf(source: Source): ConfText {
  const lines = new LineIndex(source.text);
  const diagnostics: Diagnostic[] = [];
  const stanzas: { name: string; at: Span; settings: Map<string, Source> }[] = [];
  let line = 1;
  while (line <= lines.lineCount) {
    const text = lines.lineText(line);
    const start = lines.lineStart(line);
    const trimmed = text.replace(/^\ufeff/, '').trim();
    const at = span(start, start + text.length);
    line++;
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    if (trimmed.startsWith('[')) {
      const name = trimmed.endsWith(']') ? trimmed.slice(1, -1).trim() : '';
      if (name === '') diagnostics.push(problem(source, at, 'a stanza header is written `[name]`'));
      else stanzas.push({ name, at, settings: new Map() });
      continue;
    }
    const equals = text.indexOf('=');
    const key = equals === -1 ? '' : text.slice(0, equals).trim();
    const pieces = [span(start + equals + 1, start + text.length)];
    while (endsWithBackslash(source.text, pieces.at(-1)!) && line <= lines.lineCount) {
      const last = pieces.pop()!;
      pieces.push(span(last.start, last.end - 1));
      pieces.push(span(lines.lineStart(line), lines.lineStart(line) + lines.lineText(line).length));
      line++;
    }
    if (key === '') {
      diagnostics.push(problem(source, at, 'expected `key = value`'));
      continue;
    }
    if (stanzas.length === 0) stanzas.push({ name: 'default', at: span(0, 0), settings: new Map() });
    const stanza = stanzas.at(-1)!;
    stanza.settings.set(key, settingText(source, `${stanza.name}.${key}`, pieces));
  }
  return { stanzas, diagnostics };
}

function endsWithBackslash(text: string, at: Span): boolean {
  return at.end > at.start && text.charCodeAt(at.end - 1) === 0x5c;
}

function problem(source: Source, at: Span, text: string): Diagnostic {
  return diagnostic('conf-line', { problem: text }, { at: { source, span: at } });
}

/** Joins the lines of a value with line ends, without the white space around the whole. */
function settingText(source: Source, name: string, lines: readonly Span[]): Source {
  const text = new DerivedText();
  for (const [index, at] of lines.entries()) {
    const line = source.text.slice(at.start, at.end);
    const lead = index === 0 ? line.length - line.trimStart().length : 0;
    const tail = index === lines.length - 1 ? line.length - line.trimEnd().length : 0;
    if (index > 0) text.put('\n', source, span(lines[index - 1]!.end, at.start));
    text.copy(source, at.start + lead, at.end - tail);
  }
  return text.toSource(name, { source, span: lines[0]! });
}

/** Whether a text turns a setting of a conf file on. */
export function isTrueSetting(text: string): boolean {
  return /^\s*(?:true|t|1|yes|y)\s*$/i.test(text);
}
