import { copyBytes } from '../events/bytes.js';
import { UnpackError } from './compression.js';

/** A step through an archive: a member begins, or some of its bytes. */
export type ZipStep = { readonly member: string } | { readonly bytes: Uint8Array };

const pieceBytes = 16 * 1024;

/** Reads a zip archive front to back without keeping it; folders and unsupported methods are left out or refused. */
export async function* unzip(input: AsyncIterable<Uint8Array>): AsyncGenerator<ZipStep> {
  const { Unzip, UnzipInflate } = await import('fflate');
  let ready: ZipStep[] = [];
  let failure: string | undefined;
  let open = 0;
  const archive = new Unzip((file) => {
    if (file.name.endsWith('/')) return;
    ready.push({ member: file.name });
    open++;
    file.ondata = (error, data, final) => {
      if (error) failure ??= `${file.name}: ${error.message}`;
      else if (data.length > 0) ready.push({ bytes: data });
      if (final) open--;
    };
    try {
      file.start();
    } catch {
      open--;
      failure ??= `${file.name}: compression method ${file.compression} is not supported`;
    }
  });
  archive.register(UnzipInflate);
  const feed = (bytes: Uint8Array, last: boolean): void => {
    try {
      archive.push(bytes, last);
    } catch (error) {
      failure ??= (error as Error).message;
    }
  };
  for await (const chunk of input) {
    for (let at = 0; at < chunk.length && failure === undefined; at += pieceBytes) {
      feed(copyBytes(chunk, at, at + pieceBytes), false);
      yield* ready;
      ready = [];
    }
  }
  if (failure === undefined) feed(new Uint8Array(0), true);
  yield* ready;
  if (failure === undefined && open > 0) failure = 'the archive ends inside a member';
  if (failure !== undefined) throw new UnpackError(`zip: ${failure}`);
}
