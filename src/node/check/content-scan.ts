import { realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { defaultConfig, type LintConfig } from '../../lint/config.js';
import type { Mount } from '../content/content-reader.js';
import type { GatheredFile } from '../content/gather-content.js';
import { type FileReading, nothingRead } from './file-reading.js';
import { type FilesOfCheck, gatherForCheck } from './gather-for-check.js';
import { listContent } from './list-content.js';

/** A file of the content and what was read of it. */
export interface LiveFile {
  readonly gathered: GatheredFile;
  /** When the file was last written, and how long it is; '' where the text is not that of the disk. */
  stamp: string;
  reading: FileReading;
}

/** What a look at the disk found changed. */
export interface ScanChanges {
  /** What searches may name, or the configuration. */
  readonly shared: boolean;
  /** The data of lookups. */
  readonly tables: boolean;
}

interface ScanOptions extends FilesOfCheck {
  readonly root: string | undefined;
  readonly progress?: (done: number, total: number) => void;
}

/** Files read between two looks at what else there is to do. */
const filesAtOnce = 16;

/** The files of some content on the disk, in the order of a check: those that have changed since the last look are read again. */
export class ContentScan {
  readonly #options: ScanOptions;
  #files: LiveFile[] = [];
  #byPath = new Map<string, LiveFile>();
  /** Files that are in the editor only. */
  readonly #added = new Map<string, LiveFile>();
  #configPath: string | undefined;
  #stamps = { config: '', folders: '', tables: '' };
  config: LintConfig = defaultConfig;
  /** What is wrong with the configuration. */
  diagnostics: readonly Diagnostic[] = [];
  mounts: readonly Mount[] = [];
  /** The paths below the folders of the content root; undefined without one. */
  inFolders: readonly string[] | undefined;

  constructor(options: ScanOptions) {
    this.#options = options;
  }

  get files(): readonly LiveFile[] {
    return this.#added.size === 0 ? this.#files : [...this.#files, ...this.#added.values()];
  }

  find(path: string): LiveFile | undefined {
    return this.#byPath.get(path) ?? this.#added.get(path);
  }

  /** The file that is at a path once links are followed. */
  async findReal(path: string): Promise<LiveFile | undefined> {
    const real = await realpath(path).catch(() => undefined);
    if (real === undefined) return undefined;
    for (const file of this.#files)
      if ((await realpath(file.gathered.path).catch(() => undefined)) === real) return file;
    return undefined;
  }

  isConfig(path: string): boolean {
    return this.#configPath !== undefined && resolve(path) === resolve(this.#configPath);
  }

  /** Takes up a file that is not on the disk. */
  add(path: string): LiveFile {
    const gathered: GatheredFile = {
      path,
      mount: this.mounts[0] ?? { prefix: '', folder: dirname(path) },
      origin: 'repository',
    };
    const file: LiveFile = { gathered, stamp: '', reading: nothingRead };
    this.#added.set(path, file);
    return file;
  }

  /** Looks at the disk. The files that are `open` are not read: what the editor has counts. */
  async look(open: ReadonlySet<string>, read: (file: GatheredFile) => Promise<FileReading>): Promise<ScanChanges> {
    const diagnostics: Diagnostic[] = [];
    const { config, configPath, gathered } = await gatherForCheck(this.#options, diagnostics);
    this.diagnostics = diagnostics;
    const known = this.#byPath;
    this.#byPath = new Map();
    const changed: { readonly file: LiveFile; readonly stamp: string }[] = [];
    let differs = gathered.files.length !== this.#files.length;
    this.#files = [];
    for (const each of gathered.files) {
      const before = known.get(each.path) ?? this.#added.get(each.path);
      const file = { gathered: each, stamp: before?.stamp ?? '', reading: before?.reading ?? nothingRead };
      differs ||= !known.has(each.path);
      this.#files.push(file);
      this.#byPath.set(each.path, file);
      const isOpen = open.has(each.path) && before !== undefined;
      const stamp = isOpen ? '' : await stampOf(each.path);
      if (isOpen) file.stamp = '';
      else if (stamp !== file.stamp) changed.push({ file, stamp });
    }
    for (const path of this.#added.keys()) {
      if (open.has(path) && !this.#byPath.has(path)) continue;
      this.#added.delete(path);
      differs = true;
    }
    for (const [index, { file, stamp }] of changed.entries()) {
      file.reading = await read(file.gathered);
      // Only now is it known as it is on the disk: a look that breaks off leaves the rest to the next one.
      file.stamp = stamp;
      if (index % filesAtOnce !== filesAtOnce - 1) continue;
      this.#options.progress?.(index + 1, changed.length);
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.config = config;
    this.#configPath = configPath;
    this.mounts = gathered.mounts;
    const root = gathered.mounts[0]?.folder;
    this.inFolders = root === undefined ? undefined : await listContent(root);
    const stamps = {
      config: configPath === undefined ? '' : `${configPath} ${await stampOf(configPath)}`,
      folders: this.inFolders?.join('\n') ?? '',
      tables: await this.#tableStamps(root),
    };
    const last = this.#stamps;
    this.#stamps = stamps;
    return {
      shared: differs || changed.length > 0 || stamps.config !== last.config || stamps.folders !== last.folders,
      tables: stamps.tables !== last.tables || changed.some(({ file }) => file.reading.items.lookups.length > 0),
    };
  }

  async #tableStamps(root: string | undefined): Promise<string> {
    const stamps: string[] = [];
    for (const path of this.inFolders ?? [])
      if (path.startsWith('lookups/') && !/\.ya?ml$/i.test(path))
        stamps.push(`${path} ${await stampOf(join(root!, path))}`);
    return stamps.join('\n');
  }
}

async function stampOf(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  return found === undefined ? 'gone' : `${found.mtimeNs} ${found.size} ${found.ino}`;
}
