/**
 * What an editor shows of SPL where it is written: plain functions over a file and the content around it, without a protocol. Offsets
 * are in the text of the file.
 */
export { type Completion, type CompletionKind, completionsAt } from './completion.js';
export { definitionsAt } from './definition.js';
export { type Hover, hoverAt } from './hover.js';
export type { LanguageContext } from './known-rows.js';
export { type FileSymbol, symbolsOf } from './symbols.js';
export type { LanguageFile } from './written-place.js';
