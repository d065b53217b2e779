import type { Engine, EngineInput, EngineJob, JobOutcome } from '../../api/engine.js';
import { type PortTables, portCompiled, tablesOf } from '../../api/port.js';
import { createPortSchema } from '../../api/port-schema.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import type { SqlDialect } from '../../sql/dialect.js';
import { mappedPortSchema } from '../../sql/mapping/mapped-schema.js';
import type { SchemaMapping } from '../../sql/mapping/mapping.js';
import type { PortedSearch, RefusedSearch } from '../../sql/port.js';
import type { EngineRow, SqlEngine, StatementLimits } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';
import { Event } from '../../values/event.js';
import { PlaceCheck } from './check-places.js';

export interface SqlSearchesOptions {
  readonly dialect: SqlDialect;
  /** Events newest first, as an index gives them, or in the order in which they were loaded. */
  readonly order: 'newest' | 'loaded';
  readonly limits: StatementLimits;
  /** Told after each search. */
  readonly onSearch?: (done: number, total: number) => void;
  /** Where the fields live; undefined for the default layout. */
  readonly mapping?: SchemaMapping;
  /** Fills the database before the first search, with the tables that the searches read. */
  readonly load?: (wanted: readonly PortTables[], input: EngineInput) => Promise<void>;
}

/**
 * Runs searches as SQL in a database, one after the other: each uses all of the machine by itself. What has no SQL is refused
 * with the reason; where the SQL may give something else, a warning says when.
 */
export function createSqlSearches(engine: SqlEngine, options: SqlSearchesOptions): Engine {
  return {
    async run(jobs, input) {
      const wanted = jobs.map(({ plan }) => tablesOf(plan));
      const ports: (PortedSearch | RefusedSearch)[] = [];
      for (const [index, job] of jobs.entries()) ports.push(await portOf(job, wanted[index]!, input, options));
      await options.load?.(wanted, input);
      const check = new PlaceCheck(engine, options.limits);
      const outcomes: JobOutcome[] = [];
      for (const [index, job] of jobs.entries()) {
        outcomes.push(await runJob(job, ports[index]!, engine, check, options));
        options.onSearch?.(index + 1, jobs.length);
      }
      return outcomes;
    },
  };
}

async function portOf(
  { plan, source, settings }: EngineJob,
  tables: PortTables,
  { knowledge, lookups, catalog }: EngineInput,
  { dialect, order, mapping }: SqlSearchesOptions,
): Promise<PortedSearch | RefusedSearch> {
  for (const name of tables.lookups) await lookups.table(name);
  const base = createPortSchema(
    {
      dataset: (model, dataset) => knowledge.views.view(model, dataset),
      properName: (model, dataset) => knowledge.views.properName(model, dataset),
      lookup: (name) => lookups.loaded(name),
      rawAlways: true,
      order,
    },
    settings,
  );
  const schema = mapping === undefined ? base : mappedPortSchema(base, mapping, knowledge.definitions);
  return portCompiled({ plan, source, diagnostics: [], tables }, catalog, settings, schema, dialect, settings.now);
}

async function runJob(
  { source, receive, report }: EngineJob,
  port: PortedSearch | RefusedSearch,
  engine: SqlEngine,
  check: PlaceCheck,
  { limits }: SqlSearchesOptions,
): Promise<JobOutcome> {
  const at = (span: RefusedSearch['span']) =>
    span === undefined || span.end > source.text.length ? {} : { at: { source, span } };
  if (port.grade === 'refused') {
    report(diagnostic('port-refused', { reason: port.reason }, at(port.span)));
    return { kind: 'refused' };
  }
  for (const { message, span } of port.caveats) report(diagnostic('port-caveat', { caveat: message }, at(span)));
  try {
    await check.check(port.places);
    for await (const rows of engine.rows(port, limits)) await receive(rows.map(eventOf));
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof EngineFailure)) return { kind: 'crashed', error };
    if (error.fatal) throw error;
    report(error.diagnostic);
    return { kind: 'refused' };
  }
}

const eventOf = (row: EngineRow): Event => Event.of(Object.entries(row));
