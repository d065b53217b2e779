import { cellOf } from '../diagnostics/visible-text.js';

/** Text that cannot end a line comment: one line, visible characters only. */
export function commentText(text: string, most = 200): string {
  let line = '';
  for (const character of text.replace(/\s+/g, ' ').trim()) {
    line += cellOf(character).text === character ? character : '?';
    if (line.length >= most) return `${line} …`;
  }
  return line;
}
