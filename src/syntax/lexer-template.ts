import { commentEnd } from './blank.js';

/**
 * Where the template that opens at `[` ends, behind its `]`: brackets inside quotes and comments do not count, nested
 * ones belong to it. Undefined when it is never closed.
 */
export function endOfTemplate(text: string, open: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = open; i < text.length; i++) {
    const character = text[i];
    if (character === '\\') i++;
    else if (character === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (text.startsWith('```', i)) {
      const end = commentEnd(text, i);
      if (end === undefined) return undefined;
      i = end - 1;
    } else if (character === '[') depth++;
    else if (character === ']' && --depth === 0) return i + 1;
  }
  return undefined;
}
