import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { AggregationArgument, Expression, ExpressionArgument } from '../syntax/ast.js';
import { withParts } from '../syntax/parts.js';
import { lowerAggregations } from './aggregations.js';
import type { LowerContext } from './define.js';

/** Columns of `chart` and `timechart`: what is aggregated, what is computed of that, and the names that come out, in order. */
export interface ChartColumns {
  readonly aggregations: readonly Aggregation[];
  readonly computed: readonly { readonly as: string; readonly expression: Expression }[];
  readonly outputs: readonly string[];
}

type EvalTerm = AggregationArgument & { readonly argument: ExpressionArgument };

function isEval(term: AggregationArgument): term is EvalTerm {
  return term.name === 'eval' && term.argument?.kind === 'expression';
}

/**
 * The columns of `chart` and `timechart`: aggregations, and expressions of aggregations in `eval(..)` (spl-commands 4.3).
 * `rowName` is the column in front of them, whose name none of them may have; undefined where they only give parts of names.
 */
export function lowerChartColumns(
  given: readonly AggregationArgument[],
  command: string,
  rowName: string | undefined,
  cx: LowerContext,
): ChartColumns {
  const hidden = new Map<string, Aggregation>();
  const plain = given.filter((each) => !isEval(each));
  const lowered = lowerAggregations(plain, { command, expressions: true, wildcards: true, bare: false }, cx);
  const computed: { as: string; expression: Expression }[] = [];
  const outputs: string[] = [];
  for (const term of given) {
    if (!isEval(term)) {
      for (const { as, span } of lowered.filter((each) => each.span.start === term.span.start)) {
        if (as === rowName) cx.report('duplicate-column', { command, column: as }, span);
        outputs.push(as);
      }
      continue;
    }
    const end = term.as === undefined ? term.span.end : term.argument.span.end + 1;
    const as = term.as?.name ?? cx.source.text.slice(term.span.start, end);
    if (outputs.includes(as) || as === rowName) cx.report('duplicate-column', { command, column: as }, term.span);
    outputs.push(as);
    const expression = withoutAggregations(term.argument.expression, command, hidden, cx);
    if (hidden.size === 0) {
      cx.report(
        'wrong-arguments',
        { name: command, reason: 'takes an expression of aggregations in eval(..)' },
        term.argument.span,
      );
    }
    computed.push({ as, expression: cx.check(expression, 'value') });
  }
  return { aggregations: [...lowered, ...hidden.values()], computed, outputs };
}

/** The expression with every aggregation replaced by a field that no search can name. */
function withoutAggregations(
  expression: Expression,
  command: string,
  hidden: Map<string, Aggregation>,
  cx: LowerContext,
): Expression {
  const inner = (part: Expression): Expression => withoutAggregations(part, command, hidden, cx);
  const hide = (name: string, field: string | undefined): Expression | undefined => {
    const found = cx.aggregate(name);
    if (found === undefined || (found.definition.only !== undefined && !found.definition.only.includes(command)))
      return undefined;
    if (field === undefined && found.definition.argument !== 'optional') return undefined;
    const as = `\u0000${name}(${field ?? ''})`;
    hidden.set(as, {
      function: found.definition.name,
      parameter: found.parameter,
      argument: field === undefined ? { kind: 'none' } : { kind: 'field', name: field },
      as,
      named: true,
      sparkline: undefined,
      span: expression.span,
    });
    return { kind: 'field', name: as, span: expression.span };
  };
  switch (expression.kind) {
    case 'call': {
      const [argument] = expression.args;
      const single = expression.args.length === 1 && argument?.kind === 'field' ? argument.name : undefined;
      const found = single !== undefined || expression.args.length === 0 ? hide(expression.name, single) : undefined;
      return found ?? withParts(expression, inner);
    }
    case 'field':
      return (/^(?:count|c)$/i.test(expression.name) ? hide('count', undefined) : undefined) ?? expression;
    default:
      return withParts(expression, inner);
  }
}
