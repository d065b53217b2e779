import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { PortedDetection } from '../../src/node/sql/port-content.js';
import { duckdb } from '../../src/sql/dialects/duckdb.js';
import { corpusPresent, publishedFiles, whole } from '../corpus/published.js';
import { duckDbModule } from './engines.js';
import { holdLedger } from './hold-ledger.js';
import { countGrades, type GradeCounts, PublishedSearches, sortedRecord, sqlOf } from './published-searches.js';
import { runOverDocuments } from './schemas/over-documents.js';

/** How many detections over data models are ported to a schema, and the number of refusals by reason. */
interface Grades extends GradeCounts {
  readonly overDataModels: number;
  /** Ported of those that read a data set of the model. */
  readonly byModel: Readonly<Record<string, string>>;
}
const ledgerFile = fileURLToPath(new URL('schemas/ledger.json', import.meta.url));

function gradesOf(ported: readonly PortedDetection[]): Grades {
  const list = ported.filter(({ candidate }) => candidate.tables.datasets.length > 0);
  const models = new Map<string, { ported: number; all: number }>();
  for (const { port, candidate } of list) {
    for (const model of new Set(candidate.tables.datasets.map((each) => each.model))) {
      const counts = models.get(model) ?? { ported: 0, all: 0 };
      counts.all++;
      if (port.grade !== 'refused') counts.ported++;
      models.set(model, counts);
    }
  }
  return {
    overDataModels: list.length,
    ...countGrades(list),
    byModel: sortedRecord([...models].map(([model, { ported: some, all }]) => [model, `${some} of ${all}`] as const)),
  };
}

describe.skipIf(!corpusPresent)('the corpus over tables of other schemas', () => {
  const loading = corpusPresent ? PublishedSearches.load(publishedFiles('detections', 24)) : undefined;

  for (const schema of whole ? ['ocsf', 'ecs'] : [])
    test(`${schema} is graded as the ledger says`, async () => {
      holdLedger(ledgerFile, [schema], gradesOf(await (await loading)!.portTo(schema, duckdb)));
    });

  test('the mapping "default" is the default layout', async () => {
    const published = (await loading)!;
    expect(sqlOf(await published.portTo('default', duckdb))).toEqual(sqlOf(await published.port(duckdb)));
  });

  test.skipIf(duckDbModule === undefined)('what is ported to documents runs in DuckDB', async () => {
    expect(await runOverDocuments((await loading)!, duckDbModule!)).toBeGreaterThan(whole ? 1000 : 12);
  });
});
