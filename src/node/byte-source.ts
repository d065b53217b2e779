import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';

const chunkBytes = 256 * 1024;

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

/** The bytes of a stream, such as standard input; text chunks are taken as UTF-8. */
export async function* streamBytes(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
}
