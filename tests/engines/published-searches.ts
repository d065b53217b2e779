import { expect } from 'vitest';
import { Knowledge } from '../../src/api/knowledge.js';
import { readSettings } from '../../src/api/options.js';
import { rowOf } from '../../src/api/plain-events.js';
import { prepareSearches } from '../../src/api/run-searches.js';
import type { RawEvent } from '../../src/events/raw-event.js';
import { createCatalogLookups } from '../../src/exec/lookups/catalog-lookups.js';
import type { LookupSource } from '../../src/exec/lookups/lookup-source.js';
import { type LoadedContent, loadContent } from '../../src/node/content/load-content.js';
import { loadKnowledge } from '../../src/node/knowledge/load-knowledge.js';
import { loadSchemaMapping } from '../../src/node/knowledge/load-schema-mapping.js';
import { joinedTables, loadEngine } from '../../src/node/sql/engine-load.js';
import { type PortedDetection, portContent } from '../../src/node/sql/port-content.js';
import type { SqlDialect } from '../../src/sql/dialect.js';
import { allRows, type SqlEngine } from '../../src/sql/run/engine.js';
import { differenceOf } from '../../src/sql/verify.js';
import { corpus } from '../corpus/published.js';

const { settings } = readSettings({ now: 1_700_000_000 });

/** The SQL of detections, or why there is none. */
export const sqlOf = (ported: readonly PortedDetection[]): string[] =>
  ported.map(({ port }) => (port.grade === 'refused' ? port.reason : port.sql));

/** How many detections are ported how well, and the number of refusals by reason, in the order of the reasons. */
export interface GradeCounts {
  readonly equivalent: number;
  readonly caveats: number;
  readonly refused: Readonly<Record<string, number>>;
}

export function countGrades(ported: readonly PortedDetection[]): GradeCounts {
  const counts = { equivalent: 0, caveats: 0 };
  const refused: Record<string, number> = {};
  for (const { port } of ported) {
    if (port.grade !== 'refused') {
      counts[port.grade]++;
      continue;
    }
    const reason = port.code === undefined ? port.reason : `${port.code}: ${port.reason}`;
    refused[reason] = (refused[reason] ?? 0) + 1;
  }
  return { ...counts, refused: sortedRecord(Object.entries(refused)) };
}

/** A record with its keys in order. */
export function sortedRecord<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Begins to read logs. */
export type OpenLogs = () => AsyncIterable<RawEvent[]>;

/** Published detections with everything that runs and ports them. */
export class PublishedSearches {
  readonly settings = settings;
  readonly lookups: LookupSource;
  readonly #content: LoadedContent;
  readonly #knowledge: Knowledge;

  private constructor(content: LoadedContent, knowledge: Knowledge) {
    this.#content = content;
    this.#knowledge = knowledge;
    this.lookups = createCatalogLookups(content.catalog);
  }

  /** The detections in these files and folders of the published content. */
  static async load(rules: readonly string[]): Promise<PublishedSearches> {
    const content = await loadContent({ rules, content: corpus });
    return new PublishedSearches(content, new Knowledge((await loadKnowledge([])).files, settings));
  }

  /** Their SQL over the default layout. */
  port(dialect: SqlDialect, now?: number): Promise<PortedDetection[]> {
    return portContent(this.#content, this.#knowledge, this.lookups, settings, dialect, undefined, now);
  }

  /** Their SQL over the tables of a schema mapping: one that comes with escudo, or a file. */
  async portTo(schema: string, dialect: SqlDialect): Promise<PortedDetection[]> {
    const mapping = await this.mapping(schema);
    return portContent(this.#content, this.#knowledge, this.lookups, settings, dialect, mapping);
  }

  async mapping(schema: string) {
    const { mapping, diagnostics } = await loadSchemaMapping(schema, this.#knowledge.definitions);
    expect(diagnostics).toEqual([]);
    return mapping!;
  }

  /** What escudo itself finds in logs. */
  run(open: OpenLogs) {
    const { catalog, detections } = this.#content;
    const requests = detections.map(({ search }) => ({ search, start: 'search' as const, settings }));
    const prepared = prepareSearches(requests, { catalog, lookups: this.lookups, knowledge: this.#knowledge });
    return prepared.run(open);
  }

  /**
   * Loads logs into an empty database and runs the SQL of the detections there. Gives those whose rows differ from what `run` found, and
   * how many of the others have rows. Of the detections without rows each `every`-th is run.
   */
  async compare(
    { database, dialect }: { readonly database: SqlEngine; readonly dialect: SqlDialect },
    open: OpenLogs,
    found: Awaited<ReturnType<PublishedSearches['run']>>,
    every: number,
  ): Promise<{ different: string[]; fired: number }> {
    const ported = await this.port(dialect, settings.now);
    const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
    const loading = { knowledge: this.#knowledge, lookups: this.lookups, wanted };
    const loaded = await loadEngine(database, open(), loading);
    expect(loaded?.left).toBe(0);
    const different: string[] = [];
    let fired = 0;
    for (const [index, { detection, port }] of ported.entries()) {
      const outcome = found[index]!;
      if (port.grade === 'refused' || outcome.state !== 'done') continue;
      if (outcome.rows.length === 0 && index % every !== 0) continue;
      const difference = differenceOf(outcome.rows.map(rowOf), await allRows(database, port), true);
      if (difference !== undefined) different.push(`${detection.fileName}: ${difference}`);
      else if (outcome.rows.length > 0) fired++;
    }
    return { different, fired };
  }
}
