import { decodeText } from './bytes.js';
import { type EventFormat, headBytes, type InputHead } from './format.js';
import { formats } from './formats/index.js';
import { lines } from './formats/lines.js';

/** Describes the first bytes of an input for the formats' recognition. */
export function headOf(bytes: Uint8Array, more: boolean): InputHead {
  const text = decodeText(bytes, 0, Math.min(bytes.length, headBytes));
  // evtx_dump writes `Record 1` above the first event, whatever the format.
  const trimmed = text.replace(/^[\s\0\uFEFF]+/, '').replace(/^Record \d+\s*\n\s*(?=[<{])/, '');
  const all = trimmed.split(/\r\n|\n|\r/);
  if (more && all.length > 1) all.pop();
  const whole = all.filter((line) => /[^\s\0]/.test(line));
  return { text, trimmed, firstLine: whole[0] ?? '', lines: whole, more };
}

/** The format of an input: what its content shows, else what its name suggests, else plain lines. */
export function recogniseFormat(head: InputHead, file: string): EventFormat {
  for (const format of formats) if (format.recognises(head)) return format;
  const extension = extensionOf(file);
  const named = formats.find((format) => format.extensions.includes(extension));
  return named === undefined || named.suits?.(head) === false ? lines : named;
}

/** A format by its name; undefined when there is none. */
export function formatByName(name: string): EventFormat | undefined {
  return formats.find((format) => format.name === name);
}

function extensionOf(file: string): string {
  const name = file.replace(/\.(?:gz|zst|zip)$/i, '');
  return /\.([A-Za-z0-9]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** Whether a head is no text: not UTF-8, and with many control bytes that text does not have (NUL padding is no sign). */
export function looksBinary(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, 4096);
  let strange = 0;
  for (let index = 0; index < length; index++) {
    const byte = bytes[index]!;
    if ((byte > 0 && byte < 0x09) || (byte > 0x0d && byte < 0x1b)) strange++;
  }
  return strange * 25 > length && decodeText(bytes, 0, length).includes('\uFFFD');
}
