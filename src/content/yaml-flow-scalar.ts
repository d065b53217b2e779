import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';

/** Decodes a plain scalar (YAML 1.2, 7.3.3): line breaks fold. */
export function decodePlain(file: Source, at: Span): DerivedText {
  const out = new DerivedText();
  unfold(out, file, at, (start, end) => out.copy(file, start, end));
  return out;
}

/** Decodes a single-quoted scalar (7.3.2) between its quotes: line breaks fold, `''` is a quote. */
export function decodeSingleQuoted(file: Source, at: Span): DerivedText {
  const out = new DerivedText();
  unfold(out, file, span(at.start + 1, at.end - 1), (start, end) => {
    let from = start;
    for (let quote = file.text.indexOf("''", from); quote !== -1 && quote < end; ) {
      out.copy(file, from, quote);
      out.put("'", file, span(quote, quote + 2));
      from = quote + 2;
      quote = file.text.indexOf("''", from);
    }
    out.copy(file, from, end);
  });
  return out;
}

const isBlank = (c: string | undefined): boolean => c === ' ' || c === '\t';

/** Line folding (6.5): one line break is a blank, n more are n line feeds; blanks around breaks do not count. */
function unfold(out: DerivedText, file: Source, at: Span, copy: (start: number, end: number) => void): void {
  const text = file.text;
  let breaks = 0;
  let gap = at.start;
  for (let start = at.start; ; ) {
    const feed = text.indexOf('\n', start);
    const last = feed === -1 || feed >= at.end;
    let end = last ? at.end : feed;
    if (!last) {
      if (end > start && text[end - 1] === '\r') end--;
      while (end > start && isBlank(text[end - 1])) end--;
    }
    let from = start;
    if (breaks > 0) while (from < end && isBlank(text[from])) from++;
    if (from < end || last || breaks === 0) {
      if (breaks > 0) out.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), file, span(gap, from));
      copy(from, end);
      gap = end;
      breaks = 0;
    }
    if (last) return;
    breaks++;
    start = feed + 1;
  }
}

const escapes = new Map(
  Object.entries({
    '0': '\0',
    a: '\x07',
    b: '\b',
    e: '\x1b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
    N: '\u0085',
    _: '\u00a0',
    L: '\u2028',
    P: '\u2029',
    ' ': ' ',
    '"': '"',
    '/': '/',
    '\\': '\\',
    '\t': '\t',
  }),
);
const codeLength = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Decodes a double-quoted scalar (7.3.1): escapes, escaped line breaks, folding. */
export function decodeDoubleQuoted(file: Source, at: Span): DerivedText {
  const out = new DerivedText();
  const text = file.text;
  const end = at.end - 1;
  let from = at.start + 1;
  for (let i = from; i < end; ) {
    const c = text[i];
    if (c === '\\') {
      out.copy(file, from, i);
      i = decodeEscape(out, file, i, end);
      from = i;
    } else if (isBlank(c) || c === '\n' || (c === '\r' && text[i + 1] === '\n')) {
      let next = i;
      while (next < end && isBlank(text[next])) next++;
      if (text[next] === '\r' && text[next + 1] === '\n') next++;
      if (next < end && text[next] === '\n') {
        out.copy(file, from, i);
        from = decodeBreaks(out, file, i, next, end);
        i = from;
      } else {
        i = Math.max(next, i + 1);
      }
    } else {
      i++;
    }
  }
  out.copy(file, from, end);
  return out;
}

/** Folds the line break at `feed` with the blank lines and blanks after it; returns where text goes on. */
function decodeBreaks(out: DerivedText, file: Source, start: number, feed: number, end: number): number {
  let breaks = 0;
  let next = feed;
  for (; next < end; next++) {
    const c = file.text[next];
    if (c === '\n') breaks++;
    else if (!isBlank(c) && !(c === '\r' && file.text[next + 1] === '\n')) break;
  }
  out.put(breaks === 1 ? ' ' : '\n'.repeat(breaks - 1), file, span(start, next));
  return next;
}

/** Decodes the escape at `start`; returns the offset after it. */
function decodeEscape(out: DerivedText, file: Source, start: number, end: number): number {
  const text = file.text;
  const c = text[start + 1] ?? '';
  const simple = escapes.get(c);
  if (simple !== undefined) {
    out.put(simple, file, span(start, start + 2));
    return start + 2;
  }
  const feed = c === '\r' && text[start + 2] === '\n' ? start + 2 : start + 1;
  if (text[feed] === '\n') {
    let next = feed + 1;
    while (next < end && isBlank(text[next])) next++;
    return next;
  }
  const length = codeLength.get(c) ?? 0;
  const digits = text.slice(start + 2, start + 2 + length);
  const code = length > 0 && /^[0-9a-f]+$/i.test(digits) && digits.length === length ? Number.parseInt(digits, 16) : -1;
  const stop = start + 2 + length;
  if (code >= 0 && code <= 0x10ffff) out.put(String.fromCodePoint(code), file, span(start, stop));
  else out.copy(file, start, stop);
  return stop;
}
