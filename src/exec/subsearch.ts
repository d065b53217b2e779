import { checkExpression } from '../compile/check-expression.js';
import { language } from '../compile/compile.js';
import { withEscapes } from '../compile/string-escapes.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import { createSource, type Source } from '../source/source.js';
import { once } from '../support/once.js';
import type { ComparisonOperator, Expression, SearchCompared, SearchExpression } from '../syntax/ast.js';
import { quote } from '../syntax/escape.js';
import { formatNumber, scalarText, toText } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { resolveTimeModifier } from '../values/time/spec.js';
import { type Scalar, valuesOf } from '../values/value.js';
import { compileExpression } from './compile-expression.js';
import { compileSearchTerms, noTerm, type RowTest, type SearchEnvironment } from './compile-search.js';
import type { ExecContext } from './context.js';
import { formatDefaults, formatRows } from './format-rows.js';
import { LimitedRoom } from './held-room.js';
import { plainEnvironment } from './plain-environment.js';
import { reportLimit } from './report-limit.js';

/** What a subsearch inside an expression came to. */
export interface SubsearchResult {
  /** As search terms: any row fits whose fields agree with one of the rows, or whose field compares so with its text. */
  test(resolveField: SearchEnvironment['resolveField'], compared?: SearchCompared): RowTest;
  /** As the text that stands in its place; undefined of no rows. */
  text(): string | undefined;
  /** As a value in eval. */
  readonly value: CompiledExpression;
}

/** What a term and its test count among the values that are held. */
const sizeOfTerm = 64;

const nowhere = { start: 0, end: 0 };

/** Terms that no row fits. */
const none: SearchExpression = { kind: 'or', operands: [], span: nowhere };

/** Rows as search terms, as `format` would write them (spl-core 5.4): OR of rows, AND of fields, OR of values. */
export function termsOf(rows: readonly Event[], context: ExecContext): SearchExpression {
  const room = new LimitedRoom(context, 'The terms of a subsearch');
  const fits = (value: Scalar): boolean => room.take(sizeOfTerm) && room.takeInstead(value, null);
  const alternatives = rows.flatMap((row): SearchExpression[] => {
    const names = row
      .fieldNames()
      .filter((name) => !name.startsWith('_'))
      .sort();
    if (!names.every((name) => valuesOf(row.get(name)).every(fits))) return [];
    const operands = names.flatMap((name): SearchExpression[] => {
      const values = valuesOf(row.get(name)).map(scalarText);
      const terms =
        name === 'search' || name === 'query'
          ? values.flatMap((text) => parseTerms(text, context) ?? [])
          : values.map((text) => (isTimeBound(name) ? timeTerm(name, text, context) : comparison(name, '=', text)));
      return terms.length <= 1 ? terms : [{ kind: 'or', operands: terms, span: nowhere }];
    });
    // A row without visible fields has nothing to agree with; an AND of nothing would fit every row.
    return operands.length === 0 ? [] : [{ kind: 'and', operands, span: nowhere }];
  });
  // No rows: `NOT ()`, which matches nothing; an OR of nothing is that.
  return { kind: 'or', operands: alternatives, span: nowhere };
}

function comparison(field: string, operator: ComparisonOperator, text: string): SearchExpression {
  return {
    kind: 'comparison',
    field,
    fieldSpan: nowhere,
    operator,
    value: { text, form: 'quoted', span: nowhere },
    span: nowhere,
  };
}

function isTimeBound(name: string): boolean {
  return name === 'earliest' || name === 'latest' || name === '_index_earliest' || name === '_index_latest';
}

/** `earliest=..` out of a subsearch bounds the times of the rows (spl-core 4.4). */
function timeTerm(modifier: string, text: string, context: ExecContext): SearchExpression {
  const instant = resolveTimeModifier(text, context.now, context.timeZone);
  if (typeof instant !== 'number') {
    context.note(`A subsearch gave ${modifier}="${text}", which is no time.`);
    return none;
  }
  const field = modifier.startsWith('_index') ? '_indextime' : '_time';
  return comparison(field, modifier.endsWith('earliest') ? '>=' : '<', formatNumber(instant));
}

/** Terms with the bounds of time in them turned into conditions. */
function withTimes(terms: SearchExpression, context: ExecContext): SearchExpression {
  switch (terms.kind) {
    case 'time':
      return timeTerm(terms.modifier, terms.value, context);
    case 'group':
      return { ...terms, inner: withTimes(terms.inner, context) };
    case 'not':
      return { ...terms, operand: withTimes(terms.operand, context) };
    case 'and':
    case 'or':
      return { ...terms, operands: terms.operands.map((each) => withTimes(each, context)) };
    default:
      return terms;
  }
}

/** What `format` writes of no rows. */
const nothing = /^\s*(?:NOT\s*)?\(\s*\)\s*$/i;

function parseTerms(text: string, context: ExecContext): SearchExpression | undefined {
  if (nothing.test(text)) return none;
  const { tree, diagnostics } = language.parseSearchExpression(createSource('<subsearch>', text));
  const failed = diagnostics.find((each) => each.severity === 'error');
  if (failed === undefined) return tree === undefined ? undefined : withTimes(tree, context);
  context.note(`The text a subsearch gave is no search: ${failed.message}`);
  return none;
}

/** Search text as a test, for `searchmatch()` and for the results of subsearches. */
export function searchTextTest(text: string, environment: SearchEnvironment, context: ExecContext): RowTest {
  const terms = parseTerms(text, context);
  return terms === undefined ? () => true : compileSearchTerms(terms, environment);
}

/** The result of a subsearch, cut to the limit of the run. */
export function subsearchResult(found: readonly Event[], context: ExecContext): SubsearchResult {
  const limit = context.limits.subsearchRows;
  if (found.length > limit) reportLimit(context, 'A subsearch', 'subsearchRows');
  const rows = found.slice(0, limit);
  const environment: SearchEnvironment = {
    semantics: context.semantics,
    subsearch: () => () => false,
  };
  const terms = once(() => termsOf(rows, context));
  const text = once(() => textOf(rows, context));
  const value = once(() => textValue(text(), context));
  const isBlank = rows.length === 1 && textField(rows[0]!)?.trim() === '';
  return {
    test(resolveField, compared) {
      if (compared === undefined && isBlank) {
        context.note('A subsearch gave an empty text, which is no term of the search around it.');
        return noTerm;
      }
      return compileSearchTerms(
        compared === undefined ? terms() : comparedTerms(compared, text(), context),
        resolveField === undefined ? environment : { ...environment, resolveField },
      );
    },
    text,
    get value() {
      return value();
    },
  };
}

/** The text that stands where the subsearch stood, as `format` writes it; undefined of no rows (spl-core 5.4). */
function textOf(rows: readonly Event[], context: ExecContext): string | undefined {
  const given = rows.length === 1 ? textField(rows[0]!) : undefined;
  const text = given ?? formatRows(rows, formatDefaults, 'The text of a subsearch', context);
  return text === undefined || text.trim() === '' || nothing.test(text) ? undefined : text;
}

/** What `return` or `format` wrote, or a field that is meant to be the text. */
function textField(row: Event): string | undefined {
  const names = row.fieldNames().filter((name) => !name.startsWith('_'));
  return names.length === 1 && (names[0] === 'search' || names[0] === 'query')
    ? (toText(row.get(names[0])) ?? undefined)
    : undefined;
}

/** `user=` and the text of a subsearch as terms. */
function comparedTerms(
  { field, operator }: SearchCompared,
  text: string | undefined,
  context: ExecContext,
): SearchExpression {
  return text === undefined
    ? none
    : (parseTerms(operator === 'in' ? `${quote(field)} IN (${text})` : `${quote(field)}${operator}${text}`, context) ??
        none);
}

/** In eval the text stands where the subsearch stood: a number, a text, an expression (spl-commands 9.2). */
function textValue(text: string | undefined, context: ExecContext): CompiledExpression {
  if (text === undefined) return () => null;
  const source = createSource('<subsearch>', text);
  const { tree, diagnostics } = language.parseExpression(source);
  if (tree === undefined || hasErrors(diagnostics) || !isSound(tree, source)) return () => text;
  return compileExpression(withEscapes(tree, context.semantics), {
    ...plainEnvironment(context.semantics),
    regex: () => undefined,
  });
}

/** Whether an expression that came out of rows can be compiled: they may name any function. */
function isSound(tree: Expression, source: Source): boolean {
  const found: Diagnostic[] = [];
  let hasSubsearch = false;
  checkExpression(tree, 'any', {
    functions: scalarRegistry,
    report: (code, params, span) => found.push(diagnostic(code, params, { at: { source, span } })),
    subsearch: () => {
      hasSubsearch = true;
    },
    checkRegex: () => {},
  });
  return !hasSubsearch && !hasErrors(found);
}
