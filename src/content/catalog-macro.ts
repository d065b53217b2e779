import type { MacroDefinition } from '../macros/macro-definition.js';
import { createSource } from '../source/source.js';
import type { ContentOrigin } from './origin.js';

/** A macro with the one who brings it. */
export interface CatalogMacro extends MacroDefinition {
  readonly origin: ContentOrigin;
  readonly description?: string;
}

/** A macro that is written in no file. */
export function macroOf(
  name: string,
  args: readonly string[],
  definition: string,
  origin: ContentOrigin,
): CatalogMacro {
  const label = args.length === 0 ? name : `${name}(${args.length})`;
  return { name, args, definition: createSource(`<macro ${label}>`, definition), origin };
}

/** The names under which the filter macro of a detection exists: `search *` until a repository defines it (escu-formats 1). */
export function filterMacroNames(detection: { readonly fileName: string; readonly name: string }): string[] {
  const normalised = detection.name
    .trim()
    .toLowerCase()
    .replace(/[\s\-./]/g, '_');
  return [...new Set([`${detection.fileName}_filter`, `${normalised}_filter`])];
}

/** The filter macro of a detection, which lets everything through. */
export function filterMacro(name: string): CatalogMacro {
  return macroOf(name, [], 'search *', 'generated');
}
