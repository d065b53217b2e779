import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { EventDefaults } from '../../events/raw-event.js';

/** Descriptions are a page of text; anything larger is something else. */
const maximumBytes = 1024 * 1024;

interface FolderDescriptions {
  readonly byFile: ReadonlyMap<string, EventDefaults>;
  /** For every log of the folder: an old description that names a single sourcetype. */
  readonly common: EventDefaults | undefined;
}

/**
 * Finds what the YAML beside a log says about it, the way published attack data is described. Newer files list
 * `datasets: [{name, path, sourcetype, source}]`; older ones list files under `dataset` and `sourcetypes` for all of
 * them together, which tells something only when there is one. `attack_data: [{data, sourcetype, source, host,
 * custom_index}]`, the form of a detection's tests, is understood too. Folders are looked at once.
 */
export class DatasetDefaults {
  readonly #folders = new Map<string, Promise<FolderDescriptions>>();

  constructor(private readonly report: (diagnostic: Diagnostic) => void) {}

  /** The defaults for a log; nothing when no YAML names it. */
  async of(file: string): Promise<EventDefaults> {
    const folder = dirname(file);
    let descriptions = this.#folders.get(folder);
    if (descriptions === undefined) {
      descriptions = readFolder(folder, this.report);
      this.#folders.set(folder, descriptions);
    }
    const { byFile, common } = await descriptions;
    const name = basename(file);
    return byFile.get(name) ?? byFile.get(withoutPacking(name)) ?? common ?? {};
  }
}

function withoutPacking(name: string): string {
  return name.replace(/\.(?:gz|zst|zip)$/i, '');
}

async function readFolder(folder: string, report: (diagnostic: Diagnostic) => void): Promise<FolderDescriptions> {
  const byFile = new Map<string, EventDefaults>();
  let common: EventDefaults | undefined;
  let names: string[];
  try {
    names = (await readdir(folder)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  } catch {
    return { byFile, common };
  }
  for (const name of names) {
    const path = join(folder, name);
    try {
      const status = await stat(path);
      if (!status.isFile() || status.size > maximumBytes) continue;
      const text = await readFile(path, 'utf8');
      if (!/^(?:datasets?|attack_data|sourcetypes?|source):/m.test(text)) continue;
      common = readDescription(text, name.replace(/\.ya?ml$/i, ''), byFile) ?? common;
    } catch (error) {
      report(diagnostic('unreadable-dataset-file', { file: path, reason: (error as Error).message.split('\n')[0]! }));
    }
  }
  return { byFile, common };
}

/** Adds the files a description names; returns what it says about all logs of the folder. */
function readDescription(text: string, stem: string, byFile: Map<string, EventDefaults>): EventDefaults | undefined {
  const document = parseDocument(text, { prettyErrors: false });
  if (document.errors.length > 0) throw document.errors[0];
  const root: unknown = document.toJS({ maxAliasCount: 100 });
  if (!isMapping(root)) return undefined;
  for (const key of ['datasets', 'attack_data']) {
    const list = root[key];
    if (!Array.isArray(list)) continue;
    for (const entry of list) {
      if (!isMapping(entry)) continue;
      const path = entry['path'] ?? entry['data'];
      const defaults = defaultsOf(entry);
      if (typeof path === 'string') byFile.set(lastSegment(path), defaults);
      // `name` is the file's name without ending; it must not replace an entry that names the file itself.
      else if (typeof entry['name'] === 'string')
        for (const end of ['.log', '.json', '.txt']) byFile.set(entry['name'] + end, defaults);
    }
  }
  const own = defaultsOf(root);
  if (own.sourcetype !== undefined || own.source !== undefined) {
    // `X.yml` beside `X.log` with plain keys is about that log only.
    for (const end of ['', '.log', '.json', '.ndjson', '.txt', '.csv', '.xml', '.out', '.raw']) {
      if (!byFile.has(stem + end)) byFile.set(stem + end, own);
    }
  }
  return oldStyle(root, byFile);
}

function oldStyle(root: Mapping, byFile: Map<string, EventDefaults>): EventDefaults | undefined {
  const sourcetypes = root['sourcetypes'];
  if (!Array.isArray(sourcetypes) || sourcetypes.length !== 1 || typeof sourcetypes[0] !== 'string') return undefined;
  const defaults = defaultsOfSourcetype(sourcetypes[0]);
  const files = root['dataset'];
  if (!Array.isArray(files) || files.length === 0) return defaults;
  for (const file of files) if (typeof file === 'string') byFile.set(lastSegment(file), defaults);
  return undefined;
}

/** Old files give the source of Windows logs (`XmlWinEventLog:Security`) where the sourcetype belongs. */
function defaultsOfSourcetype(name: string): EventDefaults {
  const windows = /^((?:Xml)?WinEventLog):./i.exec(name);
  return windows === null ? { sourcetype: name } : { sourcetype: windows[1]!, source: name };
}

type Mapping = Readonly<Record<string, unknown>>;

function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function defaultsOf(entry: Mapping): EventDefaults {
  const index = textOf(entry['custom_index']) ?? textOf(entry['index']);
  const { host, source, sourcetype } = entry;
  return {
    ...(textOf(host) === undefined ? {} : { host: textOf(host)! }),
    ...(textOf(source) === undefined ? {} : { source: textOf(source)! }),
    ...(textOf(sourcetype) === undefined ? {} : { sourcetype: textOf(sourcetype)! }),
    ...(index === undefined ? {} : { index }),
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function lastSegment(path: string): string {
  return path.split(/[?#]/)[0]!.split(/[/\\]/).at(-1)!;
}
