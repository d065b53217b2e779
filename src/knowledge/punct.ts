/** Characters of `punct` at most (spl-core 6.2, as of 10.4). */
const maxLength = 50;

const letterOrDigit = /[\p{L}\p{N}]/u;

/** The default field `punct`: the event without letters and digits, blank as `_`, tab as `t`, line ends dropped. */
export function punctOf(raw: string): string {
  let punct = '';
  for (let i = 0; i < raw.length && punct.length < maxLength; i++) {
    const code = raw.charCodeAt(i);
    if (code === 32) punct += '_';
    else if (code === 9) punct += 't';
    else if (code === 10 || code === 13) continue;
    else if (code < 128) {
      const isWord = (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
      if (!isWord) punct += raw[i];
    } else {
      const character = String.fromCodePoint(raw.codePointAt(i)!);
      if (!letterOrDigit.test(character)) punct += character;
      i += character.length - 1;
    }
  }
  return punct;
}

/** The default field `linecount`: lines of the event; a line end at the very end starts no new line. */
export function lineCount(raw: string): number {
  let count = 1;
  for (let at = raw.indexOf('\n'); at >= 0 && at < raw.length - 1; at = raw.indexOf('\n', at + 1)) count++;
  return count;
}
