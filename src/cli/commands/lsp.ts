import { Readable, Writable } from 'node:stream';
import { serve } from '../../lsp/language-server.js';
import type { ExitCode } from '../exit-codes.js';
import type { CliIo, TextSink } from '../io.js';
import type { OptionValues } from '../option.js';
import { version } from '../version.js';
import { showUsage } from '../with-output.js';

/** `escudo lsp`: a language server over standard input and output. */
export async function lsp(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const word = values.words[0];
  if (word !== undefined)
    return showUsage(
      { problem: `escudo lsp takes no word such as ${word}.`, help: ['The editor says which files it opens.'] },
      io,
    );
  const client = values.one('clientProcessId');
  if (client !== undefined && !/^[1-9]\d{0,9}$/.test(client))
    return showUsage({ problem: `--clientProcessId takes the number of a process, not ${client}.`, help: [] }, io);
  const config = values.one('config');
  const code = await serve(Readable.from(buffers(io.stdin), { objectMode: false }), streamOf(io.stdout), {
    version: await version(),
    clock: () => io.clock(),
    timer: () => io.timer(),
    knowledge: values.all('knowledge'),
    userContent: values.all('macros'),
    macroFlags: values.all('macro'),
    ...(config === undefined ? {} : { config }),
    ...(client === undefined ? {} : { clientProcess: Number(client) }),
  });
  return code as ExitCode;
}

async function* buffers(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
}

/** A stream over a sink of texts; each piece that is written is whole characters. */
function streamOf(sink: TextSink): Writable {
  return new Writable({
    decodeStrings: false,
    write(piece: string | Uint8Array, _encoding, done) {
      const text = typeof piece === 'string' ? piece : Buffer.from(piece).toString('utf8');
      sink.write(text).then(() => done(), done);
    },
  });
}
