import { Catalog } from '../../content/catalog.js';
import { isRemoved } from '../../content/content-kind.js';
import { type Detection, isWebAddress } from '../../content/detection.js';
import { type ContentItems, readContentFile } from '../../content/read-file.js';
import { createSchemaValidator, type SchemaValidator } from '../../content/schema/validator.js';
import type { TableColumns } from '../../content/table-columns.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { loadDataModels } from '../../knowledge/data-model.js';
import { fieldSchemas } from '../../knowledge/field-schemas.js';
import type { KnowledgeFile } from '../../knowledge/load-source-definitions.js';
import { OwnerLinting } from '../../lint/apply-rules.js';
import type { LintConfig } from '../../lint/config.js';
import { type FileIdentity, identityOf, type KnownContent, type SearchIdentity } from '../../lint/content-overview.js';
import type { EarlierContent, LintDiagnostic, LintEnvironment } from '../../lint/define.js';
import type { SearchOwner } from '../../lint/file-search.js';
import { rulesOf } from '../../lint/lint.js';
import { type Suppression, suppressionsOf } from '../../lint/suppressions.js';
import type { GatheredFile } from '../content/gather-content.js';
import { readFiles } from '../content/load-content.js';

/** What the rest of a check has to know of one file; plain data. */
export interface FileReading {
  /** Undefined for a file that could not be read. */
  readonly file: FileIdentity | undefined;
  readonly items: Omit<ContentItems, 'detections' | 'baselines' | 'dashboards'>;
  readonly detections: readonly SearchIdentity[];
  readonly baselines: readonly SearchIdentity[];
  /** How many dashboards with searches it holds. */
  readonly dashboards: number;
  /** Files that tests name as their data, as they name them. */
  readonly testFiles: readonly string[];
  readonly suppressions: readonly Suppression[];
}

/** What all files together bring, and what the check was asked: all that a part needs to check its searches. Plain data. */
export interface CheckTask extends Omit<KnownContent, 'catalog'>, TableColumns {
  /** All macros, those of the command line and the configuration too. */
  readonly catalogMacros: KnownContent['macros'];
  /** The detections of all parts, each of which has a filter macro. */
  readonly detections: readonly Pick<SearchIdentity, 'fileName' | 'name'>[];
  readonly datamodels: readonly KnowledgeFile[];
  /** The paths of the content root, and those of the data of tests that exist; undefined without one. */
  readonly listed: readonly string[] | undefined;
  readonly today: string;
  readonly since: EarlierContent | undefined;
  readonly severities: LintConfig['severities'];
  readonly provided: LintEnvironment['provided'];
}

/** A part of a check, in this thread or in another. */
export interface CheckPart {
  /** What the files of the part hold, one reading for each. */
  read(): Promise<readonly FileReading[]>;
  /** The findings about the searches of each file, after `read`. `progress` is told how many searches were checked since it was last told. */
  check(task: CheckTask, progress: (more: number) => void): Promise<readonly (readonly LintDiagnostic[])[]>;
  close(): void;
}

/** Searches between two looks at what else there is to do. */
const searchesAtOnce = 32;

/** A part in this thread: keeps the searches of its files until they are checked. */
export class LocalCheckPart implements CheckPart {
  readonly #files: readonly GatheredFile[];
  #owners: (readonly SearchOwner[])[] = [];

  constructor(files: readonly GatheredFile[]) {
    this.#files = files;
  }

  async read(): Promise<FileReading[]> {
    const validator = await createSchemaValidator();
    const readings: FileReading[] = [];
    for (const file of await readFiles(this.#files)) {
      const { reading, owners } = 'source' in file ? readOne(file, validator) : unreadableFile(file);
      readings.push(reading);
      this.#owners.push(owners);
    }
    return readings;
  }

  async check(task: CheckTask, progress: (more: number) => void): Promise<LintDiagnostic[][]> {
    const linting = new OwnerLinting(rulesOf(task.severities), environmentOf(task));
    const found: LintDiagnostic[][] = [];
    let untold = 0;
    for (const owners of this.#owners) {
      found.push(owners.flatMap((owner) => linting.lint(owner)));
      untold += owners.length;
      if (untold < searchesAtOnce) continue;
      progress(untold);
      untold = 0;
      await new Promise((resolve) => setImmediate(resolve));
    }
    progress(untold);
    return found;
  }

  close(): void {
    this.#owners = [];
  }
}

/** What rules may ask, from the plain data of a task. */
export function environmentOf(task: CheckTask): LintEnvironment {
  const catalog = catalogOf(task);
  const known = task.listed === undefined ? undefined : new Set(task.listed);
  return {
    content: { ...task, catalog },
    schemas: fieldSchemas(loadDataModels(task.datamodels).models, catalog, task.columns),
    listing: known === undefined ? undefined : { paths: [...known], has: (path) => known.has(path) },
    today: task.today,
    since: task.since,
    columns: task.columns,
    exactWildcards: task.exactWildcards,
    provided: task.provided,
  };
}

function catalogOf({ catalogMacros, lookups, deployments, dataSources, detections }: CheckTask): Catalog {
  return new Catalog({ macros: catalogMacros, lookups, deployments, dataSources, detections });
}

interface Read {
  readonly reading: FileReading;
  readonly owners: readonly SearchOwner[];
}

function readOne(file: Parameters<typeof readContentFile>[0], validator: SchemaValidator): Read {
  const {
    detections: read,
    baselines: readBaselines,
    dashboards: readDashboards,
    ...items
  } = readContentFile(file, validator);
  // What is removed is not shipped: its head is looked at, and nothing else.
  const detections = isRemoved(file.path) ? [] : read;
  const baselines = isRemoved(file.path) ? [] : readBaselines;
  const dashboards = isRemoved(file.path) ? [] : readDashboards;
  return {
    reading: {
      file: { path: file.path, name: file.source.name },
      items,
      detections: detections.map(identityOf),
      baselines: baselines.map(identityOf),
      dashboards: dashboards.length,
      testFiles: detections.flatMap(testFilesOf),
      suppressions: suppressionsOf(file.source),
    },
    owners: [...detections, ...baselines, ...dashboards],
  };
}

function testFilesOf({ tests }: Detection): string[] {
  const data = tests.flatMap(({ attackData }) => attackData.map((each) => each.data));
  return data.filter((each) => each !== '' && !isWebAddress(each));
}

function unreadableFile(problem: Diagnostic): Read {
  const nothing = { macros: [], lookups: [], deployments: [], dataSources: [], companions: [], heads: [] };
  const items = { ...nothing, diagnostics: [problem] };
  return {
    reading: { file: undefined, items, detections: [], baselines: [], dashboards: 0, testFiles: [], suppressions: [] },
    owners: [],
  };
}
