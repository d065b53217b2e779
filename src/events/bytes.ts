/**
 * Byte helpers that run anywhere and are fast where the bytes are a Node `Buffer`, whose native search and decoding
 * beat the typed array's. Core imports nothing of Node: it only asks the object what it can do.
 */
interface NativeBytes {
  utf8Slice?(start: number, end: number): string;
  latin1Slice?(start: number, end: number): string;
}

const bufferClass = (
  globalThis as { Buffer?: { from(bytes: ArrayBuffer, offset?: number, size?: number): Uint8Array<ArrayBuffer> } }
).Buffer;
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** New zeroed bytes, with the native methods where there are any. */
export function allocateBytes(size: number): Uint8Array<ArrayBuffer> {
  const memory = new ArrayBuffer(size);
  return bufferClass === undefined ? new Uint8Array(memory) : bufferClass.from(memory);
}

/** A part of some memory, with the native methods where there are any. */
export function viewOf(memory: ArrayBuffer, offset: number, size: number): Uint8Array<ArrayBuffer> {
  return bufferClass === undefined ? new Uint8Array(memory, offset, size) : bufferClass.from(memory, offset, size);
}

/** A copy of a stretch. (`slice` of a Node `Buffer` is a view of the same memory.) */
export function copyBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const stop = Math.min(end, bytes.length);
  const copy = allocateBytes(Math.max(0, stop - start));
  copy.set(bytes.subarray(start, stop));
  return copy;
}

/** The text of a stretch of UTF-8; bytes that are not UTF-8 become U+FFFD. */
export function decodeText(bytes: Uint8Array, start: number, end: number): string {
  const { utf8Slice } = bytes as NativeBytes;
  if (utf8Slice !== undefined) return utf8Slice.call(bytes, start, end);
  return decoder.decode(bytes.subarray(start, end));
}

/** A stretch with every byte as the character of that code. */
export function latin1Text(bytes: Uint8Array, start: number, end: number): string {
  const { latin1Slice } = bytes as NativeBytes;
  if (latin1Slice !== undefined) return latin1Slice.call(bytes, start, end);
  let text = '';
  for (let at = start; at < end; at += 4096)
    text += String.fromCharCode(...bytes.subarray(at, Math.min(end, at + 4096)));
  return text;
}

/** The position of a byte sequence at or after `from` and ending before `end`, or -1. */
export function indexOfSequence(bytes: Uint8Array, sequence: Uint8Array, from: number, end: number): number {
  if ((bytes as NativeBytes).utf8Slice !== undefined) {
    const stretch = bytes.subarray(from, end) as unknown as { indexOf(value: Uint8Array): number };
    const found = stretch.indexOf(sequence);
    return found === -1 ? -1 : from + found;
  }
  const first = sequence[0]!;
  const last = end - sequence.length;
  let at = bytes.indexOf(first, from);
  while (at !== -1 && at <= last) {
    let matched = 1;
    while (matched < sequence.length && bytes[at + matched] === sequence[matched]) matched++;
    if (matched === sequence.length) return at;
    at = bytes.indexOf(first, at + 1);
  }
  return -1;
}

/** How many line feeds lie in a stretch. */
export function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  // The search must not run on behind the stretch: it would for every stretch without a line feed.
  const stretch = bytes.subarray(start, end);
  let count = 0;
  for (let at = stretch.indexOf(0x0a); at !== -1; at = stretch.indexOf(0x0a, at + 1)) count++;
  return count;
}
