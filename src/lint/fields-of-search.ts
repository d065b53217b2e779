import type { Label } from '../diagnostics/diagnostic.js';
import { fieldOf, knownNames, mayHave } from '../plan/fields/row-shape.js';
import { type PlanNode, walkPlan } from '../plan/plan.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { LintSearch } from './define.js';
import { searchPlace } from './place.js';

/** Fields that findings and alert actions have without the search giving them. */
const ambient =
  /^(?:info_(?:min_time|max_time|search_time|sid)|result\..*|_.*|orig_.*|search_name|rule_name|rule_title|name|description)$/;

/** Whether a name outside of the search (a risk entity, a token) may be a field of its result. */
export function leavesSearch(search: LintSearch, field: string): boolean {
  if (search.flow === undefined) return true;
  return ambient.test(field) || mayHave(search.flow.output, field);
}

/** What to say about a field that never leaves a search: where it was lost, or what is there instead. */
export function whyMissing(search: LintSearch, field: string): { related: Label[]; help: string[] } {
  const { flow } = search;
  if (flow === undefined) return { related: [], help: [] };
  const names = knownNames(flow.output).filter((name) => !name.startsWith('_'));
  const lost = lastRemoval(search, field);
  const close = suggest(field, names);
  const help: string[] = [];
  help.push(...didYouMean(close.slice(0, 1)));
  help.push(
    names.length === 0
      ? 'The search gives no field of a known name.'
      : `The search gives: ${names.slice(0, 20).join(', ')}${names.length > 20 ? ' ...' : ''}.`,
  );
  return {
    related:
      lost === undefined
        ? []
        : [
            searchPlace(
              search,
              lost.span,
              fieldOf(flow.nodes.get(lost)!.inputs[0]!, field).from === undefined
                ? 'only the fields named here go on'
                : `\`${field}\` is dropped here`,
            ),
          ],
    help,
  };
}

/** The last command that had the field in its input, or could have it, and not in its output. */
export function lastRemoval(search: LintSearch, field: string, before?: PlanNode): PlanNode | undefined {
  const { flow } = search;
  if (flow === undefined) return undefined;
  let lost: PlanNode | undefined;
  for (const node of walkPlan(flow.plan.root)) {
    if (node === before) break;
    const known = flow.nodes.get(node);
    const input = known?.inputs[0];
    if (known !== undefined && input !== undefined && mayHave(input, field) && !mayHave(known.output, field))
      lost = node;
  }
  return lost;
}
