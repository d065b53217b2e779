import type { Diagnostic } from '../../diagnostics/diagnostic.js';
import type { NodeOf, Plan } from '../../plan/plan.js';
import type { Event } from '../../values/event.js';
import { checkRun } from '../check-run.js';
import type { Batch, ExecContext } from '../context.js';
import { compileMapTemplate, type MapTemplate } from '../map-template.js';
import type { OperatorCompiler, Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';

/** Searches that are made before the first of them runs: one pass over the events may serve them all. */
const madeAhead = 16;

/** `map`: a search for each row; its results take the place of the rows (spl-commands 9.5). */
export function compileMap(node: NodeOf<'map'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const template = compileMapTemplate(node.template);
  return async function* (context) {
    const limit = node.maxSearches ?? context.limits.mapSearches;
    const { addedRows } = context.limits;
    let room = addedRows;
    let runs = 0;
    for await (const batch of input(context)) {
      for (let at = 0; at < batch.length; ) {
        const left = limit > 0 ? limit - runs : madeAhead;
        if (left === 0) {
          context.note(`map ran ${limit} searches, the number maxsearches allows; the rows after them are left out.`);
          return;
        }
        const rows = batch.slice(at, at + Math.min(madeAhead, left));
        const found = runSearches(madeSearches(rows, template, runs, context), compiler, context);
        let next = await found.next();
        for (; next.done !== true; next = await found.next()) {
          room -= next.value.length;
          if (room < 0) {
            await found.return(false);
            reportLimit(context, 'The rows that map adds', 'addedRows');
            return;
          }
          yield next.value;
        }
        if (!next.value) return;
        at += rows.length;
        runs += rows.length;
      }
    }
  };
}

/** The search of one row. */
type MadeSearch =
  | { readonly missing: string }
  | {
      readonly plan: Plan | undefined;
      readonly found: readonly Diagnostic[];
      readonly leave: (() => void) | undefined;
    };

/** The searches of a few rows. `before`: how many searches were made of other rows. */
function madeSearches(
  rows: readonly Event[],
  template: MapTemplate,
  before: number,
  context: ExecContext,
): readonly MadeSearch[] {
  return rows.map((row, at) => {
    const made = template(row, before + at + 1);
    return 'missing' in made ? made : planned(made.text, context);
  });
}

/**
 * Runs searches one after the other; what is wrong with one is said when it would run. False: something is wrong that refuses the
 * search as a whole.
 */
async function* runSearches(
  searches: readonly MadeSearch[],
  compiler: OperatorCompiler,
  context: ExecContext,
): AsyncGenerator<Batch, boolean> {
  try {
    for (const search of searches) {
      if ('missing' in search) {
        context.note(`map left out rows that lack the field ${search.missing}, which its search names.`);
        continue;
      }
      const { plan } = search;
      for (const each of search.found) context.report(each);
      if (plan === undefined) return false;
      const found = await checkRun(plan, context);
      for (const each of found) context.report(each);
      if (found.some((each) => each.severity === 'error')) return false;
      yield* compiler.plan(plan)(context);
      search.leave?.();
    }
    return true;
  } finally {
    for (const search of searches) if (!('missing' in search)) search.leave?.();
  }
}

function planned(text: string, context: ExecContext): MadeSearch {
  const found: Diagnostic[] = [];
  const plan = context.compileText(text, 'search', (each) => found.push(each));
  return { plan, found, leave: plan && context.sources.filters?.include(plan) };
}
