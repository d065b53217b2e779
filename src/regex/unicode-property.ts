import type { PropertyItem } from './char-set.js';

/** PCRE's own properties, as the content of a JavaScript class. */
const special: ReadonlyMap<string, string> = new Map([
  ['any', '\\p{Any}'],
  ['l&', '\\p{LC}'],
  ['lc', '\\p{LC}'],
  ['xan', '\\p{L}\\p{N}'],
  ['xsp', '\\p{Z}\\t-\\r\\x85'],
  ['xps', '\\p{Z}\\t-\\r\\x85'],
  ['xwd', '\\p{L}\\p{N}_'],
]);

const category = /^(?:C[cfnos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;

/** The property that `\p{name}` means: a general category, a script, or one of PCRE's own; `undefined` when there is none such. */
export function unicodeProperty(written: string, negated: boolean): PropertyItem | undefined {
  const inverted = written.startsWith('^');
  const name = (inverted ? written.slice(1) : written).replace(/[\s_-]/g, '');
  const content =
    special.get(name.toLowerCase()) ?? categoryOf(name) ?? scriptOf(inverted ? written.slice(1) : written);
  return content === undefined ? undefined : { content, negated: negated !== inverted };
}

function categoryOf(name: string): string | undefined {
  const proper = name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
  return category.test(proper) ? `\\p{${proper}}` : undefined;
}

function scriptOf(written: string): string | undefined {
  const proper = written
    .trim()
    .split(/[\s_-]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1).toLowerCase())
    .join('_');
  if (!/^\w+$/.test(proper)) return undefined;
  const content = `\\p{Script_Extensions=${proper}}`;
  try {
    new RegExp(`[${content}]`, 'v');
    return content;
  } catch {
    return undefined;
  }
}
