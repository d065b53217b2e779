import type { TextSink } from '../io.js';

/** Characters that are written at a time. */
const enough = 1 << 16;

/** Writes a text as it is made: the whole of it may be longer than a text can be. */
export async function writePieces(pieces: Iterable<string>, sink: TextSink): Promise<void> {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length < enough) continue;
    await sink.write(text);
    text = '';
  }
  if (text !== '') await sink.write(text);
}
