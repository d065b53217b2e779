import type { NodeOf } from '../../plan/plan.js';
import { checkRun } from '../check-run.js';
import { compileMapTemplate } from '../map-template.js';
import type { OperatorCompiler, Run } from '../operator.js';

/** `map`: a search for each row; its results take the place of the rows (spl-commands 9.5). */
export function compileMap(node: NodeOf<'map'>, compiler: OperatorCompiler): Run {
  const input = compiler.compile(node.input);
  const template = compileMapTemplate(node.template);
  return async function* (context) {
    const limit = node.maxSearches ?? context.limits.mapSearches;
    let runs = 0;
    for await (const batch of input(context)) {
      for (const row of batch) {
        if (limit > 0 && runs >= limit) {
          context.note(`map ran ${limit} searches, the number maxsearches allows; the rows after them are left out.`);
          return;
        }
        runs++;
        const made = template(row, runs);
        if ('missing' in made) {
          context.note(`map left out rows that lack the field ${made.missing}, which its search names.`);
          continue;
        }
        // What is wrong with the text is reported, and refuses the search as a whole.
        const plan = context.compileText(made.text, 'search');
        if (plan === undefined) return;
        const found = await checkRun(plan, context);
        for (const each of found) context.report(each);
        if (found.some((each) => each.severity === 'error')) return;
        yield* compiler.plan(plan)(context);
      }
    }
  };
}
