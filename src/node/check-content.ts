import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createSchemaValidator } from '../content/schema/validator.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { loadDataModels } from '../knowledge/data-model.js';
import { defaultConfig, type LintConfig, readLintConfig } from '../lint/config.js';
import type { ContentListing, EarlierContent } from '../lint/define.js';
import { type LintReport, lintContent } from '../lint/lint.js';
import { createSource } from '../source/source.js';
import type { LookupTable } from '../values/lookup-index.js';
import { readTextFile, systemReason } from './content-files.js';
import { findContentRoot } from './content-root.js';
import { earlierContent } from './earlier-content.js';
import { fieldSchemas } from './field-schemas.js';
import { type LoadedContent, loadContent } from './load-content.js';
import { loadKnowledge } from './load-knowledge.js';

export interface CheckOptions {
  /** Files or folders to check; findings about other files are left out. */
  readonly paths: readonly string[];
  readonly content?: string;
  /** `escudo.yml`; looked for at the content root and above the paths when absent. */
  readonly config?: string;
  /** A git revision to compare with. */
  readonly since?: string;
  /** `2026-05-17`. */
  readonly today: string;
  readonly knowledge?: readonly string[];
  readonly userContent?: readonly string[];
  readonly macroFlags?: readonly string[];
  readonly progress?: (done: number, total: number) => void;
}

export interface CheckResult {
  readonly report: LintReport;
  readonly content: LoadedContent;
  /** About the check itself: its configuration, its paths, git. */
  readonly diagnostics: readonly Diagnostic[];
}

const mostConfigBytes = 1024 * 1024;
const listed = [
  'lookups',
  'detections',
  'macros',
  'data_sources',
  'deployments',
  'baselines',
  'dashboards',
  'playbooks',
  'stories',
];
const mostListed = 200_000;

/** Loads content and checks it. */
export async function checkContent(options: CheckOptions): Promise<CheckResult> {
  const diagnostics: Diagnostic[] = [];
  const configPath = options.config ?? (await findConfig(options));
  const config = configPath === undefined ? defaultConfig : await loadConfig(configPath, diagnostics);
  // Content roots that the configuration names bring macros and lookups; they lie relative to it.
  const more = configPath === undefined ? [] : config.content.map((folder) => resolve(dirname(configPath), folder));
  const [content, knowledge] = await Promise.all([
    loadContent({
      rules: options.paths,
      validate: true,
      providedMacros: config.provided.macros,
      ...(options.content === undefined ? {} : { content: options.content }),
      userContent: [...more, ...(options.userContent ?? [])],
      ...(options.macroFlags === undefined ? {} : { macroFlags: options.macroFlags }),
    }),
    loadKnowledge(options.knowledge ?? []),
  ]);
  diagnostics.push(...knowledge.diagnostics);
  const { tables, diagnostics: ofTables } = await readTables(content);
  const models = loadDataModels(knowledge.files.datamodels).models;
  const root = content.roots[0];
  const since =
    options.since === undefined || root === undefined ? undefined : await loadEarlier(root, options.since, diagnostics);
  const listing = root === undefined ? undefined : await listContent(root);
  const report = lintContent(
    { ...content, diagnostics: [...content.diagnostics, ...ofTables] },
    {
      config,
      schemas: fieldSchemas(models, content.catalog, tables),
      today: options.today,
      tables,
      ...(listing === undefined ? {} : { listing }),
      ...(since === undefined ? {} : { since }),
      ...(options.progress === undefined ? {} : { progress: options.progress }),
      only: await isAskedFor(options.paths),
    },
  );
  return { report, content, diagnostics };
}

async function loadConfig(path: string, diagnostics: Diagnostic[]): Promise<LintConfig> {
  try {
    const read = await readTextFile(path, mostConfigBytes);
    if (!('text' in read)) {
      diagnostics.push(
        diagnostic('content-unreadable', {
          path,
          reason: read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file',
        }),
      );
      return defaultConfig;
    }
    const loaded = readLintConfig(createSource(path, read.text), await createSchemaValidator());
    diagnostics.push(...loaded.diagnostics);
    return loaded.config;
  } catch (error) {
    diagnostics.push(diagnostic('content-unreadable', { path, reason: systemReason(error) }));
    return defaultConfig;
  }
}

async function findConfig(options: CheckOptions): Promise<string | undefined> {
  const start = options.content ?? options.paths[0] ?? '.';
  const root = options.content ?? (await findContentRoot(start));
  for (let folder = resolve(root ?? start); ; folder = dirname(folder)) {
    const path = join(folder, 'escudo.yml');
    try {
      if ((await stat(path)).isFile()) return path;
    } catch {
      // Not here.
    }
    if (dirname(folder) === folder) return undefined;
  }
}

async function loadEarlier(
  root: string,
  revision: string,
  diagnostics: Diagnostic[],
): Promise<EarlierContent | undefined> {
  const found = await earlierContent(root, revision);
  if ('earlier' in found) return found.earlier;
  diagnostics.push(diagnostic('content-unreadable', { path: revision, reason: found.problem }));
  return undefined;
}

/** The rows of every lookup of the content; what is wrong with a file is a diagnostic. */
async function readTables(
  content: LoadedContent,
): Promise<{ tables: Map<string, LookupTable>; diagnostics: Diagnostic[] }> {
  const tables = new Map<string, LookupTable>();
  const diagnostics: Diagnostic[] = [];
  await Promise.all(
    content.lookups.map(async (lookup) => {
      const result = await content.catalog.table(lookup.name);
      if (result === undefined) return;
      tables.set(lookup.name, result.table);
      diagnostics.push(...result.diagnostics);
    }),
  );
  return { tables, diagnostics };
}

/** The paths of the files below the folders of a content root. Links are not followed. */
async function listContent(root: string): Promise<ContentListing> {
  const paths: string[] = [];
  const visit = async (folder: string, below: string): Promise<void> => {
    let entries: import('node:fs').Dirent[];
    try {
      entries = await readdir(folder, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries) {
      if (paths.length >= mostListed) return;
      const path = `${below}/${entry.name}`;
      if (entry.isDirectory()) await visit(join(folder, entry.name), path);
      else paths.push(path);
    }
  };
  for (const name of listed) await visit(join(root, name), name);
  const known = new Set(paths);
  return { paths: paths.sort(), has: (path) => known.has(path) };
}

/** Whether a file lies in what the user asked to check. */
async function isAskedFor(paths: readonly string[]): Promise<(file: string) => boolean> {
  const folders = paths.map((path) => resolve(path));
  return (file) => {
    if (file.startsWith('<')) return true;
    const at = resolve(file);
    return folders.some((folder) => at === folder || at.startsWith(folder === '/' ? folder : `${folder}/`));
  };
}
