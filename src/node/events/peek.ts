import { copyBytes } from '../../events/bytes.js';

/** The beginning of a stream, and the stream as if nothing had been taken from it. */
export interface JoinedHead {
  readonly head: Uint8Array;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** Takes chunks until there are `size` bytes or the stream ends. */
export async function joinedHead(input: AsyncIterable<Uint8Array>, size: number): Promise<JoinedHead> {
  const source = input[Symbol.asyncIterator]();
  const taken: Uint8Array[] = [];
  let length = 0;
  let failure: { readonly error: unknown } | undefined;
  while (length < size) {
    try {
      const step = await source.next();
      if (step.done === true) break;
      // Chunks may be reused by their producer.
      taken.push(copyBytes(step.value, 0, step.value.length));
      length += step.value.length;
    } catch (error) {
      failure = { error };
      break;
    }
  }
  const head = Buffer.concat(taken);
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      if (head.length > 0) yield head;
      if (failure !== undefined) throw failure.error;
      for (let step = await source.next(); step.done !== true; step = await source.next()) yield step.value;
    } finally {
      await source.return?.();
    }
  }
  return { head, bytes: rest() };
}
