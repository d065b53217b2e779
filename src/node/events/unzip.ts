import { copyBytes } from '../../events/bytes.js';
import { UnpackError } from './compression.js';

/** A step through an archive: a member begins, or some of its bytes. */
export type ZipStep = { readonly member: string } | { readonly bytes: Uint8Array };

const pieceBytes = 16 * 1024;

/** Looks for the record that ends an archive, in pieces one after the other. */
class EndRecord {
  static readonly #signature = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  #tail = Buffer.alloc(0);

  isIn(piece: Uint8Array): boolean {
    const bytes = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
    const seam = Buffer.concat([this.#tail, bytes.subarray(0, 3)]);
    this.#tail = Buffer.concat([this.#tail, bytes.subarray(-3)]).subarray(-3);
    return bytes.includes(EndRecord.#signature) || seam.includes(EndRecord.#signature);
  }
}

/** Reads a zip archive front to back without keeping it; folders and unsupported methods are left out or refused. */
export async function* unzip(input: AsyncIterable<Uint8Array>): AsyncGenerator<ZipStep> {
  const { Unzip, UnzipInflate } = await import('fflate');
  const end = new EndRecord();
  let ready: ZipStep[] = [];
  let failure: string | undefined;
  let open = 0;
  let isWhole = false;
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
      const piece = copyBytes(chunk, at, at + pieceBytes);
      isWhole ||= end.isIn(piece);
      feed(piece, false);
      yield* ready;
      ready = [];
    }
  }
  if (failure === undefined) feed(new Uint8Array(0), true);
  yield* ready;
  if (failure === undefined && open > 0) failure = 'the archive ends inside a member';
  if (failure === undefined && !isWhole)
    failure = 'the archive ends before its directory, further members may be missing';
  if (failure !== undefined) throw new UnpackError(`zip: ${failure}`);
}
