import { sparkline, sparklineFunctions } from '../functions/aggregate/sparkline.js';
import type { Aggregation } from '../plan/nodes/aggregate.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { AggregationArgument } from '../syntax/ast.js';
import { inEval } from '../syntax/slips.js';
import { parseSpan } from '../values/time/span.js';
import { asterisks } from '../values/wildcard.js';
import type { LowerContext } from './define.js';

/** What a command allows of its aggregations. */
export interface AggregationRules {
  readonly command: string;
  /** `count(eval(x=1))` is allowed. */
  readonly expressions: boolean;
  /** `avg(*lay)` is allowed. */
  readonly wildcards: boolean;
  /** Whether `avg` alone means `avg(*)`, as where wildcards are allowed it does unless this says otherwise. */
  readonly bare?: boolean;
  /** Functions that the command does not have. */
  readonly unavailable?: readonly string[];
}

/** The term as Splunk names its column: quotes around a field dropped, expressions as written (spl-commands 3.1). */
function columnName(argument: AggregationArgument, source: string): string {
  const { argument: inner } = argument;
  const name = source.slice(argument.nameSpan.start, argument.nameSpan.end);
  if (inner === undefined) return name;
  if (inner.kind === 'field') return `${name}(${inner.name})`;
  return `${name}(${source.slice(inner.span.start, inner.span.end)})`;
}

/** Lowers the aggregations of stats and its relatives, reporting what does not fit the command. */
export function lowerAggregations(
  given: readonly AggregationArgument[],
  rules: AggregationRules,
  cx: LowerContext,
): Aggregation[] {
  const lowered = given.flatMap((each) => lowerAggregation(each, rules, cx) ?? []);
  const seen = new Map<string, Aggregation>();
  for (const each of lowered) {
    if (seen.has(each.as) && !each.as.includes('*')) {
      cx.report('duplicate-column', { command: rules.command, column: each.as }, each.span);
    }
    seen.set(each.as, each);
  }
  return lowered;
}

function lowerAggregation(
  given: AggregationArgument,
  rules: AggregationRules,
  cx: LowerContext,
): Aggregation | undefined {
  if (given.name === 'sparkline') return lowerSparkline(given, rules, cx);
  const found = cx.aggregate(given.name);
  if (found === undefined || (rules.unavailable ?? []).includes(found.definition.name)) {
    cx.report('unknown-aggregation', { name: given.name }, given.nameSpan, {
      help: adviceForUnknown(given.name, rules, cx),
    });
    return undefined;
  }
  const { definition, parameter } = found;
  if (definition.only !== undefined && !definition.only.includes(rules.command)) {
    cx.report(
      'wrong-arguments',
      { name: given.name, reason: `is an aggregation of ${definition.only.join(', ')} only, not of ${rules.command}` },
      given.nameSpan,
    );
    return undefined;
  }
  const as = given.as?.name ?? columnName(given, cx.source.text);
  const base = {
    function: definition.name,
    parameter,
    as,
    named: given.as !== undefined,
    sparkline: undefined,
    span: given.span,
  };
  const inner = given.argument;
  if (given.extra !== undefined) {
    cx.report('wrong-arguments', { name: given.name, reason: 'takes one field or eval(..)' }, given.extra.span);
    return undefined;
  }
  if (inner === undefined) {
    if (definition.argument === 'optional') return { ...base, argument: { kind: 'none' } };
    if (!rules.wildcards || rules.bare === false) {
      cx.report('wrong-arguments', { name: given.name, reason: `needs a field in ${rules.command}` }, given.span, {
        help: rules.wildcards ? [`Write ${given.name}(*) for all fields.`] : [],
      });
      return undefined;
    }
    checkAsterisks('*', given, cx);
    // `stats avg` means avg(*) (spl-commands 3.1).
    return { ...base, argument: { kind: 'field', name: '*' }, as: given.as?.name ?? `${given.name}(*)` };
  }
  if (inner.kind === 'field') {
    if (rules.wildcards) checkAsterisks(inner.name, given, cx);
    else if (inner.name.includes('*'))
      cx.report('wrong-arguments', { name: rules.command, reason: 'takes no wildcards in aggregations' }, inner.span);
    return { ...base, argument: { kind: 'field', name: inner.name } };
  }
  if (inner.kind === 'aggregation' && inner.name === 'eval' && inner.argument?.kind === 'expression') {
    if (!rules.expressions) {
      cx.report('wrong-arguments', { name: rules.command, reason: 'takes no eval() in aggregations' }, inner.span);
    }
    return { ...base, argument: { kind: 'expression', expression: cx.check(inner.argument.expression, 'any') } };
  }
  const written = cx.source.text.slice(inner.span.start, inner.span.end);
  cx.report('wrong-arguments', { name: given.name, reason: 'takes a field or eval(..)' }, inner.span, {
    help: rules.expressions && inner.kind === 'aggregation' ? [`Write ${inEval(given.name, written)}.`] : [],
  });
  return undefined;
}

/** What may have been meant by a word where an aggregation should stand. */
function adviceForUnknown(name: string, rules: AggregationRules, cx: LowerContext): string[] {
  if (/[-+*/<>=]/.test(name))
    return ['Calculate with the results in eval, or filter them with where, after this command.'];
  if (name === 'where') return ['Filter the rows with where before this command, or its results after it.'];
  if (name === 'if' || name === 'case')
    return [`Write ${inEval('sum', `${name}(..)`)}, or calculate with the results in eval.`];
  if (name === 'span' || /^\d+(?:s|m|h|d|w|mon|min|hr|day)$/.test(name))
    return ['An option is written with `=`: span=1h.'];
  return namesLike(name, rules, cx);
}

/** The aggregation that a name may have been meant for, or else all that the command has. */
export function namesLike(
  name: string,
  { command, unavailable = [] }: Pick<AggregationRules, 'command' | 'unavailable'>,
  cx: LowerContext,
): string[] {
  const names = cx.aggregateNames().filter((each) => {
    const definition = cx.aggregate(each)?.definition;
    if (definition === undefined) return true;
    return (definition.only?.includes(command) ?? true) && !unavailable.includes(definition.name);
  });
  const meant = didYouMean(suggest(name, names));
  return meant.length > 0 ? meant : [`Aggregations: ${[...names].sort().join(', ')}.`];
}

/** Each asterisk of the new name takes what one of the pattern stood for. */
function checkAsterisks(pattern: string, { as, span }: AggregationArgument, cx: LowerContext): void {
  if (as !== undefined && asterisks(pattern) !== asterisks(as.name))
    cx.report('wildcard-mismatch', { from: pattern, to: as.name }, span, {
      help: /\w\*\w/.test(pattern) ? [`To multiply, write eval: ${inEval('sum', pattern)}.`] : [],
    });
}

/** `sparkline(count)`, `sparkline(avg(x), 1h)`. */
function lowerSparkline(
  given: AggregationArgument,
  rules: AggregationRules,
  cx: LowerContext,
): Aggregation | undefined {
  const inner = given.argument;
  const term: AggregationArgument =
    inner === undefined
      ? { ...given, name: 'count', nameSpan: given.nameSpan }
      : inner.kind === 'field'
        ? { kind: 'aggregation', name: inner.name.toLowerCase(), nameSpan: inner.span, span: inner.span }
        : inner.kind === 'aggregation'
          ? inner
          : given;
  const inside = cx.aggregate(term.name)?.definition.name;
  const offered = !(sparkline.only ?? []).includes(rules.command)
    ? `is not offered by ${rules.command}`
    : inside !== undefined && !sparklineFunctions.includes(inside)
      ? `takes ${sparklineFunctions.join(', ')}, not ${term.name}`
      : undefined;
  if (offered !== undefined) {
    cx.report('wrong-arguments', { name: 'sparkline', reason: offered }, given.span);
    return undefined;
  }
  const { as: _as, extra: _extra, ...plain } = term;
  const lowered = lowerAggregation(plain, rules, cx);
  if (lowered === undefined) return undefined;
  const span = given.extra === undefined ? undefined : parseSpan(given.extra.text);
  if (span !== undefined && 'error' in span) {
    cx.report(
      'wrong-option-value',
      { option: 'span', expected: 'a span such as 1h', found: given.extra!.text },
      given.extra!.span,
    );
    return undefined;
  }
  const as = given.as?.name ?? cx.source.text.slice(given.span.start, given.span.end);
  return { ...lowered, as, named: given.as !== undefined, sparkline: { span }, span: given.span };
}
