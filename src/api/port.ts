import type { PipelineStart } from '../compile/lower.js';
import type { Catalog } from '../content/catalog.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { type Plan, walkPlan } from '../plan/plan.js';
import { createSource, type Source } from '../source/source.js';
import type { SqlDialect } from '../sql/dialect.js';
import { type PortedSearch, portSearch, type RefusedSearch } from '../sql/port.js';
import type { PortSchema } from '../sql/schema.js';
import type { Settings } from './options.js';
import { prepare } from './run.js';

/** A search made ready to be said in SQL. */
export interface PortCandidate {
  readonly plan: Plan | undefined;
  /** The text after macro expansion; caveats and reasons are placed in it. */
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
  readonly tables: PortTables;
}

/** Tables that a search reads, as it names them. */
export interface PortTables {
  readonly datasets: readonly { readonly model: string; readonly dataset: string | undefined; readonly raw: boolean }[];
  readonly lookups: readonly string[];
}

/** Compiles a search and finds the tables it reads. */
export function portCandidate(
  search: Source,
  catalog: Catalog,
  settings: Settings,
  start: PipelineStart,
): PortCandidate {
  const { plan, source, diagnostics } = prepare(search, catalog, settings, start);
  const usable = plan === undefined || hasErrors(diagnostics) ? undefined : plan;
  return {
    plan: usable,
    source,
    diagnostics,
    tables: usable === undefined ? { datasets: [], lookups: [] } : tablesOf(usable),
  };
}

/** The tables that a plan reads. */
export function tablesOf({ root, subsearches }: Plan): PortTables {
  const datasets = new Map<string, PortTables['datasets'][number]>();
  const lookups = new Set<string>();
  for (const each of [root, ...subsearches.values()]) {
    for (const node of walkPlan(each)) {
      if (node.kind === 'dataset') {
        const { model, dataset, raw } = node;
        datasets.set(`${model} ${dataset} ${raw}`, { model, dataset, raw });
      } else if (node.kind === 'lookup') lookups.add(node.table);
      else if (node.kind === 'generate' && node.rows.from === 'lookup') lookups.add(node.rows.table);
    }
  }
  return { datasets: [...datasets.values()], lookups: [...lookups] };
}

/** Says a candidate in SQL, or why not; without `now` the engine's clock says when it runs. */
export function portCompiled(
  candidate: PortCandidate,
  catalog: Catalog,
  settings: Settings,
  schema: PortSchema,
  dialect: SqlDialect,
  now?: number,
): PortedSearch | RefusedSearch {
  const { plan, source } = candidate;
  if (plan === undefined) {
    const error = candidate.diagnostics.find((each) => each.severity === 'error');
    return {
      grade: 'refused',
      reason: `escudo refuses the search: ${error?.message ?? 'it has no plan'}`,
      span: undefined,
    };
  }
  return portSearch({
    plan,
    source,
    schema,
    dialect,
    now,
    compileText(text, start, report) {
      const compiled = prepare(createSource('<search>', text), catalog, settings, start);
      for (const each of compiled.diagnostics) report(each);
      return compiled.plan;
    },
  });
}
