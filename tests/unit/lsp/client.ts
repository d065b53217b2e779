import { runProgram } from '../../../src/cli/program.js';
import { fakeIo } from '../cli/fake-io.js';

/** A message of the protocol, as it goes over the wire. */
export interface Message {
  readonly jsonrpc?: string;
  readonly id?: number | string | null;
  readonly method?: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what is in there.
  readonly params?: any;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what is in there.
  readonly result?: any;
  readonly error?: { readonly code: number; readonly message: string };
}

/** Texts that come in pieces, for a reader that waits. */
class Pipe implements AsyncIterable<Uint8Array> {
  readonly #pieces: Uint8Array[] = [];
  #wake: () => void = () => {};
  #ended = false;

  write(text: string): void {
    this.#pieces.push(new TextEncoder().encode(text));
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    for (;;) {
      const piece = this.#pieces.shift();
      if (piece !== undefined) yield piece;
      else if (this.#ended) return;
      else await new Promise<void>((wake) => (this.#wake = wake));
    }
  }
}

/** Takes messages out of a stream of texts. */
export class MessageParser {
  #rest = Buffer.alloc(0);

  read(text: string | Buffer): Message[] {
    this.#rest = Buffer.concat([this.#rest, Buffer.from(text)]);
    const messages: Message[] = [];
    for (;;) {
      const end = this.#rest.indexOf('\r\n\r\n');
      if (end === -1) return messages;
      const length = Number(/Content-Length: (\d+)/.exec(this.#rest.toString('latin1', 0, end))?.[1]);
      if (this.#rest.length < end + 4 + length) return messages;
      messages.push(JSON.parse(this.#rest.toString('utf8', end + 4, end + 4 + length)));
      this.#rest = this.#rest.subarray(end + 4 + length);
    }
  }
}

export function framed(message: object): string {
  const text = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/** How messages get to a server and from it. */
export interface Wire {
  write(text: string): void;
  end(): void;
  /** The exit code of the server. */
  readonly exited: Promise<number>;
}

/** An editor that talks to `escudo lsp`. */
export class Client {
  readonly #wire: Wire;
  readonly received: Message[] = [];
  #next = 1;
  #waiting: { fits: (message: Message) => boolean; give: (message: Message) => void }[] = [];

  /** `start` gets what is to be done with each message. */
  constructor(start: (take: (message: Message) => void) => Wire) {
    this.#wire = start((message) => this.#take(message));
  }

  /** A client of the program in this process. */
  static here(args: readonly string[] = []): Client {
    return new Client((take) => {
      const pipe = new Pipe();
      const parser = new MessageParser();
      const io = {
        ...fakeIo(),
        stdin: pipe,
        stdout: {
          isTerminal: false,
          width: undefined,
          write: async (text: string) => {
            for (const message of parser.read(text)) take(message);
          },
        },
        timer: () => performance.now(),
      };
      const exited = runProgram(['lsp', '--stdio', ...args], io);
      return { write: (text) => pipe.write(text), end: () => pipe.end(), exited };
    });
  }

  get exited(): Promise<number> {
    return this.#wire.exited;
  }

  /** Anything, also what is no message. */
  raw(text: string): void {
    this.#wire.write(text);
  }

  /** The editor is gone. */
  hangUp(): void {
    this.#wire.end();
  }

  notify(method: string, params: unknown = {}): void {
    this.raw(framed({ method, params }));
  }

  async request(method: string, params: unknown = {}): Promise<Message> {
    const id = this.#next++;
    const answer = this.wait((message) => message.id === id && message.method === undefined);
    this.raw(framed({ id, method, params }));
    return answer;
  }

  /** The next message that fits; those that have come already do not count. */
  wait(fits: (message: Message) => boolean): Promise<Message> {
    return new Promise((give) => this.#waiting.push({ fits, give }));
  }

  /** What is found in a version of a document. */
  async diagnostics(uri: string, version?: number): Promise<Message['params']['diagnostics']> {
    const fits = ({ method, params }: Message) =>
      method === 'textDocument/publishDiagnostics' &&
      params.uri === uri &&
      (version === undefined || params.version === version);
    const { params } = this.received.findLast(fits) ?? (await this.wait(fits));
    return params.diagnostics;
  }

  async initialize(capabilities: object = {}, more: object = {}): Promise<Message> {
    const answer = await this.request('initialize', { processId: null, rootUri: null, capabilities, ...more });
    this.notify('initialized');
    return answer;
  }

  open(uri: string, text: string, version = 1): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  }

  change(uri: string, text: string, version: number): void {
    this.notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
  }

  async quit(): Promise<number> {
    await this.request('shutdown');
    this.notify('exit');
    return this.exited;
  }

  #take(message: Message): void {
    this.received.push(message);
    // Requests of the server are all for things that may be left out.
    if (message.method !== undefined && message.id !== undefined) this.raw(framed({ id: message.id, result: null }));
    const fit = this.#waiting.filter(({ fits }) => fits(message));
    this.#waiting = this.#waiting.filter((each) => !fit.includes(each));
    for (const { give } of fit) give(message);
  }
}
