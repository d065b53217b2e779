import { dirname } from 'node:path';
import { readSettings } from '../api/options.js';
import { prepare } from '../api/run.js';
import { createSchemaValidator } from '../content/schema/validator.js';
import { type FormattedFile, formatFile } from '../format/format-file.js';
import { readLintConfig } from '../lint/config.js';
import type { LintDiagnostic } from '../lint/define.js';
import { LiveCheck, type LiveDocument } from '../node/check/live-check.js';
import { findContentRoot } from '../node/content/content-root.js';
import { createSource } from '../source/source.js';
import { pathOfUri, uriOfPath } from './places.js';

/** What a workspace is told by the command line, and whom it tells. */
export interface WorkspaceOptions {
  readonly config?: string;
  readonly knowledge: readonly string[];
  readonly userContent: readonly string[];
  readonly macroFlags: readonly string[];
  /** Today as `2026-05-17`. */
  readonly today: () => string;
  /** Told while the files of a content root are read. */
  readonly progress: (root: string, done: number, total: number) => void;
}

/** A document that is open in the editor. */
export interface WorkspaceDocument {
  readonly uri: string;
  /** The path of its file; its address where it is in none. */
  readonly path: string;
  readonly version: number;
  readonly text: string;
  readonly check: LiveCheck;
}

/** What was found in a document, and in which version of it. */
export interface DocumentFindings {
  readonly document: WorkspaceDocument;
  readonly findings: readonly LintDiagnostic[];
}

/** Content roots kept in memory though no file of them is open. */
const mostIdle = 2;

/** The documents of an editor, each checked with the content root that it belongs to; documents outside of any by themselves. */
export class ContentWorkspace {
  readonly #options: WorkspaceOptions;
  readonly #documents = new Map<string, WorkspaceDocument>();
  /** By content root, or by the path of a document that belongs to none; the last used last. */
  readonly #checks = new Map<string, LiveCheck>();
  /** Folders that the editor has opened. */
  #folders: readonly string[] = [];

  constructor(options: WorkspaceOptions) {
    this.#options = options;
  }

  /** Folders of the editor: documents that are in no file yet belong to the first that has a content root. */
  useFolders(uris: readonly string[]): void {
    this.#folders = uris.flatMap((uri) => pathOfUri(uri) ?? []);
  }

  /** Takes a document, or a later version of it. */
  async put(uri: string, version: number, text: string): Promise<LiveCheck> {
    const known = this.#documents.get(uri);
    const path = pathOfUri(uri);
    const check = known?.check ?? (await this.#checkFor(path, uri));
    const document = { uri, path: path ?? uri, version, text, check };
    this.#documents.set(uri, document);
    check.put(document.path, text);
    return check;
  }

  close(uri: string): LiveCheck | undefined {
    const document = this.#documents.get(uri);
    if (document === undefined) return undefined;
    this.#documents.delete(uri);
    document.check.release(document.path);
    this.#dropIdle();
    return document.check;
  }

  document(uri: string): WorkspaceDocument | undefined {
    return this.#documents.get(uri);
  }

  /** Files may have changed on the disk. */
  lookAgain(): readonly LiveCheck[] {
    const checks = new Set([...this.#documents.values()].map(({ check }) => check));
    for (const check of this.#checks.values()) check.lookAgain();
    return [...checks];
  }

  /** What is found in the open documents that one check is about; those that are no content have nothing. */
  async findings(check: LiveCheck): Promise<DocumentFindings[]> {
    const documents = [...this.#documents.values()].filter((each) => each.check === check);
    // Of content that nobody has open nothing is shown, so that nothing has to be looked at.
    if (documents.length === 0) return [];
    const found = await check.findings();
    return Promise.all(
      documents.map(async (document) => {
        const findings = isConfig(document.path) ? await configFindings(document) : (found.get(document.path) ?? []);
        const isContent = !this.#isAlone(document) || (await holdsSearch(document));
        // What is in no file yet has no name that could be wrong.
        const said = document.path === document.uri ? findings.filter(({ code }) => code !== 'file-name') : findings;
        return { document, findings: isContent ? said : [] };
      }),
    );
  }

  /** A document as content; undefined for one that is none. */
  async content(uri: string): Promise<LiveDocument | undefined> {
    const document = this.#documents.get(uri);
    if (document === undefined || (this.#isAlone(document) && !(await holdsSearch(document)))) return undefined;
    return document.check.document(document.path);
  }

  /** A document as `escudo fmt` lays it out. */
  async formatted(uri: string): Promise<{ live: LiveDocument; result: FormattedFile } | undefined> {
    const live = await this.content(uri);
    if (live === undefined) return undefined;
    const { settings } = readSettings({ now: 0 });
    const { catalog } = live.environment.content;
    const result = formatFile(live.file.source, live.file.path, {
      search: (search) => prepare(search, catalog, settings, 'search'),
      macro: (text) => prepare(text, catalog, settings, 'rows'),
    });
    return { live, result };
  }

  /** The address of the file that a source is of, as the editor has it where it is open. */
  readonly uriOf = (name: string): string | undefined => {
    for (const { path, uri } of this.#documents.values()) if (path === name) return uri;
    return uriOfPath(name);
  };

  async #checkFor(path: string | undefined, uri: string): Promise<LiveCheck> {
    const root = path === undefined ? await this.#firstRoot() : await findContentRoot(dirname(path));
    const key = root ?? path ?? uri;
    const known = this.#checks.get(key);
    const { progress, config, ...options } = this.#options;
    const check =
      known ??
      new LiveCheck({
        ...options,
        ...(config === undefined ? {} : { config }),
        root,
        paths: [key],
        ...(root === undefined ? {} : { progress: (done: number, total: number) => progress(root, done, total) }),
      });
    this.#checks.delete(key);
    this.#checks.set(key, check);
    return check;
  }

  async #firstRoot(): Promise<string | undefined> {
    for (const folder of this.#folders) {
      const root = await findContentRoot(folder);
      if (root !== undefined) return root;
    }
    return undefined;
  }

  /** Whether a document belongs to no content root: what looks like YAML there need not be content at all. */
  #isAlone({ check }: WorkspaceDocument): boolean {
    return check.root === undefined;
  }

  #dropIdle(): void {
    const used = new Set([...this.#documents.values()].map(({ check }) => check));
    const idle = [...this.#checks].filter(([, check]) => !used.has(check));
    const alone = idle.filter(([, check]) => check.root === undefined);
    const surplus = idle.filter(([, check]) => check.root !== undefined).slice(0, -mostIdle);
    for (const [key] of [...alone, ...surplus]) this.#checks.delete(key);
  }
}

function isConfig(path: string): boolean {
  return /(?:^|[\\/])escudo\.yml$/.test(path);
}

async function configFindings({ path, text }: WorkspaceDocument): Promise<readonly LintDiagnostic[]> {
  return readLintConfig(createSource(path, text), await createSchemaValidator()).diagnostics;
}

async function holdsSearch({ check, path }: WorkspaceDocument): Promise<boolean> {
  const { items } = (await check.document(path)) ?? {};
  return items !== undefined && items.detections.length + items.baselines.length > 0;
}
