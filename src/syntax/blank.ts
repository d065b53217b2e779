/** Where white space and comments end that begin at `from`; a comment that is never closed is none (spl-core 1.12). */
export function blankEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    while (at < text.length && /\s/.test(text[at]!)) at++;
    const close = text.startsWith('```', at) ? text.indexOf('```', at + 3) : -1;
    if (close < 0) return at;
    at = close + 3;
  }
}
