import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { unreadable } from '../../content/content.js';
import { catalogFolders, companionFolders } from '../../content/content-kind.js';
import type { ContentOrigin } from '../../content/origin.js';
import type { ContentFile } from '../../content/read-file.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { createSource } from '../../source/source.js';
import {
  type FileList,
  isBelow,
  isLeftOut,
  listFiles,
  pathFailure,
  readTextFile,
  systemReason,
} from './content-files.js';
import type { Mount } from './content-reader.js';
import { findContentRoot, isContentRoot } from './content-root.js';

/** Which files to read. */
export interface GatherOptions {
  /** Files or folders with the detections to work on. */
  readonly rules: readonly string[];
  /** `--content`: the content root; looked for upwards from each of `rules` when absent. */
  readonly content?: string;
  /** Folders or files (YAML, macros.conf, transforms.conf) that override the repository. */
  readonly userContent?: readonly string[];
  /** Also stories, dashboards, playbooks and settings of the content roots (`escudo check`). */
  readonly companions?: boolean;
}

/** A file to read; plain data. */
export interface GatheredFile {
  readonly path: string;
  readonly mount: Mount;
  readonly origin: ContentOrigin;
}

/** The files of some content: each once, in the order rules, catalog, user. */
export interface GatheredContent {
  readonly files: readonly GatheredFile[];
  /** The folders that lookup data is read from, the main content root first. */
  readonly mounts: readonly Mount[];
  readonly diagnostics: readonly Diagnostic[];
}

const contentFile = /\.ya?ml$|^(?:macros|transforms)\.conf$/i;
const companionFile = /\.(?:ya?ml|json|xml)$/i;
/** Folders of dashboards, whose layouts are no YAML. */
const withLayouts = /^dashboards$|\/ui\//;
const maxBytes = 8 * 1024 * 1024;

/** Whether a file at this path below a content root, with `/`, is found there by those who look at all of it. */
export function isGathered(below: string): boolean {
  const parts = below.split('/');
  const name = parts.pop()!;
  if (name.startsWith('.') || parts.some(isLeftOut)) return false;
  if (contentFile.test(name)) return true;
  const folder = companionFolders.find((each) => below.startsWith(`${each}/`));
  return folder !== undefined && withLayouts.test(folder) && companionFile.test(name);
}

/** Finds the files of rules and of everything they may name; reads none. */
export async function gatherContent(options: GatherOptions): Promise<GatheredContent> {
  const gathering = new Gathering();
  for (const rules of options.rules) await gathering.addRules(rules, options.content);
  if (options.rules.length === 0 && options.content !== undefined) gathering.mount(options.content);
  for (const mount of [...gathering.mounts]) await gathering.addCatalog(mount);
  if (options.companions) for (const mount of [...gathering.mounts]) await gathering.addCompanions(mount);
  for (const path of options.userContent ?? []) await gathering.addUser(path);
  return gathering;
}

/** The text of a gathered file, or why it cannot be had. */
export async function readGathered(file: GatheredFile): Promise<ContentFile | Diagnostic> {
  const { path } = file;
  try {
    const read = await readTextFile(path, maxBytes);
    if ('text' in read) return fileWithText(file, read.text);
    return read.problem === 'not-a-file' ? unreadable(path, 'it is not a regular file') : tooLarge(path);
  } catch (error) {
    // What the system did not say is a bug, and no property of the file.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return unreadable(path, systemReason(error));
  }
}

/** A gathered file whose text is at hand: that of an editor, say. A text that is too long is refused as that of a file would be. */
export function fileWithText({ path, mount, origin }: GatheredFile, text: string): ContentFile | Diagnostic {
  if (text.length > maxBytes) return tooLarge(path);
  const way = relative(resolve(mount.folder), resolve(path));
  const below = isBelow(resolve(mount.folder), resolve(path)) ? way.split(sep).join('/') : basename(path);
  const name = mount.prefix === '' ? below : `${mount.prefix}/${below}`;
  return { source: createSource(path, text), path: name, origin };
}

function tooLarge(path: string): Diagnostic {
  return diagnostic('content-too-large', { what: path, limit: `${maxBytes / 1024 / 1024} MB` });
}

class Gathering implements GatheredContent {
  readonly files: GatheredFile[] = [];
  readonly mounts: Mount[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #known = new Set<string>();
  /** Folders whose content files have been listed. */
  readonly #listed = new Set<string>();

  mount(folder: string): Mount {
    const at = resolve(folder);
    let mount = this.mounts.find((each) => resolve(each.folder) === at);
    if (mount === undefined) {
      mount = { prefix: this.mounts.length === 0 ? '' : `+${this.mounts.length}`, folder };
      this.mounts.push(mount);
    }
    return mount;
  }

  async addRules(path: string, content: string | undefined): Promise<void> {
    const isFolder = await this.#isFolder(path);
    if (isFolder === undefined) return;
    const root = content ?? (await findContentRoot(path));
    if (root === undefined) this.diagnostics.push(diagnostic('content-root-not-found', { path }));
    const base = root ?? (isFolder ? path : dirname(path));
    const mount = this.mount(base);
    if (!isFolder) return this.#add({ path, mount, origin: 'repository' });
    const inRoot = isBelow(resolve(base), resolve(path));
    const list = await listFiles(path, inRoot ? base : path, contentFile);
    if (list.files.length === 0) this.diagnostics.push(diagnostic('content-nothing-found', { path }));
    this.#addListed(list, mount, 'repository');
    for (const folder of list.folders) this.#listed.add(folder);
  }

  /** The folders of a content root that searches draw on, whatever part of it the rules are. */
  async addCatalog(mount: Mount): Promise<void> {
    if ((await this.#isFolder(mount.folder)) !== true || !(await isContentRoot(mount.folder))) return;
    for (const name of catalogFolders) await this.#addFolder(join(mount.folder, name), mount, contentFile);
  }

  async addCompanions(mount: Mount): Promise<void> {
    if (!(await isContentRoot(mount.folder))) return;
    for (const name of companionFolders)
      await this.#addFolder(join(mount.folder, name), mount, withLayouts.test(name) ? companionFile : contentFile);
    for (const name of ['contentctl.yml', 'removed/deprecation_mapping.yml', 'removed/deprecation_mapping.YML']) {
      const path = join(mount.folder, name);
      if (await isFile(path)) await this.#add({ path, mount, origin: 'repository' });
    }
  }

  async #addFolder(folder: string, mount: Mount, matches: RegExp): Promise<void> {
    if (await isMissing(folder)) return;
    if (matches === contentFile && this.#listed.has(await realpath(folder))) return;
    this.#addListed(await listFiles(folder, mount.folder, matches), mount, 'repository');
  }

  async addUser(path: string): Promise<void> {
    const isFolder = await this.#isFolder(path);
    if (isFolder === undefined) return;
    const mount = this.mount(isFolder ? path : dirname(path));
    if (!isFolder) return this.#add({ path, mount, origin: 'user' });
    this.#addListed(await listFiles(path, path, contentFile), mount, 'user');
  }

  #addListed({ files, diagnostics }: FileList, mount: Mount, origin: ContentOrigin): void {
    this.diagnostics.push(...diagnostics);
    for (const { path, real } of files) this.#addOnce({ path, mount, origin }, real);
  }

  async #add(entry: GatheredFile): Promise<void> {
    let identity = resolve(entry.path);
    try {
      identity = await realpath(entry.path);
    } catch {
      // Reading it will say what is wrong.
    }
    this.#addOnce(entry, identity);
  }

  #addOnce(entry: GatheredFile, real: string): void {
    if (this.#known.has(real)) return;
    this.#known.add(real);
    this.files.push(entry);
  }

  /** Undefined, with a diagnostic, when the path cannot be had. */
  async #isFolder(path: string): Promise<boolean | undefined> {
    try {
      return (await stat(path)).isDirectory();
    } catch (error) {
      this.diagnostics.push(pathFailure(path, error));
      return undefined;
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function isMissing(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isDirectory();
  } catch {
    return true;
  }
}
