import { isWebAddress } from '../content/detection.js';
/** What a test's data was found to be. */
export type FoundData =
  | { readonly kind: 'file'; readonly file: string }
  /** No file fits. `near`: files of the same name that lie elsewhere, so that a wrong folder is noticed. */
  | { readonly kind: 'missing'; readonly near: readonly string[] };

interface KnownFile {
  readonly path: string;
  readonly name: string;
  /** Folders and name in comparable form, the name last. */
  readonly parts: readonly string[];
}

const packing = /\.(?:gz|zst|zip|bz2|xz)$/i;
const ending = /\.(?:log|txt|json|ndjson|jsonl|csv|tsv|xml|out|raw|evtx)$/i;

/**
 * The files below `--data`, found by the longest common end of their path with the URL or path a test gives. Compression and the
 * ending of the name may differ (`.log` kept as `.log.txt`), and a folder named like the file may be left out.
 *
 * Many data sets call their file `windows-sysmon.log`, so a common name is not enough: the common end must cover the whole path of
 * the file below `--data`, or the whole path of the data; for published attack data, the path after `datasets/`. A path of another
 * kind may also be met by the only file of that name.
 */
export class DataFiles {
  readonly #byStem = new Map<string, KnownFile[]>();

  /** Paths below the data folder, with `/` between folders. */
  constructor(paths: Iterable<string>) {
    for (const path of paths) {
      const { parts, name } = comparable(path);
      const stem = parts.at(-1)!;
      const file = { path, name, parts };
      const known = this.#byStem.get(stem);
      if (known === undefined) this.#byStem.set(stem, [file]);
      else known.push(file);
    }
  }

  find(data: string): FoundData {
    const path = pathOf(data);
    const { parts, name } = comparable(path);
    const candidates = this.#byStem.get(parts.at(-1) ?? '') ?? [];
    const datasets = parts.slice(0, -1).indexOf('datasets');
    const needed = parts.length - (datasets < 0 ? 0 : datasets + 1);
    const only = candidates.filter((each) => bareName(each.name) === bareName(name)).length === 1;
    const ranked = candidates
      .map((file) => ({ file, common: commonEnd(file.parts, parts) }))
      .filter(({ file, common }) => {
        if (common >= needed || common >= file.parts.length) return true;
        return datasets < 0 && only && bareName(file.name) === bareName(name);
      })
      .sort(
        (a, b) =>
          b.common - a.common ||
          exactness(b.file, name) - exactness(a.file, name) ||
          (a.file.path < b.file.path ? -1 : 1),
      );
    const best = ranked[0];
    if (best !== undefined) return { kind: 'file', file: best.file.path };
    return {
      kind: 'missing',
      near: candidates
        .map((each) => each.path)
        .sort()
        .slice(0, 3),
    };
  }
}

/** The path of a URL, or the path itself. */
function pathOf(data: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]*(\/[^?#]*)/i.exec(data);
  if (url === null) return data.replaceAll('\\', '/');
  try {
    return decodeURIComponent(url[1]!);
  } catch {
    return url[1]!;
  }
}

function comparable(path: string): { parts: string[]; name: string } {
  const segments = path.split('/').filter((each) => each !== '' && each !== '.');
  const name = segments.pop() ?? '';
  const stem = stemOf(name);
  const last = segments.at(-1);
  if (last !== undefined && stemOf(last) === stem) segments.pop();
  return { parts: [...segments.map((each) => each.toLowerCase()), stem], name };
}

function stemOf(name: string): string {
  let stem = name.toLowerCase();
  for (let before = ''; before !== stem; ) {
    before = stem;
    stem = stem.replace(packing, '').replace(ending, '');
  }
  return stem;
}

function bareName(name: string): string {
  return name.toLowerCase().replace(packing, '');
}

function commonEnd(a: readonly string[], b: readonly string[]): number {
  let common = 0;
  while (common < a.length && common < b.length && a[a.length - 1 - common] === b[b.length - 1 - common]) common++;
  return common;
}

function exactness(file: KnownFile, name: string): number {
  if (file.name === name) return 2;
  return bareName(file.name) === bareName(name) ? 1 : 0;
}

/** What a file of Git Large File Storage holds until its content is fetched. */
export function isLfsPointer(head: string): boolean {
  return head.startsWith('version https://git-lfs.github.com/spec/');
}

function shellQuoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The command that fetches data which is not there; undefined for a path that is no URL. */
export function fetchCommand(data: string, folder: string): string | undefined {
  if (!isWebAddress(data)) return undefined;
  const segments = pathOf(data)
    .split('/')
    .filter((each) => each !== '' && each !== '.' && each !== '..');
  const from = segments.indexOf('datasets');
  const below = from < 0 ? segments.slice(-1) : segments.slice(from);
  const target = `${folder.replace(/\/+$/, '')}/${below.join('/')}`;
  return `curl --fail --location --create-dirs --output ${shellQuoted(target)} ${shellQuoted(data)}`;
}

/** The command that replaces a pointer file by its content; the path is relative to `folder`. */
export function pullCommand(path: string, folder: string): string {
  const slash = path.lastIndexOf('/');
  const inside = slash < 0 ? folder : `${folder.replace(/\/+$/, '')}/${path.slice(0, slash)}`;
  return `git -C ${shellQuoted(inside)} lfs pull --include ${shellQuoted(`**/${path.slice(slash + 1)}`)}`;
}
