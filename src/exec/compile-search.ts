import type { EvalContext } from '../functions/context.js';
import type {
  ComparisonOperator,
  Pipeline,
  SearchCompared,
  SearchComparison,
  SearchExpression,
  SearchKeyword,
  SearchTime,
  SearchValue,
} from '../syntax/ast.js';
import { foldCase } from '../values/case-fold.js';
import { scalarText, toNumber } from '../values/coerce.js';
import { compareText } from '../values/compare.js';
import { anyName, type Event } from '../values/event.js';
import { cidrContains, parseCidr } from '../values/ip.js';
import { compileKeyword } from '../values/keyword.js';
import { caseSensitiveFields, otherNamedFields, splunkIndexes, xmlEntity } from '../values/search-fields.js';
import type { Semantics } from '../values/semantics.js';
import { resolveTimeModifier } from '../values/time/spec.js';
import { type Scalar, type Value, valuesOf } from '../values/value.js';
import { compileWildcard, hasWildcard } from '../values/wildcard.js';
import { equalAlternatives } from './equal-alternatives.js';

/** Whether a row fits; compiled once, called per row. */
export type RowTest = (event: Event, context: EvalContext) => boolean;

/** The test of a term that is none: it is left out of the terms around it. */
export const noTerm: RowTest = () => true;

export interface SearchEnvironment {
  readonly semantics: Semantics;
  /**
   * What a subsearch came to, as a test of rows under these names, or of the field that is compared with it; it has run
   * before the first row is tested.
   */
  subsearch(
    pipeline: Pipeline,
    resolveField: SearchEnvironment['resolveField'],
    compared: SearchCompared | undefined,
  ): RowTest;
  /** Other places a field's values may be found under: data set prefixes in any letter case. */
  readonly resolveField?: (field: string) => string;
}

/** The `subsearch` of terms that are known to hold none. */
export function noSubsearch(): never {
  throw new Error('Search terms that were looked through for subsearches hold one all the same.');
}

/** Makes search terms ready (spl-core 1.7 to 1.10). */
export function compileSearchTerms(expression: SearchExpression, environment: SearchEnvironment): RowTest {
  switch (expression.kind) {
    case 'everything':
      return () => true;
    case 'time':
      return compileTimeBound(expression);
    case 'group':
      return compileSearchTerms(expression.inner, environment);
    case 'not': {
      const operand = compileSearchTerms(expression.operand, environment);
      if (operand === noTerm) return noTerm;
      return (event, context) => !operand(event, context);
    }
    case 'and': {
      const tests = termTests(expression.operands, environment);
      if (tests.length === 1) return tests[0]!;
      if (tests.length === 2) {
        const [first, second] = tests as [RowTest, RowTest];
        return (event, context) => first(event, context) && second(event, context);
      }
      return (event, context) => {
        for (const test of tests) if (!test(event, context)) return false;
        return true;
      };
    }
    case 'or': {
      const tests = termTests(equalAlternatives(expression.operands), environment);
      if (tests.length === 1) return tests[0]!;
      return (event, context) => {
        for (const test of tests) if (test(event, context)) return true;
        return false;
      };
    }
    case 'comparison':
      return compileComparison(expression, environment);
    case 'in': {
      const field = environment.resolveField?.(expression.field) ?? expression.field;
      const tests = expression.values.map((value) => equality(field, value, environment.semantics));
      const exact = new Set<string>();
      const others: ValueTest[] = [];
      expression.values.forEach((value, index) => {
        const plain = value.form !== 'case' && !caseSensitiveFields.test(field);
        if (plain && !hasWildcard(value.text) && parseCidr(value.text) === null) exact.add(foldCase(value.text));
        else others.push(tests[index]!);
      });
      const test: ValueTest = (text) => {
        if (exact.size > 0 && exact.has(foldCase(text))) return true;
        for (const each of others) if (each(text)) return true;
        return false;
      };
      const texts = expression.values.map((value) => value.text);
      return orAsWritten(field, texts, test, selects(field, texts, test));
    }
    case 'keyword':
      return compileKeywordTerm(expression, environment.semantics);
    case 'subsearch':
      return environment.subsearch(expression.pipeline, environment.resolveField, expression.compared);
  }
}

/** The tests of terms, without those that are none; terms that all are none are none together. */
function termTests(terms: readonly SearchExpression[], environment: SearchEnvironment): RowTest[] {
  const tests = terms.map((each) => compileSearchTerms(each, environment)).filter((test) => test !== noTerm);
  return tests.length === 0 && terms.length > 0 ? [noTerm] : tests;
}

/**
 * A bound that belongs to some terms only, or to `_indextime`: the others are taken out of the filter before it is made
 * (spl-core 4.4). A row without the time lies inside.
 */
function compileTimeBound({ modifier, value }: SearchTime): RowTest {
  const field = modifier.startsWith('_index') ? '_indextime' : '_time';
  const lower = modifier.endsWith('earliest');
  let known: { readonly context: EvalContext; readonly bound: number } | undefined;
  return (event, context) => {
    const time = toNumber(event.get(field));
    if (time === null) return true;
    if (known?.context !== context) {
      const resolved = resolveTimeModifier(value, context.now, context.timeZone);
      known = { context, bound: typeof resolved === 'number' ? resolved : Number.NaN };
    }
    return lower ? time >= known.bound : time < known.bound;
  };
}

type ValueTest = (text: string) => boolean;

/**
 * `=`: whole value, without letter case, `*` wildcards, addresses in a network (spl-core 1.8). A wildcard for an index does
 * not stand for the internal ones unless it begins with `_` (spl-core 1.10).
 */
function equality(field: string, value: SearchValue, semantics: Semantics): ValueTest {
  const { text } = value;
  const caseSensitive = value.form === 'case' || caseSensitiveFields.test(field);
  if (field === 'index' && hasWildcard(text) && !text.startsWith('_')) {
    const fits = compileWildcard(text, { caseSensitive });
    return (name) => !name.startsWith('_') && fits(name);
  }
  if (text === '*' && !semantics.starMatchesEmpty) return (value) => value !== '';
  if (hasWildcard(text)) return compileWildcard(text, { caseSensitive });
  if (caseSensitive) return (value) => value === text;
  const cidr = parseCidr(text);
  const folded = foldCase(text);
  if (cidr === null) return (value) => value === text || foldCase(value) === folded;
  return (value) => foldCase(value) === folded || cidrContains(cidr, value);
}

function anyValue(field: string, test: ValueTest): RowTest {
  return (event) => {
    const value = event.get(field);
    if (typeof value === 'string') return test(value);
    if (value === null) return false;
    if (typeof value === 'object') return value.some((each) => test(scalarText(each)));
    return test(scalarText(value));
  };
}

/** As `anyValue`; metadata also by the further names an event answers to (switch `metadataNames`). */
function selects(field: string, texts: readonly string[], test: ValueTest): RowTest {
  const own = anyValue(field, test);
  if (field === 'index') {
    if (texts.every((text) => splunkIndexes.test(text))) return own;
    return (event, context) => own(event, context) || event.otherNames(field) === anyName;
  }
  if (!otherNamedFields.has(field)) return own;
  const decided = new WeakMap<readonly string[], boolean>();
  return (event, context) => {
    if (own(event, context)) return true;
    const names = event.otherNames(field);
    if (names.length === 0) return false;
    let selected = decided.get(names);
    if (selected === undefined) {
      selected = names.some(test);
      decided.set(names, selected);
    }
    return selected;
  };
}

/**
 * Splunk leaves the entities of XML encoded, escudo decodes them: a term that is written with an entity also finds the value as it
 * stands in the text (cim "Things that are easy to get wrong").
 */
function orAsWritten(field: string, texts: readonly string[], test: ValueTest, row: RowTest): RowTest {
  if (!texts.some((text) => xmlEntity.test(text))) return row;
  return (event, context) =>
    row(event, context) || valuesOf(event.asWritten(field)).some((each) => test(scalarText(each)));
}

function compileComparison(term: SearchComparison, environment: SearchEnvironment): RowTest {
  const { operator, value } = term;
  const field = environment.resolveField?.(term.field) ?? term.field;
  const { semantics } = environment;
  if (operator === '=') {
    // `f=*`: the field exists.
    if (value.text === '*' && field !== 'index' && semantics.starMatchesEmpty) return (event) => event.has(field);
    const test = equality(field, value, semantics);
    return orAsWritten(field, [value.text], test, selects(field, [value.text], test));
  }
  if (operator === '!=') {
    const equal = equality(field, value, semantics);
    const differs = semantics.searchNotEqualMultivalue === 'any-value-differs';
    return (event) => {
      const found = event.get(field);
      if (found === null) return false;
      if (typeof found === 'string') return !equal(found);
      const values = valuesOf(found);
      return differs
        ? values.some((each) => !equal(scalarText(each)))
        : !values.some((each) => equal(scalarText(each)));
    };
  }
  return ordered(field, operator, value.text);
}

/** `<` and its kind: numbers when both sides are, otherwise text by code point. */
function ordered(field: string, operator: ComparisonOperator, text: string): RowTest {
  const number = toNumber(text);
  const test = (value: Scalar): boolean => {
    const left = number === null ? null : toNumber(value);
    const order = left === null ? compareText(scalarText(value), text) : left - number!;
    if (operator === '<') return order < 0;
    if (operator === '<=') return order <= 0;
    return operator === '>' ? order > 0 : order >= 0;
  };
  return (event) => valuesOf(event.get(field)).some(test);
}

/** Keywords and phrases look at `_raw` only; rows without it are a switch (spl-core 1.9, 8.15). */
function compileKeywordTerm(term: SearchKeyword, semantics: Semantics): RowTest {
  if (term.form === 'word' && /^\*+$/.test(term.text)) return () => true;
  const test = compileKeyword(term.text, term.form);
  const anyField = semantics.keywordWithoutRaw === 'any-field';
  return (event) => {
    const raw = event.get('_raw');
    if (raw !== null) return test(textOf(raw));
    if (!anyField) return false;
    return event
      .fieldNames()
      .some((name) => !name.startsWith('_') && valuesOf(event.get(name)).some((each) => test(scalarText(each))));
  };
}

function textOf(value: Exclude<Value, null>): string {
  return typeof value === 'string' ? value : valuesOf(value).map(scalarText).join('\n');
}
