import type { OriginMap } from './origin-map.js';

/**
 * A named text that diagnostics can point into. SPL inside a YAML scalar and text that came out of a macro
 * are ordinary sources with an `origin`; only reporting walks up to the file, everything else uses offsets
 * into `text`.
 */
export interface Source {
  /** A path, `<search>` or the name of a macro: what a reader sees before the line number. */
  readonly name: string;
  readonly text: string;
  readonly origin?: OriginMap;
}

/** A source; without `origin` it is an original text, such as a file. */
export function createSource(name: string, text: string, origin?: OriginMap): Source {
  return origin === undefined ? { name, text } : { name, text, origin };
}
