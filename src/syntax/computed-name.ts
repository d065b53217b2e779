import type { NamePart } from './ast.js';

/** A field in braces; `a{}`, `a{0}` and `a{@id}` are names that spath gives. */
const fieldInBraces = /\{([\p{L}_][^{}]*)\}/gu;

/** The pieces of a name with fields in braces, such as `{type}_count`; undefined for a name without. */
export function computedName(name: string): readonly NamePart[] | undefined {
  const parts: NamePart[] = [];
  let end = 0;
  for (const match of name.matchAll(fieldInBraces)) {
    if (match.index > end) parts.push({ text: name.slice(end, match.index) });
    parts.push({ field: match[1]! });
    end = match.index + match[0].length;
  }
  if (parts.length === 0) return undefined;
  if (end < name.length) parts.push({ text: name.slice(end) });
  return parts;
}

/** The fields whose values make the name. */
export function fieldsOfName(parts: readonly NamePart[]): string[] {
  return parts.flatMap((part) => ('field' in part ? [part.field] : []));
}
