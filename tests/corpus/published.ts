import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The published content and logs, which lie beside the repository. */
export const corpus = fileURLToPath(new URL('../../../shared/corpus/escu', import.meta.url));
export const logs = fileURLToPath(new URL('../../../shared/data/events/', import.meta.url));

/** Whether the published content is there. */
export const corpusPresent = existsSync(corpus);
if (!corpusPresent) console.warn('Skipped: the shared ESCU corpus is not there.');

/** Whether the published logs are there, too. */
export const logsPresent = corpusPresent && existsSync(logs);
if (corpusPresent && !logsPresent) console.warn('Skipped: the shared events are not there.');

/** Whether this is `npm run corpus`, which goes through everything; the tests take a sample of the same. */
export const whole = process.env['ESCUDO_CORPUS'] === 'all';

/** A list, or so many of it, evenly spaced, where this is not a run through everything. */
export function chosen<T>(list: readonly T[], size: number): readonly T[] {
  if (whole || list.length <= size) return list;
  return Array.from({ length: size }, (_, index) => list[Math.floor((index * list.length) / size)]!);
}

/** Files of published content below one of its folders: all of them, or a sample. */
export function publishedFiles(folder: string, sample: number): readonly string[] {
  const paths = readdirSync(`${corpus}/${folder}`, { recursive: true, encoding: 'utf8' });
  const files = paths.filter((path) => /\.ya?ml$/.test(path)).sort();
  return chosen(files, sample).map((path) => `${corpus}/${folder}/${path}`);
}

/** A published log, and what it does not say itself. */
export interface PublishedLog {
  readonly path: string;
  readonly defaults: { readonly sourcetype: string; readonly source: string };
}

/** The detections whose own tests replay logs that are here, as the map beside the logs pairs them. */
export function pairedDetections(): { readonly files: string[]; readonly logs: PublishedLog[] } {
  const map = JSON.parse(readFileSync(`${logs}escu_map.json`, 'utf8')) as {
    readonly in_oct2024_tree: string | null;
    readonly file: string;
    readonly sourcetype: string;
    readonly source: string;
  }[];
  const here = map.filter(({ in_oct2024_tree: path }) => path !== null && existsSync(`${corpus}/${path}`));
  const byPath = new Map(
    here.map(({ file, sourcetype, source }) => [file, { path: `${logs}${file}`, defaults: { sourcetype, source } }]),
  );
  return {
    files: [...new Set(here.map(({ in_oct2024_tree: path }) => `${corpus}/${path}`))],
    logs: [...byPath.values()],
  };
}
