import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { assembleItems } from '../../content/content.js';
import { createSchemaValidator } from '../../content/schema/validator.js';
import { tableColumns } from '../../content/table-columns.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { lintOverview } from '../../lint/apply-rules.js';
import { defaultConfig, type LintConfig, readLintConfig } from '../../lint/config.js';
import type { EarlierContent } from '../../lint/define.js';
import { rulesOf } from '../../lint/lint.js';
import { type LintReport, reportOf } from '../../lint/report.js';
import { createSource } from '../../source/source.js';
import { isBelowAny, readTextFile, systemReason } from '../content/content-files.js';
import { contentReader } from '../content/content-reader.js';
import { findContentRoot } from '../content/content-root.js';
import { earlierContent } from '../content/earlier-content.js';
import { type GatheredContent, type GatheredFile, gatherContent } from '../content/gather-content.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';
import { type CheckPart, type CheckTask, environmentOf, LocalCheckPart } from './check-part.js';
import { CheckThread } from './check-thread.js';
import { existingFiles, listContent } from './list-content.js';

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
  /** Threads, this one included. Default: as many as the machine runs at once, fewer for few files. */
  readonly jobs?: number;
  readonly progress?: (done: number, total: number) => void;
}

export interface CheckResult {
  readonly report: LintReport;
  /** About the check itself: its configuration, its paths, git. */
  readonly diagnostics: readonly Diagnostic[];
}

const mostConfigBytes = 1024 * 1024;

/**
 * Reads content and checks it, in several threads when that is worth it: each reads a part of the files and, once it is known
 * what all of them bring, checks the searches of its part. The result is the same for any number of threads.
 */
export async function checkContent(
  options: CheckOptions,
  startThread: (files: readonly GatheredFile[]) => CheckPart = (files) => new CheckThread(files),
): Promise<CheckResult> {
  const diagnostics: Diagnostic[] = [];
  const configPath = options.config ?? (await findConfig(options));
  const config = configPath === undefined ? defaultConfig : await loadConfig(configPath, diagnostics);
  // Content roots that the configuration names bring macros and lookups; they lie relative to it.
  const more = configPath === undefined ? [] : config.content.map((folder) => resolve(dirname(configPath), folder));
  const all = await gatherContent({
    rules: options.paths,
    ...(options.content === undefined ? {} : { content: options.content }),
    userContent: [...more, ...(options.userContent ?? [])],
    companions: true,
  });
  // What is wrong in the configuration has been said.
  const isConfig = (path: string) => configPath !== undefined && resolve(path) === resolve(configPath);
  const { mounts } = all;
  const gathered = { mounts, diagnostics: all.diagnostics, files: all.files.filter(({ path }) => !isConfig(path)) };
  // One thread keeps a second core busy with collecting garbage and compiling.
  const jobs =
    options.jobs ?? Math.min(availableParallelism() - 1, Math.floor(gathered.files.length / filesWorthAThread));
  const parts = partsOf(gathered.files, Math.min(jobs, gathered.files.length), startThread);
  try {
    return { report: await checkParts(parts, gathered, config, options, diagnostics), diagnostics };
  } finally {
    for (const part of parts) part.close();
  }
}

/** A thread takes a tenth of a second until it can read its first file. */
const filesWorthAThread = 250;

/** The files dealt out to parts in turn, the first part in this thread and the others in threads of their own. */
function partsOf(
  files: readonly GatheredFile[],
  count: number,
  startThread: (files: readonly GatheredFile[]) => CheckPart,
): CheckPart[] {
  if (count <= 1) return [new LocalCheckPart(files)];
  const dealt = (part: number) => files.filter((_, index) => index % count === part);
  const threads = Array.from({ length: count - 1 }, (_, index) => startThread(dealt(index + 1)));
  return [new LocalCheckPart(dealt(0)), ...threads];
}

/** Puts what the parts said of the files in turn back into the order of the files. */
function inTurn<T>(ofParts: readonly (readonly T[])[]): T[] {
  const all: T[] = [];
  for (let round = 0; round < (ofParts[0]?.length ?? 0); round++)
    for (const part of ofParts) if (round < part.length) all.push(part[round]!);
  return all;
}

async function checkParts(
  parts: readonly CheckPart[],
  gathered: GatheredContent,
  config: LintConfig,
  options: CheckOptions,
  diagnostics: Diagnostic[],
): Promise<LintReport> {
  const root = gathered.mounts[0]?.folder;
  const [knowledge, since, inFolders, ...ofParts] = await Promise.all([
    loadKnowledge(options.knowledge ?? []),
    options.since === undefined || root === undefined ? undefined : loadEarlier(root, options.since, diagnostics),
    root === undefined ? undefined : listContent(root),
    ...parts.map((part) => part.read()),
  ]);
  diagnostics.push(...knowledge.diagnostics);
  const readings = inTurn(ofParts);
  const content = assembleItems(
    readings.map(({ items }) => ({ ...items, detections: [], baselines: [], dashboards: [] })),
    {
      reader: contentReader(gathered.mounts),
      providedMacros: config.provided.macros,
      ...(options.macroFlags === undefined ? {} : { macroFlags: options.macroFlags }),
    },
  );
  const detections = readings.flatMap((each) => each.detections);
  const baselines = readings.flatMap((each) => each.baselines);
  const tables = await tableColumns(content);
  const testFiles = readings.flatMap((each) => each.testFiles);
  const listed = root === undefined ? undefined : [...(inFolders ?? []), ...(await existingFiles(root, testFiles))];
  const task: CheckTask = {
    macros: content.macros,
    catalogMacros: [...content.macros, ...config.provided.macros],
    lookups: content.lookups,
    deployments: content.deployments,
    dataSources: content.dataSources,
    detections: detections.map(({ fileName, name }) => ({ fileName, name })),
    columns: tables.columns,
    exactWildcards: tables.exactWildcards,
    datamodels: knowledge.files.datamodels,
    listed,
    today: options.today,
    since,
    severities: config.severities,
    provided: { lookups: config.provided.lookups, dataModels: config.provided.dataModels },
  };
  const dashboards = readings.reduce((sum, each) => sum + each.dashboards, 0);
  const total = detections.length + baselines.length + dashboards;
  let done = 0;
  const progress = (more: number): void => {
    done += more;
    options.progress?.(done, total);
  };
  const found = await Promise.all(parts.map((part) => part.check(task, progress)));
  const environment = environmentOf(task);
  const files = readings.flatMap(({ file }) => file ?? []);
  const overview = {
    ...environment.content,
    searches: [...detections, ...baselines],
    companions: content.companions,
    heads: content.heads,
    files,
    isWhole: root !== undefined && isAskedFor(options.paths)(root),
  };
  return reportOf({
    found: [
      ...gathered.diagnostics,
      ...content.diagnostics,
      ...tables.diagnostics,
      ...inTurn(found).flat(),
      ...lintOverview(overview, rulesOf(config.severities), environment),
    ],
    suppressions: readings.flatMap((each) => each.suppressions),
    checked: {
      detections: detections.length,
      baselines: baselines.length,
      dashboards,
      macros: content.macros.length,
      lookups: content.lookups.length,
      files: files.length,
    },
    config,
    only: isAskedFor(options.paths),
  });
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

/** Whether a file or folder lies in what the user asked to check, or is none. */
function isAskedFor(paths: readonly string[]): (file: string) => boolean {
  const isBelow = isBelowAny(paths);
  return (file) => file.startsWith('<') || isBelow(file);
}
