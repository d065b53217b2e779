import { closeSync, openSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { LineChunks } from './line-chunks.js';

const chunkBytes = 256 * 1024;
/** Memory for {@link quickFileBytes}: a part of the cache nearest to a processor. */
export const quickBytes = 512 * 1024;
/** Chunks that are read without letting anything else work. */
const chunksAtATime = 16;

/**
 * The bytes of a file in chunks that are reused: each is valid until the next is asked for, which spares an allocation
 * for every quarter of a megabyte.
 */
export async function* fileBytes(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, chunkBytes, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/**
 * The same for a file on a disk whose bytes are looked at faster than another thread is asked to read them. They are read into the
 * memory given.
 */
export async function* quickFileBytes(path: string, memory: Uint8Array): AsyncGenerator<Uint8Array> {
  const descriptor = openSync(path, 'r');
  const lines = new LineChunks(memory);
  try {
    for (let chunks = 1; ; chunks++) {
      const chunk = lines.read(descriptor, null);
      if (chunk.length === 0) return;
      yield chunk;
      if (chunks % chunksAtATime === 0) await setImmediate();
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes of a stream, such as standard input; text chunks are taken as UTF-8. */
export async function* streamBytes(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
}
