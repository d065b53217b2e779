import { kindOfKeys, kindOfPath } from '../content/content-kind.js';
import { readDocument } from '../content/document.js';
import { MapReader } from '../content/map-reader.js';
import { createSource, type Source } from '../source/source.js';
import { formatSearch, type SearchCompiler } from './format-search.js';
import { literalChange, readsAsBefore } from './replace-scalar.js';

/** What became of the SPL of one file. */
export type FormattedFile =
  /** Nothing to lay out: the file holds no SPL. */
  | { readonly state: 'no-spl' }
  | { readonly state: 'as-it-was' }
  | { readonly state: 'changed'; readonly text: string }
  /** Left as it is; a fault is one of the file, which has to be mended before it can be laid out. */
  | { readonly state: 'left'; readonly problem: string; readonly fault?: 'unreadable' | 'unparsed' };

/** How the two kinds of SPL in content are made ready. */
export interface FormatCompilers {
  readonly search: SearchCompiler;
  /** The text of a macro, which may begin with the name of a command. */
  readonly macro: SearchCompiler;
}

/**
 * Lays out the search of a detection or baseline, or the definition of a macro. The file around it stays as it is, to the byte; `path` is
 * its path below the content root.
 */
export function formatFile(file: Source, path: string, compilers: FormatCompilers): FormattedFile {
  const left = (problem: string) => ({ state: 'left', problem }) as const;
  const { root, file: read, diagnostics } = readDocument(file);
  if (root === undefined) {
    const error = diagnostics.find((each) => each.severity === 'error') ?? diagnostics[0];
    // Other YAML may stand beside content.
    const isOther = error?.code === 'content-not-a-mapping' || error?.code === 'content-empty';
    return { ...left(error?.message ?? 'It is no YAML.'), ...(isOther ? {} : { fault: 'unreadable' }) };
  }
  const kind = kindOfPath(path) ?? kindOfKeys(root);
  const key = kind === 'macro' ? 'definition' : kind === 'detection' || kind === 'baseline' ? 'search' : undefined;
  const entry = key === undefined ? undefined : root.entries.get(key);
  if (key === undefined || entry === undefined) return { state: 'no-spl' };
  if (read !== file) return left('Its YAML is read leniently; escudo check --fix mends it.');
  const source = new MapReader(file, root, []).source(key);
  if (source === undefined || source.text.trim() === '') return { state: 'no-spl' };
  const isMacro = kind === 'macro';
  // Offsets of the laid-out text are those of the text itself, wherever it stands in the file.
  const search = createSource(source.name, source.text);
  if (isMacro && hasSingleQuotes(source.text))
    return left('It holds single quotes, which mean one thing in a search and another in an expression.');
  const formatted = formatSearch(search, isMacro ? compilers.macro : compilers.search);
  // The definition of a macro may be half a clause.
  if ('problem' in formatted)
    return { ...left(formatted.problem), ...(formatted.unparsed && !isMacro ? { fault: 'unparsed' } : {}) };
  const change = literalChange(file, entry, formatted.text);
  if ('problem' in change) {
    return formatted.text === source.text ? { state: 'as-it-was' } : left(change.problem);
  }
  const isOneLine = !formatted.text.includes('\n') && formatted.text === source.text;
  const text = isOneLine
    ? file.text
    : file.text.slice(0, change.span.start) + change.text + file.text.slice(change.span.end);
  if (text === file.text) return { state: 'as-it-was' };
  if (!readsAsBefore(file, root, text, key, formatted.text)) return left('Its text cannot be written back safely.');
  return { state: 'changed', text };
}

/** Whether a text has a single quote outside of double quotes. */
function hasSingleQuotes(text: string): boolean {
  return text.replace(/"(?:\\.|[^"\\])*"/gs, '').includes("'");
}
