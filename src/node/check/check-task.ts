import { Catalog } from '../../content/catalog.js';
import { assembleItems, type Content } from '../../content/content.js';
import type { TableColumns } from '../../content/table-columns.js';
import { type LoadedDataModels, loadDataModels } from '../../knowledge/data-model.js';
import { fieldSchemas } from '../../knowledge/field-schemas.js';
import type { KnowledgeFile } from '../../knowledge/load-source-definitions.js';
import type { LintConfig } from '../../lint/config.js';
import type { ContentOverview, KnownContent, SearchIdentity } from '../../lint/content-overview.js';
import type { EarlierContent, LintEnvironment } from '../../lint/define.js';
import { contentReader, type Mount } from '../content/content-reader.js';
import type { FileReading } from './file-reading.js';
import { existingFiles } from './list-content.js';

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

/** What rules may ask, from the plain data of a task. `models`: those of the task, where somebody has read them. */
export function environmentOf(
  task: CheckTask,
  models: LoadedDataModels['models'] = loadDataModels(task.datamodels).models,
): LintEnvironment {
  const catalog = catalogOf(task);
  const known = task.listed === undefined ? undefined : new Set(task.listed);
  return {
    content: { ...task, catalog },
    schemas: fieldSchemas(models, catalog, task.columns),
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

/** What a check is told besides the files that it reads. */
export interface CheckSetting {
  /** The folders that lookup data is read from, the main content root first. */
  readonly mounts: readonly Mount[];
  readonly config: LintConfig;
  readonly macroFlags: readonly string[];
  readonly datamodels: readonly KnowledgeFile[];
  /** The paths below the folders of the content root; undefined without one. */
  readonly inFolders: readonly string[] | undefined;
  readonly today: string;
  readonly since: EarlierContent | undefined;
}

/** Everything that files bring besides their searches. */
export type SharedContent = Omit<Content, 'files'>;

/** Puts together what was read of files, in their order. */
export function sharedContent(
  readings: readonly FileReading[],
  { mounts, config, macroFlags }: CheckSetting,
): SharedContent {
  return assembleItems(
    readings.map(({ items }) => ({ ...items, detections: [], baselines: [], dashboards: [] })),
    { reader: contentReader(mounts), providedMacros: config.provided.macros, macroFlags },
  );
}

/** The task that files make, for those who check searches. */
export async function taskOf(
  readings: readonly FileReading[],
  content: SharedContent,
  tables: TableColumns,
  setting: CheckSetting,
): Promise<CheckTask> {
  const { config, inFolders, mounts } = setting;
  const root = mounts[0]?.folder;
  const testFiles = readings.flatMap((each) => each.testFiles);
  return {
    macros: content.macros,
    catalogMacros: [...content.macros, ...config.provided.macros],
    lookups: content.lookups,
    deployments: content.deployments,
    dataSources: content.dataSources,
    detections: readings.flatMap(({ detections }) => detections.map(({ fileName, name }) => ({ fileName, name }))),
    columns: tables.columns,
    exactWildcards: tables.exactWildcards,
    datamodels: setting.datamodels,
    listed: root === undefined ? undefined : [...(inFolders ?? []), ...(await existingFiles(root, testFiles))],
    today: setting.today,
    since: setting.since,
    severities: config.severities,
    provided: { lookups: config.provided.lookups, dataModels: config.provided.dataModels },
  };
}

/** All content together, as rules see it that ask about all of it. */
export function overviewOfReadings(
  readings: readonly FileReading[],
  { companions, heads }: Pick<SharedContent, 'companions' | 'heads'>,
  known: KnownContent,
  isWhole: boolean,
): ContentOverview {
  return {
    ...known,
    searches: [...readings.flatMap((each) => each.detections), ...readings.flatMap((each) => each.baselines)],
    companions,
    heads,
    files: readings.flatMap(({ file }) => file ?? []),
    isWhole,
  };
}
