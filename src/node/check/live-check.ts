import { isAbsolute, relative, sep } from 'node:path';
import { type ContentFile, type ContentItems, mergeItems } from '../../content/read-file.js';
import { createSchemaValidator, type SchemaValidator } from '../../content/schema/validator.js';
import { type TableColumns, tableColumns } from '../../content/table-columns.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type LoadedDataModels, loadDataModels } from '../../knowledge/data-model.js';
import { lintOverview, OwnerLinting } from '../../lint/apply-rules.js';
import type { LintDiagnostic, LintEnvironment } from '../../lint/define.js';
import { rulesOf } from '../../lint/lint.js';
import { reportOf } from '../../lint/report.js';
import { rootPlace } from '../../source/origin-map.js';
import { fileWithText, type GatheredFile, isGathered, readGathered } from '../content/gather-content.js';
import { loadKnowledge } from '../knowledge/load-knowledge.js';
import { type CheckSetting, environmentOf, overviewOfReadings, sharedContent, taskOf } from './check-task.js';
import { ContentScan, type LiveFile } from './content-scan.js';
import { type CheckedFile, type FileReading, readForCheck } from './file-reading.js';
import type { FilesOfCheck } from './gather-for-check.js';
import { existingFiles } from './list-content.js';

/** What is checked while it is edited, and how. */
export interface LiveOptions extends FilesOfCheck {
  /** The content root; undefined for files that belong to none. */
  readonly root: string | undefined;
  readonly knowledge?: readonly string[];
  readonly macroFlags?: readonly string[];
  /** Today as `2026-05-17`. */
  readonly today: () => string;
  /** Told while many files are read. */
  readonly progress?: (done: number, total: number) => void;
}

/** A file that somebody edits, as it is now. */
export interface LiveDocument {
  readonly file: ContentFile;
  readonly items: ContentItems;
  readonly environment: LintEnvironment;
}

/** A text that stands for a file. */
interface OpenText {
  readonly text: string;
  /** The path by which the file is known; the editor may call it by another one. */
  entry: string;
  /** The file as it was read from this text; undefined until it is asked for. */
  read: (CheckedFile & { readonly file: ContentFile | Diagnostic }) | undefined;
  /** What its searches were found to have, in the environment of now. */
  found: readonly LintDiagnostic[] | undefined;
}

/** What files bring together, made ready for those who check searches. */
interface Shared {
  readonly tables: TableColumns & { readonly diagnostics: readonly Diagnostic[] };
  readonly environment: LintEnvironment;
  readonly linting: OwnerLinting;
}

/**
 * The check of content of which some files are being edited: says of these what `escudo check` says of them once they are saved.
 * All files are read once; then an edit costs reading and checking one file, and the looks at all content together.
 */
export class LiveCheck {
  readonly #options: LiveOptions;
  readonly #scan: ContentScan;
  /** Texts of the editor by path, as the editor names it. */
  readonly #open = new Map<string, OpenText>();
  /** Schemas are compiled when they are first asked for. */
  #validator: SchemaValidator | undefined;
  #models: LoadedDataModels['models'] | undefined;
  #datamodels: CheckSetting['datamodels'] = [];
  #knowledgeProblems: readonly Diagnostic[] = [];
  #shared: Shared | undefined;
  #today = '';
  /** The files that tests name and that are there, as of the last look at the disk. */
  #testData = '';
  /** Files may have changed on the disk. */
  #toScan = true;
  /** What is shared is not what files bring any more; so are tables. */
  #stale = { shared: true, tables: true };
  /** The findings of now. */
  #last: ReadonlyMap<string, readonly LintDiagnostic[]> | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#scan = new ContentScan(options);
  }

  /** Gives the text of a file in the editor, which counts instead of the one on the disk. */
  put(path: string, text: string): void {
    if (this.#open.get(path)?.text === text) return;
    const entry = this.#open.get(path)?.entry ?? path;
    this.#open.set(path, { text, entry, read: undefined, found: undefined });
    this.#last = undefined;
  }

  /** The editor has closed a file: what is on the disk counts. */
  release(path: string): void {
    if (!this.#open.delete(path)) return;
    this.#toScan = true;
    this.#last = undefined;
  }

  /** Files may have changed on the disk, or have come or gone: looks for what has before the next answer. */
  lookAgain(): void {
    this.#toScan = true;
  }

  /** The content root; undefined for a check of files that belong to none. */
  get root(): string | undefined {
    return this.#options.root;
  }

  /** What is wrong with the configuration, and with what the options name, as of the last answer. */
  get problems(): readonly Diagnostic[] {
    return [...this.#scan.diagnostics, ...this.#knowledgeProblems];
  }

  /** The findings about every file in the editor that is content, by its path. */
  findings(): Promise<ReadonlyMap<string, readonly LintDiagnostic[]>> {
    return this.#next(async () => {
      const setting = await this.#refresh();
      this.#last ??= this.#report(setting);
      return this.#last;
    });
  }

  /** A file in the editor; undefined for one that is no content, or cannot be read. */
  document(path: string): Promise<LiveDocument | undefined> {
    return this.#next(async () => {
      await this.#refresh();
      const read = this.#open.get(path)?.read;
      if (read === undefined || !('source' in read.file)) return undefined;
      return { file: read.file, items: read.items, environment: this.#shared!.environment };
    });
  }

  /** One answer after the other: each begins by bringing up to date what the one before may have been about to. */
  #next<T>(work: () => Promise<T>): Promise<T> {
    const answer = this.#turn.then(work);
    this.#turn = answer.catch(() => {});
    return answer;
  }

  async #refresh(): Promise<CheckSetting> {
    this.#validator ??= await createSchemaValidator();
    const validator = this.#validator;
    if (this.#models === undefined) {
      const knowledge = await loadKnowledge(this.#options.knowledge ?? []);
      this.#datamodels = knowledge.files.datamodels;
      this.#knowledgeProblems = knowledge.diagnostics;
      this.#models = loadDataModels(this.#datamodels).models;
    }
    if (this.#toScan) await this.#look(validator);
    for (const [path, open] of this.#open) {
      if (open.read !== undefined) continue;
      const entry = this.#scan.find(open.entry) ?? (await this.#adopt(path));
      if (entry === undefined) continue;
      open.entry = entry.gathered.path;
      const file = fileWithText(entry.gathered, open.text);
      open.read = { ...readForCheck(file, validator), file };
      this.#replace(entry, open.read.reading);
    }
    const today = this.#options.today();
    if (today !== this.#today) this.#stale.shared = true;
    if (this.#stale.shared) this.#last = undefined;
    this.#today = today;
    return this.#share();
  }

  async #look(validator: SchemaValidator): Promise<void> {
    this.#toScan = false;
    const open = new Set([...this.#open.values()].map(({ entry }) => entry));
    const read = async (file: GatheredFile) => readForCheck(await readGathered(file), validator).reading;
    this.#last = undefined;
    try {
      const changed = await this.#scan.look(open, read);
      this.#stale.shared ||= changed.shared;
      this.#stale.tables ||= changed.tables;
      await this.#lookForTestData();
    } catch (error) {
      this.#toScan = true;
      throw error;
    }
    // A file that has gone from the disk lives on in the editor.
    for (const each of this.#open.values()) if (this.#scan.find(each.entry) === undefined) each.read = undefined;
  }

  /** Data of tests may lie anywhere. */
  async #lookForTestData(): Promise<void> {
    const root = this.#scan.mounts[0]?.folder;
    const named = this.#scan.files.flatMap(({ reading }) => reading.testFiles);
    const found = root === undefined ? '' : (await existingFiles(root, named)).join('\n');
    if (found !== this.#testData) this.#stale.shared = true;
    this.#testData = found;
  }

  /** A file that is in the editor only, or that the editor calls by another path. */
  async #adopt(path: string): Promise<LiveFile | undefined> {
    const { root } = this.#options;
    if (root !== undefined && isAbsolute(path)) {
      const below = relative(root, path).split(sep).join('/');
      if (!isGathered(below) || this.#scan.isConfig(path)) return undefined;
    }
    const known = await this.#scan.findReal(path);
    if (known !== undefined) return known;
    this.#stale.shared = true;
    return this.#scan.add(path);
  }

  #replace(entry: LiveFile, reading: FileReading): void {
    const before = entry.reading;
    entry.reading = reading;
    // What was read from the editor is not what the disk has.
    entry.stamp = '';
    if (bringsLookups(before) || bringsLookups(reading)) this.#stale.tables = true;
    if (bringsNames(before) || bringsNames(reading) || !asksTheSame(before, reading)) this.#stale.shared = true;
  }

  async #share(): Promise<CheckSetting> {
    const { config, mounts, inFolders } = this.#scan;
    const setting: CheckSetting = {
      mounts,
      config,
      macroFlags: this.#options.macroFlags ?? [],
      datamodels: this.#datamodels,
      inFolders,
      today: this.#today,
      since: undefined,
    };
    if (this.#shared !== undefined && !this.#stale.shared && !this.#stale.tables) return setting;
    const readings = this.#scan.files.map(({ reading }) => reading);
    const content = sharedContent(readings, setting);
    const tables = this.#stale.tables || this.#shared === undefined ? await tableColumns(content) : this.#shared.tables;
    const task = await taskOf(readings, content, tables, setting);
    const environment = environmentOf(task, this.#models);
    this.#shared = { tables, environment, linting: new OwnerLinting(rulesOf(config.severities), environment) };
    this.#stale = { shared: false, tables: false };
    for (const open of this.#open.values()) open.found = undefined;
    return setting;
  }

  #report(setting: CheckSetting): Map<string, readonly LintDiagnostic[]> {
    const { tables, environment, linting } = this.#shared!;
    const files = this.#scan.files;
    const readings = files.map(({ reading }) => reading);
    const content = sharedContent(readings, setting);
    const byName = new Map<string, LintDiagnostic[]>();
    const opened = [...this.#open].flatMap(([path, { read }]) => (read === undefined ? [] : { path, ...read }));
    for (const { path, reading } of opened) byName.set(reading.file?.name ?? path, []);
    const only = (name: string) => byName.has(name);
    const found: LintDiagnostic[] = [...content.diagnostics, ...tables.diagnostics].filter(
      ({ primary }) => primary !== undefined && only(rootPlace(primary.source, primary.span).source.name),
    );
    for (const open of this.#open.values()) {
      open.found ??= open.read?.owners.flatMap((owner) => linting.lint(owner));
      found.push(...(open.found ?? []));
    }
    const { config } = this.#scan;
    const overview = overviewOfReadings(readings, content, environment.content, this.#options.root !== undefined);
    const items = mergeItems(opened.map((each) => each.items));
    found.push(...lintOverview(overview, rulesOf(config.severities), environment, { items, only }));
    const { findings } = reportOf({
      found,
      // Whether one hides something is found anew each time.
      suppressions: opened.flatMap(({ reading }) => reading.suppressions.map((each) => ({ ...each, used: false }))),
      checked: { detections: 0, baselines: 0, dashboards: 0, macros: 0, lookups: 0, files: 0 },
      config,
      only,
    });
    for (const each of findings) {
      if (each.primary !== undefined)
        byName.get(rootPlace(each.primary.source, each.primary.span).source.name)?.push(each);
    }
    // What keeps a file from being read has no place in it.
    for (const { path, reading } of opened)
      if (reading.file === undefined) byName.get(path)!.push(...reading.items.diagnostics);
    return new Map(opened.map(({ path, reading }) => [path, byName.get(reading.file?.name ?? path)!]));
  }
}

function bringsLookups({ items }: FileReading): boolean {
  return items.lookups.length > 0;
}

/** Whether a file brings what searches of others name. */
function bringsNames({ items }: FileReading): boolean {
  const { macros, lookups, deployments, dataSources } = items;
  return macros.length + lookups.length + deployments.length + dataSources.length > 0;
}

/** Whether a file brings the same detections as before, each of which has a filter macro, and names the same files of tests. */
function asksTheSame(a: FileReading, b: FileReading): boolean {
  const names = ({ detections, testFiles }: FileReading): string =>
    JSON.stringify([detections.map(({ fileName, name }) => [fileName, name]), testFiles]);
  return names(a) === names(b);
}
