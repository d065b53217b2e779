import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { KnowledgeFiles } from '../../api/knowledge.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import type { KnowledgeFile } from '../../knowledge/load-source-definitions.js';
import { readTextFile, systemReason } from '../content/content-files.js';
import { readAddOns } from './read-add-ons.js';

const folders = ['sources', 'datamodels'] as const;
const maxBytes = 8 * 1024 * 1024;

interface KnowledgeText {
  readonly name: string;
  readonly text: string;
}

type KnowledgeTexts = Record<(typeof folders)[number], KnowledgeText[]>;

/** The parsed files as the build writes them, with the hash of the texts they were parsed from. */
export interface PackedKnowledge extends KnowledgeFiles {
  readonly hash: string;
}

const here = dirname(fileURLToPath(import.meta.url));

/** Where the build puts the parsed knowledge, beside this code: parsing 50 YAML files takes longer than most searches. */
export const packedPath = join(here, 'knowledge.json');

/** The folder `rules/` that comes with escudo. */
export async function shippedRules(): Promise<string> {
  for (let folder = here; ; folder = dirname(folder)) {
    const rules = join(folder, 'rules');
    try {
      if ((await stat(join(rules, 'sources'))).isDirectory()) return rules;
    } catch {
      if (dirname(folder) === folder) throw new Error('The folder rules/ of the package is missing.');
    }
  }
}

let shipped: Promise<KnowledgeFiles> | undefined;

/**
 * Source definitions and data models: those that come with escudo, then those of the user's folders, each with
 * `sources/` and `datamodels/` in it, or Splunk add-ons with props.conf and the like.
 */
export async function loadKnowledge(
  userFolders: readonly string[] = [],
): Promise<{ files: KnowledgeFiles; diagnostics: Diagnostic[] }> {
  shipped ??= loadShipped();
  const files: { sources: KnowledgeFile[]; datamodels: KnowledgeFile[] } = {
    sources: [...(await shipped).sources],
    datamodels: [...(await shipped).datamodels],
  };
  const diagnostics: Diagnostic[] = [];
  for (const folder of userFolders) {
    const texts = await readTexts(folder, diagnostics);
    const addOns = await readAddOns(folder, diagnostics);
    files.sources.push(...addOns);
    if (addOns.length === 0 && folders.every((kind) => texts[kind].length === 0)) {
      diagnostics.push(diagnostic('content-nothing-found', { path: folder }));
    }
    const parsed = await parseTexts(texts, diagnostics);
    for (const kind of folders) files[kind].push(...parsed[kind]);
  }
  return { files, diagnostics };
}

/** What the build packs: the files of a folder `rules/`, parsed. Rejects where one cannot be read or is no YAML. */
export async function parseShipped(rules?: string): Promise<PackedKnowledge> {
  const diagnostics: Diagnostic[] = [];
  const texts = await readTexts(rules ?? (await shippedRules()), diagnostics);
  const parsed = await parseTexts(texts, diagnostics);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return { hash: hashOf(texts), ...parsed };
}

async function loadShipped(): Promise<KnowledgeFiles> {
  const texts = await readTexts(await shippedRules(), []);
  try {
    const packed = JSON.parse(await readFile(packedPath, 'utf8')) as PackedKnowledge;
    if (packed.hash === hashOf(texts)) return packed;
  } catch {
    // Not built, or built by another version: the texts are what counts.
  }
  return parseTexts(texts, []);
}

function hashOf(texts: KnowledgeTexts): string {
  const hash = createHash('sha256');
  for (const kind of folders) {
    for (const { name, text } of texts[kind]) hash.update(`${kind}/${name}\0${text.length}\0${text}`);
  }
  return hash.digest('hex');
}

async function readTexts(folder: string, diagnostics: Diagnostic[]): Promise<KnowledgeTexts> {
  const texts: KnowledgeTexts = { sources: [], datamodels: [] };
  const reads = folders.map(async (kind) => {
    let names: string[];
    try {
      names = await readdir(join(folder, kind));
    } catch {
      return;
    }
    const wanted = names.filter((name) => /\.ya?ml$|\.json$/i.test(name)).sort();
    const found = await Promise.all(
      wanted.map(async (name): Promise<KnowledgeText | undefined> => {
        const path = join(folder, kind, name);
        try {
          const read = await readTextFile(path, maxBytes);
          if ('text' in read) return { name: `${kind}/${name}`, text: read.text };
          const reason = read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file';
          diagnostics.push(diagnostic('content-unreadable', { path, reason }));
        } catch (error) {
          diagnostics.push(diagnostic('content-unreadable', { path, reason: systemReason(error) }));
        }
        return undefined;
      }),
    );
    texts[kind] = found.filter((each) => each !== undefined);
  });
  await Promise.all(reads);
  return texts;
}

async function parseTexts(texts: KnowledgeTexts, diagnostics: Diagnostic[]): Promise<KnowledgeFiles> {
  const { parse } = await import('yaml');
  const parsed = (list: readonly KnowledgeText[]): KnowledgeFile[] =>
    list.flatMap(({ name, text }) => {
      try {
        return [{ name, data: parse(text, { maxAliasCount: 100 }) as unknown }];
      } catch (error) {
        diagnostics.push(diagnostic('content-unreadable', { path: name, reason: firstLine(error) }));
        return [];
      }
    });
  return { sources: parsed(texts.sources), datamodels: parsed(texts.datamodels) };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/:$/, '');
}
