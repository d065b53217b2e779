/** Text that cannot end a line comment: one line, visible characters only. */
export function commentText(text: string, most = 200): string {
  let line = '';
  for (const character of text.replace(/\s+/g, ' ').trim()) {
    const code = character.codePointAt(0)!;
    const hidden = code < 0x20 || (code >= 0x7f && code < 0xa0) || code === 0x2028 || code === 0x2029;
    line += hidden ? '?' : character;
    if (line.length >= most) return `${line} …`;
  }
  return line;
}
