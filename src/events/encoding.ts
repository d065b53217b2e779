export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32le' | 'utf-32be';

/** How an input's text is encoded, and how many bytes of byte order mark to pass over. */
export interface DetectedEncoding {
  readonly name: TextEncodingName;
  readonly skip: number;
}

/** Bytes {@link detectEncoding} wants to see (fewer when the input is shorter). */
export const encodingSampleBytes = 64;

/** The encoding by byte order mark, or by the zero bytes that UTF-16 and UTF-32 have beside ASCII characters. */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
  const [first, second, third, fourth] = sample;
  // A text of UTF-16 does not begin with NUL.
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) return { name: 'utf-32le', skip: 4 };
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) return { name: 'utf-32be', skip: 4 };
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', skip: 3 };
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', skip: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', skip: 2 };
  const wide = wideWithoutMark(sample);
  if (wide !== undefined) return { name: wide, skip: 0 };
  const length = Math.min(sample.length, encodingSampleBytes) & ~1;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let index = 0; index < length; index += 2) {
    if (sample[index] === 0) evenZeros++;
    if (sample[index + 1] === 0) oddZeros++;
  }
  const pairs = length / 2;
  // Some characters have a zero in the other half, half of an emoji for one.
  const isClear = (many: number, few: number): boolean => pairs >= 2 && many * 10 >= pairs * 8 && few * 10 <= pairs;
  if (isClear(oddZeros, evenZeros)) return { name: 'utf-16le', skip: 0 };
  if (isClear(evenZeros, oddZeros)) return { name: 'utf-16be', skip: 0 };
  return { name: 'utf-8', skip: 0 };
}

/** UTF-32 when all of the sample are characters below U+0100 in four bytes. */
function wideWithoutMark(sample: Uint8Array): 'utf-32le' | 'utf-32be' | undefined {
  const length = Math.min(sample.length, encodingSampleBytes) & ~3;
  if (length < 8) return undefined;
  const first = sample[0] === 0 ? 3 : 0;
  for (let index = 0; index < length; index++) {
    if ((sample[index] !== 0) !== (index % 4 === first)) return undefined;
  }
  return first === 0 ? 'utf-32le' : 'utf-32be';
}

/** Turns another encoding into UTF-8, chunk by chunk. */
export interface Transcoder {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

/** The transcoder of an encoding; undefined where the bytes are UTF-8 already. */
export function transcoderOf(encoding: TextEncodingName): Transcoder | undefined {
  switch (encoding) {
    case 'utf-8':
      return undefined;
    case 'utf-16le':
    case 'utf-16be':
      return new Utf16Transcoder(encoding);
    case 'utf-32le':
    case 'utf-32be':
      return new Utf32Transcoder(encoding === 'utf-32le');
  }
}

class Utf16Transcoder implements Transcoder {
  readonly #decoder: InstanceType<typeof TextDecoder>;
  readonly #encoder = new TextEncoder();

  constructor(encoding: 'utf-16le' | 'utf-16be') {
    this.#decoder = new TextDecoder(encoding, { ignoreBOM: true });
  }

  push(chunk: Uint8Array): Uint8Array {
    return this.#encoder.encode(this.#decoder.decode(chunk, { stream: true }));
  }

  end(): Uint8Array {
    return this.#encoder.encode(this.#decoder.decode());
  }
}

const replacement = 0xfffd;

class Utf32Transcoder implements Transcoder {
  readonly #encoder = new TextEncoder();
  /** The bytes of a character that the last chunk began. */
  #held: number[] = [];

  constructor(private readonly littleEndian: boolean) {}

  push(chunk: Uint8Array): Uint8Array {
    const { littleEndian } = this;
    const held = this.#held;
    let text = '';
    let at = 0;
    while (held.length > 0 && at < chunk.length) {
      held.push(chunk[at++]!);
      if (held.length < 4) continue;
      text += characterOf(new DataView(new Uint8Array(held).buffer).getUint32(0, littleEndian));
      held.length = 0;
    }
    const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (; at + 4 <= chunk.length; at += 4) text += characterOf(view.getUint32(at, littleEndian));
    for (; at < chunk.length; at++) held.push(chunk[at]!);
    return this.#encoder.encode(text);
  }

  end(): Uint8Array {
    return this.#encoder.encode(this.#held.length === 0 ? '' : characterOf(replacement));
  }
}

/** Surrogates and what lies beyond Unicode are no characters. */
function characterOf(code: number): string {
  const valid = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
  return String.fromCodePoint(valid ? code : replacement);
}
