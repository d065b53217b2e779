import { type AnyDiagnostic, type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { Catalog } from './catalog.js';
import type { CatalogMacro } from './catalog-macro.js';
import { parseMacroFlag } from './macro-files.js';
import { type ContentFile, type ContentItems, mergeItems, readContentFile } from './read-file.js';
import type { CatalogReader } from './reader.js';
import type { SchemaValidator } from './schema/validator.js';

/** Loaded content: what to run, and what it may name; a search sees it through the catalog. */
export interface Content extends ContentItems {
  /** Every file that was read. */
  readonly files: readonly ContentFile[];
  readonly catalog: Catalog;
}

/** How content is put together. */
export interface ContentOptions {
  /** Gives the catalog the text of lookup data. */
  readonly reader?: CatalogReader;
  /** Holds every file against its schema. */
  readonly validator?: SchemaValidator;
  /** `--macro` options, last one wins. */
  readonly macroFlags?: readonly string[];
  /** Macros that are said to exist elsewhere; content goes before them. */
  readonly providedMacros?: readonly CatalogMacro[];
}

/** Reads files in the given order and builds the catalog over them. A broken file gives diagnostics; the others go on. */
export function assembleContent(files: Iterable<ContentFile>, options: ContentOptions = {}): Content {
  const read = [...files];
  const items = read.map((file) => readContentFile(file, options.validator));
  return { ...assembleItems(items, options), files: read };
}

/** Puts together what was read of each file, in the order of the files. */
export function assembleItems(
  items: Iterable<ContentItems>,
  options: Omit<ContentOptions, 'validator'> = {},
): Omit<Content, 'files'> {
  const { reader, macroFlags = [], providedMacros = [] } = options;
  const merged = mergeItems(items);
  const flags = macroFlags.map(parseMacroFlag);
  const macros = [...merged.macros, ...flags.flatMap((each) => ('macro' in each ? [each.macro] : []))];
  const misspelt = flags.flatMap((each) => ('macro' in each ? [] : [each.diagnostic]));
  const catalog = new Catalog({
    ...merged,
    macros: [...macros, ...providedMacros],
    ...(reader === undefined ? {} : { reader }),
  });
  return { ...merged, macros, catalog, diagnostics: [...merged.diagnostics, ...misspelt, ...catalog.diagnostics] };
}

/** A path that could not be listed or read, as a diagnostic without a place. */
export function unreadable(path: string, reason: string): Diagnostic {
  return diagnostic('content-unreadable', { path, reason });
}

/** Whether something that was named or found could not be read, so that what is said of the content is not about all of it. */
export function isUnreadable({ code }: AnyDiagnostic): boolean {
  return code === 'content-path-not-found' || code === 'content-unreadable';
}
