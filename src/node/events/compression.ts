import type { Transform } from 'node:stream';
import * as zlib from 'node:zlib';
import { copyBytes } from '../../events/bytes.js';

/** How an input is packed, by its first bytes. */
export type Packing = 'none' | 'gzip' | 'zstd' | 'zip' | 'evtx';

/** Bytes that {@link detectPacking} wants to see (fewer when the input is shorter). */
export const packingSampleBytes = 8;

/** The packing by magic number; the name of the file plays no part. */
export function detectPacking(sample: Uint8Array): Packing {
  if (sample[0] === 0x1f && sample[1] === 0x8b) return 'gzip';
  if (startsWith(sample, [0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  if (startsWith(sample, [0x50, 0x4b, 0x03, 0x04]) || startsWith(sample, [0x50, 0x4b, 0x05, 0x06])) return 'zip';
  // "ElfFile" and a zero byte.
  if (startsWith(sample, [0x45, 0x6c, 0x66, 0x46, 0x69, 0x6c, 0x65, 0x00])) return 'evtx';
  return 'none';
}

function startsWith(sample: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => sample[index] === byte);
}

/** The packed data is damaged or breaks off. What was unpacked before has been delivered. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';
}

/** Small pieces bound what one write can swell to: a thousandfold at worst. */
const pieceBytes = 16 * 1024;

/** Unpacks gzip, also several members one after the other. */
export function gunzip(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  return throughTransform(input, zlib.createGunzip());
}

/** Unpacks Zstandard, with Node's own decoder where it has one, else with `fzstd`. */
export async function* unzstd(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const native = (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress;
  if (native !== undefined) {
    yield* throughTransform(input, native());
    return;
  }
  const { Decompress } = await import('fzstd');
  let ready: Uint8Array[] = [];
  const decoder = new Decompress((data) => {
    if (data.length > 0) ready.push(data);
  });
  const feed = (chunk: Uint8Array, last: boolean): Error | undefined => {
    try {
      decoder.push(chunk, last);
      return undefined;
    } catch (error) {
      return error as Error;
    }
  };
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length; at += pieceBytes) {
      // fzstd keeps the bytes it is given.
      const failure = feed(copyBytes(chunk, at, at + pieceBytes), false);
      yield* ready;
      ready = [];
      if (failure !== undefined) throw new UnpackError(`zstd: ${failure.message}`);
    }
  }
  const failure = feed(new Uint8Array(0), true);
  yield* ready;
  if (failure !== undefined) throw new UnpackError(`zstd: ${failure.message}`);
}

/**
 * Feeds a transform by hand. Its own iterator would throw away what it holds when an error comes, and with it the
 * end of a truncated file.
 */
async function* throughTransform(input: AsyncIterable<Uint8Array>, transform: Transform): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failure: Error | undefined;
  transform.on('data', (data: Uint8Array) => ready.push(data));
  transform.on('error', (error) => {
    failure = error;
  });
  const closed = new Promise<void>((resolve) => transform.on('close', resolve));
  const step = (start: (done: () => void) => void): Promise<void> =>
    Promise.race([new Promise<void>((resolve) => start(resolve)), closed]);
  try {
    for await (const chunk of input) {
      for (let at = 0; at < chunk.length && failure === undefined; at += pieceBytes) {
        const piece = copyBytes(chunk, at, at + pieceBytes);
        await step((done) => transform.write(piece, () => done()));
        yield* ready;
        ready = [];
      }
      if (failure !== undefined) break;
    }
    if (failure === undefined) await step((done) => transform.on('end', done).end());
    yield* ready;
    if (failure !== undefined) throw new UnpackError((failure as Error).message);
  } finally {
    transform.destroy();
  }
}
