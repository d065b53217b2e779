import type { Readable, Writable } from 'node:stream';
import {
  type CancellationToken,
  type Connection,
  createConnection,
  DidChangeWatchedFilesNotification,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  LSPErrorCodes,
  MessageType,
  ResponseError,
  ShowMessageNotification,
  TextDocuments,
} from 'vscode-languageserver';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { LiveCheck } from '../node/check/live-check.js';
import { CheckSchedule } from './check-schedule.js';
import { ClientFeatures } from './client-features.js';
import { ContentWorkspace, type WorkspaceOptions } from './content-workspace.js';
import { editorDiagnostic } from './editor-diagnostic.js';
import { fixActions, fixKinds } from './fix-actions.js';
import { definitionOf, hoverOf, OfferedWords, outlineOf, triggerCharacters } from './language-features.js';
import { LoadProgress } from './load-progress.js';
import { editBetween } from './places.js';
import { watchProcess } from './watch-process.js';

/** What the server is told by the command line. */
export interface ServerOptions extends Omit<WorkspaceOptions, 'progress' | 'today'> {
  readonly version: string;
  /** The process of the editor, where the command line names it. */
  readonly clientProcess?: number;
  /** Wall clock, milliseconds. */
  clock(): number;
  /** A clock that only goes forward, milliseconds. */
  timer(): number;
}

/** Files whose changes on the disk matter. */
const watched = '**/*.{yml,yaml,YML,conf,json,xml,csv}';

/**
 * Serves an editor by the Language Server Protocol until it says goodbye or goes away; gives the exit code that the protocol asks for:
 * 0 after `shutdown`, else 1.
 */
export function serve(input: Readable, output: Writable, options: ServerOptions): Promise<number> {
  return new Promise((resolve) => new LanguageServer(input, output, options, resolve));
}

class LanguageServer {
  readonly #connection: Connection;
  readonly #documents = new TextDocuments(TextDocument);
  readonly #workspace: ContentWorkspace;
  readonly #schedule: CheckSchedule<LiveCheck>;
  readonly #options: ServerOptions;
  readonly #progress: LoadProgress;
  readonly #words = new OfferedWords();
  /** What was last shown of each document. */
  readonly #shown = new Map<string, string>();
  /** What was last said to be wrong with the configuration. */
  readonly #told = new WeakMap<LiveCheck, string>();
  readonly #exit: (code: number) => void;
  #client = new ClientFeatures({});
  #state: 'new' | 'ready' | 'shut-down' | 'gone' = 'new';
  /** Documents are taken in the order in which the editor sends them, whatever has to be looked up for each. */
  #turn: Promise<void> = Promise.resolve();

  constructor(input: Readable, output: Writable, options: ServerOptions, exit: (code: number) => void) {
    this.#options = options;
    this.#exit = exit;
    const gone = () => this.#end(this.#state === 'shut-down' ? 0 : 1);
    const reader = new StreamMessageReader(input);
    const writer = new StreamMessageWriter(output);
    this.#connection = createConnection((logger) => createProtocolConnection(reader, writer, logger), {
      shutdownReceived: false,
      initialize: ({ processId }) => {
        if (typeof processId === 'number') watchProcess(processId, gone);
      },
      exit: (code) => this.#end(code),
    });
    if (options.clientProcess !== undefined) watchProcess(options.clientProcess, gone);
    reader.onError((error) => {
      // A message that is no JSON ends where it says; where the next one begins after a broken header, nobody knows.
      if (error instanceof SyntaxError || this.#state === 'gone') return;
      this.#connection.console.error(`The editor does not keep to the protocol: ${error.message}`);
      gone();
    });
    for (const event of ['end', 'close', 'error']) input.on(event, gone);
    output.on('error', gone);
    this.#progress = new LoadProgress(() => this.#connection.window.createWorkDoneProgress());
    this.#workspace = new ContentWorkspace({
      ...options,
      today: () => new Date(options.clock()).toISOString().slice(0, 10),
      progress: (root, done, total) => this.#progress.report(root, done, total),
    });
    this.#schedule = new CheckSchedule((check) => this.#show(check), options.timer);
    this.#listen();
  }

  #listen(): void {
    const connection = this.#connection;
    connection.onInitialize((params) => this.#initialize(params));
    connection.onInitialized(() => this.#watch());
    connection.onShutdown(() => {
      this.#state = 'shut-down';
      this.#schedule.close();
    });
    connection.onDidChangeWatchedFiles(() => this.#lookAgain());
    this.#documents.onDidOpen(({ document }) => {
      // An editor that does not say what changes on the disk has us look when it opens and when it saves a file.
      if (!this.#client.watchesFiles) this.#workspace.lookAgain();
      this.#sync(document.uri, true);
    });
    this.#documents.onDidChangeContent(({ document }) => this.#sync(document.uri, false));
    this.#documents.onDidClose(({ document }) => this.#sync(document.uri, false));
    this.#documents.onDidSave(() => this.#lookAgain());
    this.#documents.listen(connection);
    this.#listenForWords();
    connection.onCodeAction((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const document = this.#workspace.document(params.textDocument.uri);
        if (document === undefined) return [];
        const all = await this.#workspace.findings(document.check);
        const found = all.find((each) => each.document.uri === document.uri && each.document.text === document.text);
        const live = await this.#workspace.content(document.uri);
        if (found === undefined || live === undefined || live.file.source.text !== document.text) return [];
        const { source } = live.file;
        const { uriOf } = this.#workspace;
        const fixed = { uri: document.uri, version: document.version, source, findings: found.findings, uriOf };
        return fixActions(fixed, params.range, params.context.only).map((action) => this.#client.action(action));
      }),
    );
    connection.onDocumentFormatting((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const formatted = await this.#workspace.formatted(params.textDocument.uri);
        if (formatted === undefined) return [];
        const { live, result } = formatted;
        if (result.state === 'left') connection.console.info(`${live.file.path}: left as it is. ${result.problem}`);
        const edit = result.state === 'changed' ? editBetween(live.file.source, result.text) : undefined;
        return edit === undefined ? [] : [edit];
      }),
    );
    connection.listen();
  }

  /** Requests about what is written at a place. */
  #listenForWords(): void {
    const connection = this.#connection;
    const content = (params: { readonly textDocument: { readonly uri: string } }) =>
      this.#workspace.content(params.textDocument.uri);
    connection.onCompletion((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const live = await content(params);
        return live === undefined ? [] : this.#words.offer(live, params.position);
      }),
    );
    connection.onCompletionResolve((item, cancelled) =>
      this.#answer(cancelled, async () => this.#words.described(item)),
    );
    connection.onHover((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const live = await content(params);
        return live === undefined ? null : hoverOf(live, params.position);
      }),
    );
    connection.onDefinition((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const live = await content(params);
        return live === undefined ? [] : definitionOf(live, params.position, this.#workspace.uriOf);
      }),
    );
    connection.onDocumentSymbol((params, cancelled) =>
      this.#answer(cancelled, async () => {
        const live = await content(params);
        return live === undefined ? [] : this.#client.outline(outlineOf(live), params.textDocument.uri);
      }),
    );
  }

  #initialize(params: InitializeParams): InitializeResult {
    this.#state = 'ready';
    this.#client = new ClientFeatures(params.capabilities);
    const folders = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
    this.#workspace.useFolders(folders);
    return {
      capabilities: {
        textDocumentSync: { openClose: true, change: 2, save: true },
        codeActionProvider: { codeActionKinds: [...fixKinds] },
        documentFormattingProvider: true,
        completionProvider: { triggerCharacters, resolveProvider: true },
        hoverProvider: true,
        definitionProvider: true,
        documentSymbolProvider: true,
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
      serverInfo: { name: 'escudo', version: this.#options.version },
    };
  }

  #watch(): void {
    const connection = this.#connection;
    if (this.#client.watchesFiles) {
      const watchers = [{ globPattern: watched }];
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch(() => {});
    }
    if (this.#client.tellsFolders)
      connection.workspace.onDidChangeWorkspaceFolders(() => {
        connection.workspace.getWorkspaceFolders().then(
          (folders) => this.#workspace.useFolders((folders ?? []).map(({ uri }) => uri)),
          (error) => this.#log(error),
        );
      });
  }

  /** Takes the text of a document as it is now, or that it is closed. */
  #sync(uri: string, isNew: boolean): void {
    this.#inTurn(async () => {
      const document = this.#documents.get(uri);
      if (document !== undefined) {
        const check = await this.#workspace.put(uri, document.version, document.getText());
        this.#schedule.ask(check, isNew);
        return;
      }
      const check = this.#workspace.close(uri);
      if (check !== undefined) this.#schedule.ask(check);
      if (this.#shown.delete(uri)) await this.#connection.sendDiagnostics({ uri, diagnostics: [] });
    });
  }

  #lookAgain(): void {
    this.#inTurn(async () => {
      for (const check of this.#workspace.lookAgain()) this.#schedule.ask(check);
    });
  }

  /** Shows what is found in the documents of a check, where it is not what is shown already. */
  async #show(check: LiveCheck): Promise<void> {
    try {
      for (const { document, findings } of await this.#workspace.findings(check)) {
        const { uri, version } = document;
        // A later version is checked soon; one that is closed has nothing to show.
        if (this.#state !== 'ready' || this.#documents.get(uri)?.version !== version) continue;
        const diagnostics = findings.map((each) =>
          this.#client.diagnostic(editorDiagnostic(each, this.#workspace.uriOf)),
        );
        const shown = JSON.stringify([version, diagnostics]);
        if (this.#shown.get(uri) === shown) continue;
        this.#shown.set(uri, shown);
        await this.#connection.sendDiagnostics({ uri, version, diagnostics });
      }
      await this.#tellProblems(check);
    } catch (error) {
      this.#log(error);
    } finally {
      if (check.root !== undefined) this.#progress.end(check.root);
    }
  }

  /** Says what is wrong with the configuration of a check: in each document its findings would be missed without a word. */
  async #tellProblems(check: LiveCheck): Promise<void> {
    const text = check.problems
      .map(({ message, primary }) => (primary === undefined ? message : `${primary.source.name}: ${message}`))
      .join('\n');
    if (text === (this.#told.get(check) ?? '')) return;
    this.#told.set(check, text);
    if (text === '') return;
    const message = `escudo: ${text}`;
    await this.#connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message });
  }

  /** The answer to a request, once all documents are taken that were sent before it. */
  async #answer<T>(cancelled: CancellationToken, work: () => Promise<T>): Promise<T | ResponseError<void>> {
    if (this.#state === 'new') return new ResponseError(ErrorCodes.ServerNotInitialized, 'Not initialized yet.');
    if (this.#state !== 'ready') return new ResponseError(ErrorCodes.InvalidRequest, 'The server is shut down.');
    await this.#turn;
    const cancel = () => new ResponseError<void>(LSPErrorCodes.RequestCancelled, 'Cancelled.');
    if (cancelled.isCancellationRequested) return cancel();
    // Where content is being read, an answer takes a while that nobody has to wait for who does not want it any more.
    const isCancelled = new Promise<ResponseError<void>>((resolve) => {
      cancelled.onCancellationRequested(() => resolve(cancel()));
    });
    try {
      return await Promise.race([work(), isCancelled]);
    } catch (error) {
      this.#log(error);
      throw error;
    }
  }

  #inTurn(work: () => Promise<void>): void {
    this.#turn = this.#turn.then(work).catch((error) => this.#log(error));
  }

  /** Says that something went wrong in here; the server lives on. */
  #log(error: unknown): void {
    if (this.#state === 'gone') return;
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#connection.console.error(`This is a bug of escudo, please report it. ${text}`);
  }

  #end(code: number): void {
    if (this.#state === 'gone') return;
    this.#state = 'gone';
    this.#schedule.close();
    this.#connection.dispose();
    this.#exit(code);
  }
}
