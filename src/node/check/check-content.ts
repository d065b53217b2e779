import { availableParallelism } from 'node:os';
import { tableColumns } from '../../content/table-columns.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { lintOverview } from '../../lint/apply-rules.js';
import type { LintConfig } from '../../lint/config.js';
import type { EarlierContent } from '../../lint/define.js';
import { rulesOf } from '../../lint/lint.js';
import { type LintReport, reportOf } from '../../lint/report.js';
import { isBelowAny } from '../content/content-files.js';
import { earlierContent } from '../content/earlier-content.js';
import type { GatheredContent, GatheredFile } from '../content/gather-content.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';
import { type CheckPart, LocalCheckPart } from './check-part.js';
import { type CheckSetting, environmentOf, overviewOfReadings, sharedContent, taskOf } from './check-task.js';
import { CheckThread } from './check-thread.js';
import type { FileReading } from './file-reading.js';
import { type FilesOfCheck, gatherForCheck } from './gather-for-check.js';
import { listContent } from './list-content.js';

/** What to check, and how. Findings about other files than `paths` are left out. */
export interface CheckOptions extends FilesOfCheck {
  /** A git revision to compare with. */
  readonly since?: string;
  /** `2026-05-17`. */
  readonly today: string;
  readonly knowledge?: readonly string[];
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

/**
 * Reads content and checks it, in several threads when that is worth it: each reads a part of the files and, once it is known
 * what all of them bring, checks the searches of its part. The result is the same for any number of threads.
 */
export async function checkContent(
  options: CheckOptions,
  startThread: (files: readonly GatheredFile[]) => CheckPart = (files) => new CheckThread(files),
): Promise<CheckResult> {
  const diagnostics: Diagnostic[] = [];
  const { config, gathered } = await gatherForCheck(options, diagnostics);
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
  const setting: CheckSetting = {
    mounts: gathered.mounts,
    config,
    macroFlags: options.macroFlags ?? [],
    datamodels: knowledge.files.datamodels,
    inFolders,
    today: options.today,
    since,
  };
  const content = sharedContent(readings, setting);
  const tables = await tableColumns(content);
  const task = await taskOf(readings, content, tables, setting);
  const count = (of: (reading: FileReading) => number) => readings.reduce((sum, each) => sum + of(each), 0);
  const detections = count((each) => each.detections.length);
  const baselines = count((each) => each.baselines.length);
  const dashboards = count((each) => each.dashboards);
  const total = detections + baselines + dashboards;
  let done = 0;
  const progress = (more: number): void => {
    done += more;
    options.progress?.(done, total);
  };
  const found = await Promise.all(parts.map((part) => part.check(task, progress)));
  const environment = environmentOf(task);
  const isWhole = root !== undefined && isAskedFor(options.paths)(root);
  const overview = overviewOfReadings(readings, content, environment.content, isWhole);
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
      detections,
      baselines,
      dashboards,
      macros: content.macros.length,
      lookups: content.lookups.length,
      files: overview.files.length,
    },
    config,
    only: isAskedFor(options.paths),
  });
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
