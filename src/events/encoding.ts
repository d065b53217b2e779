export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be';

/** How an input's text is encoded, and how many bytes of byte order mark to pass over. */
export interface DetectedEncoding {
  readonly name: TextEncodingName;
  readonly skip: number;
}

/** Bytes {@link detectEncoding} wants to see (fewer when the input is shorter). */
export const encodingSampleBytes = 64;

/** The encoding by byte order mark, or by the zero bytes that UTF-16 has beside ASCII characters. */
export function detectEncoding(sample: Uint8Array): DetectedEncoding {
  const [first, second, third] = sample;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { name: 'utf-8', skip: 3 };
  if (first === 0xff && second === 0xfe) return { name: 'utf-16le', skip: 2 };
  if (first === 0xfe && second === 0xff) return { name: 'utf-16be', skip: 2 };
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

/** Turns UTF-16 into UTF-8, chunk by chunk. */
export class Utf16Transcoder {
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
