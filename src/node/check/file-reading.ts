import { isRemoved } from '../../content/content-kind.js';
import { type Detection, isWebAddress } from '../../content/detection.js';
import { type ContentFile, type ContentItems, readContentFile } from '../../content/read-file.js';
import type { SchemaValidator } from '../../content/schema/validator.js';
import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import { type FileIdentity, identityOf, type SearchIdentity } from '../../lint/content-overview.js';
import type { SearchOwner } from '../../lint/file-search.js';
import { type Suppression, suppressionsOf } from '../../lint/suppressions.js';

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

/** What is known of a file before it is read. */
export const nothingRead: FileReading = {
  file: undefined,
  items: { macros: [], lookups: [], deployments: [], dataSources: [], companions: [], heads: [], diagnostics: [] },
  detections: [],
  baselines: [],
  dashboards: 0,
  testFiles: [],
  suppressions: [],
};

/** A file as a check reads it. */
export interface CheckedFile {
  readonly reading: FileReading;
  /** What is checked search by search. */
  readonly owners: readonly SearchOwner[];
  /** All that the file gave. */
  readonly items: ContentItems;
}

/** Reads a file, or takes down why it could not be read. */
export function readForCheck(file: ContentFile | Diagnostic, validator: SchemaValidator): CheckedFile {
  return 'source' in file ? readOne(file, validator) : unreadableFile(file);
}

function readOne(file: ContentFile, validator: SchemaValidator): CheckedFile {
  const all = readContentFile(file, validator);
  const { detections: read, baselines: readBaselines, dashboards: readDashboards, ...items } = all;
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
    items: all,
  };
}

function testFilesOf({ tests }: Detection): string[] {
  const data = tests.flatMap(({ attackData }) => attackData.map((each) => each.data));
  return data.filter((each) => each !== '' && !isWebAddress(each));
}

function unreadableFile(problem: Diagnostic): CheckedFile {
  const items = { ...nothingRead.items, diagnostics: [problem] };
  return {
    reading: { ...nothingRead, items },
    owners: [],
    items: { ...items, detections: [], baselines: [], dashboards: [] },
  };
}
