/** Where a comment ends that opens at `open`; undefined where none opens there, or where it is never closed (spl-core 1.12). */
export function commentEnd(text: string, open: number): number | undefined {
  const close = text.startsWith('```', open) ? text.indexOf('```', open + 3) : -1;
  return close < 0 ? undefined : close + 3;
}

/** Where white space and comments end that begin at `from`; a comment that is never closed is none. */
export function blankEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    const end = commentEnd(text, at);
    if (end === undefined) return at;
    at = end;
  }
}
