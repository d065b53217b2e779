import type { ComparedText, Constraint } from '../../plan/fields/constraint.js';
import { type FieldFact, knownNames, type RowShape } from '../../plan/fields/row-shape.js';
import { type GroupLanguage, groupLanguage } from '../../regex/group-language.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { fits, isNumber, isWithin, mayBothFit } from './compared-text.js';

/** Why a constraint can never, or will always, be met. */
export interface Verdict {
  readonly holds: 'never' | 'always';
  /** A clause that ends a sentence: "because …". */
  readonly because: string;
  /** True when it rests on the field having one value, which is not known. */
  readonly ifSingle: boolean;
  /** The field that no row has, where that is why. */
  readonly missing?: string;
}

/** The field that may be meant where rows of this shape have none of the name. */
export function meantInstead({ missing }: Verdict, shape: RowShape): string[] {
  return didYouMean(missing === undefined ? [] : suggest(missing, knownNames(shape), 1));
}

const languages = new Map<string, GroupLanguage | undefined>();

function languageOf(pattern: string, group: string): GroupLanguage | undefined {
  const key = `${group}\n${pattern}`;
  if (!languages.has(key)) {
    if (languages.size > 500) languages.clear();
    languages.set(key, groupLanguage(pattern, group));
  }
  return languages.get(key);
}

const quoted = (text: string): string => `"${text.length > 60 ? `${text.slice(0, 57)}...` : text}"`;

function isInBound(text: string, bound: Constraint & { kind: 'bound' }): boolean {
  // Text that is no number compares in its own way; nothing is said about it.
  if (!isNumber(text)) return true;
  const value = Number(text);
  switch (bound.operator) {
    case '<':
      return value < bound.number;
    case '<=':
      return value <= bound.number;
    case '>':
      return value > bound.number;
    case '>=':
      return value >= bound.number;
  }
}

/** Whether one text meets a constraint. */
function meets(text: string, constraint: Constraint): boolean {
  switch (constraint.kind) {
    case 'one-of':
      return constraint.texts.some((each) => fits(each, text));
    case 'none-of':
      return !constraint.texts.some((each) => fits(each, text));
    case 'bound':
      return isInBound(text, constraint);
    case 'present':
      return true;
    case 'absent':
      return false;
  }
}

/** The finite list of texts that a field can hold, or undefined. */
function candidates(
  fact: FieldFact,
  others: readonly Constraint[],
): { texts: readonly string[]; from: 'value' | 'condition' } | undefined {
  if (fact.values.kind === 'texts') return { texts: fact.values.texts, from: 'value' };
  for (const each of others) {
    if (each.kind === 'one-of' && each.texts.every((text) => !text.wildcard))
      return { texts: each.texts.map((text) => text.text), from: 'condition' };
  }
  return undefined;
}

/**
 * What is known of a constraint on a field before any row is read: given what the field can hold, and the constraints that every
 * row meets beside this one. Undefined: it depends on the row.
 */
export function judge(
  constraint: Constraint,
  field: string,
  fact: FieldFact,
  others: readonly Constraint[],
): Verdict | undefined {
  const verdict =
    judgeByPresence(constraint, field, fact) ??
    judgeByValues(constraint, field, fact) ??
    judgeByOthers(constraint, field, fact, others);
  // Of a field that holds several values each condition may meet another one.
  return verdict?.ifSingle && (fact.plurality === 'many' || listed.test(field)) ? undefined : verdict;
}

/** Fields of events that list what knowledge objects make of them (spl-core 1.10). */
const listed = /(?:^|\.)(?:tag|eventtype)$|^tag::/;

const never = (because: string, ifSingle = false): Verdict => ({ holds: 'never', because, ifSingle });
const always = (because: string, ifSingle = false): Verdict => ({ holds: 'always', because, ifSingle });

function judgeByPresence(constraint: Constraint, field: string, fact: FieldFact): Verdict | undefined {
  if (fact.presence === 'never') {
    const absence = constraint.kind === 'absent' || (constraint.kind === 'none-of' && constraint.absentToo);
    const because = `no row has a field \`${field}\` here`;
    return { ...(absence ? always(because) : never(because)), missing: field };
  }
  if (constraint.kind === 'absent' && fact.presence === 'always') return never(`\`${field}\` always has a value here`);
  return undefined;
}

/** By what the values of the field are made of. */
function judgeByValues(constraint: Constraint, field: string, { values, presence }: FieldFact): Verdict | undefined {
  if (constraint.kind === 'bound') {
    if (values.kind !== 'number' || values.least === undefined) return undefined;
    const below = constraint.operator === '<' ? constraint.number <= values.least : constraint.number < values.least;
    if (constraint.operator === '<' || constraint.operator === '<=')
      return below ? never(`\`${field}\` is never less than ${values.least}`) : undefined;
    return undefined;
  }
  if (constraint.kind !== 'one-of' && constraint.kind !== 'none-of') return undefined;
  const why = whyNone(constraint.texts, field, values);
  if (why === undefined) return undefined;
  // To exclude a number that cannot be leaves out the rows without a value: `mvcount(x)!=0`.
  if (constraint.kind === 'none-of' && !constraint.absentToo && presence !== 'always' && values.kind === 'number')
    return undefined;
  return constraint.kind === 'one-of' ? never(why) : always(why);
}

/** Why the values can be none of the texts; undefined when they can, or it is not known. */
function whyNone(texts: readonly ComparedText[], field: string, values: FieldFact['values']): string | undefined {
  const first = texts[0];
  if (first === undefined) return undefined;
  switch (values.kind) {
    case 'capture': {
      const language = languageOf(values.pattern, values.group);
      const impossible = (each: ComparedText): boolean =>
        !language!.mayProduce({
          parts: each.wildcard ? each.text.split('*') : [each.text],
          ignoreCase: each.ignoreCase,
        });
      return language !== undefined && texts.every(impossible) ? whyImpossible(first, field, language) : undefined;
    }
    case 'number':
    case 'epoch': {
      if (texts.every((each) => !each.wildcard && !mayBeNumber(each.text)))
        return `\`${field}\` is a number, and ${quoted(first.text)} is none`;
      const least = values.kind === 'number' ? values.least : undefined;
      if (least === undefined || !texts.every((each) => isNumber(each.text) && Number(each.text) < least))
        return undefined;
      return `\`${field}\` is never less than ${least}`;
    }
    case 'letter-case': {
      const other = values.letters === 'lower' ? /\p{Lu}/u : /\p{Ll}/u;
      return texts.every((each) => !each.ignoreCase && other.test(each.text))
        ? `\`${field}\` is in ${values.letters} case, and ${quoted(first.text)} is not`
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Numbers also show themselves as `nan`, `inf` and the like. */
function mayBeNumber(text: string): boolean {
  return isNumber(text) || /^\s*[+-]?(?:inf|nan)/i.test(text);
}

/** By the conditions that every row meets besides. */
function judgeByOthers(
  constraint: Constraint,
  field: string,
  fact: FieldFact,
  others: readonly Constraint[],
): Verdict | undefined {
  if (constraint.kind === 'present' || constraint.kind === 'absent') return undefined;
  const multi = fact.plurality !== 'single';
  const known = candidates(fact, others);
  if (known !== undefined && !(known.from === 'value' && multi)) {
    const left =
      known.from === 'value' ? known.texts.filter((text) => others.every((other) => meets(text, other))) : known.texts;
    const met = left.filter((text) => meets(text, constraint));
    // An earlier condition of the same kind that already left nothing is reported itself.
    if (left.length > 0 && met.length === 0) {
      const values = left.slice(0, 3).map(quoted).join(' or ');
      return never(`\`${field}\` is ${values}${left.length > 3 ? ' or another of few values' : ''} here`, multi);
    }
  }
  for (const other of others) {
    const why = whyApart(constraint, other);
    if (why !== undefined) return never(why, multi);
  }
  return undefined;
}

/** Why no value meets both constraints; undefined when one may. */
function whyApart(a: Constraint, b: Constraint): string | undefined {
  if (a.kind === 'bound' && b.kind === 'bound')
    return areApart(a, b) ? `another condition asks for ${b.operator} ${b.number}` : undefined;
  if (a.kind === 'bound' && b.kind === 'one-of') {
    return b.texts.every((each) => !each.wildcard && isNumber(each.text) && !meets(each.text, a))
      ? `another condition asks for ${quoted(b.texts[0]!.text)}`
      : undefined;
  }
  if (a.kind === 'none-of' && b.kind === 'one-of') {
    return b.texts.every((each) => a.texts.some((excluded) => isWithin(each, excluded)))
      ? `another condition asks for ${quoted(b.texts[0]!.text)}`
      : undefined;
  }
  if (a.kind !== 'one-of') return undefined;
  switch (b.kind) {
    case 'bound':
      return a.texts.every((each) => !each.wildcard && !meets(each.text, b))
        ? `another condition asks for ${b.operator} ${b.number}`
        : undefined;
    case 'none-of':
      return a.texts.every((each) => b.texts.some((excluded) => isWithin(each, excluded)))
        ? `another condition excludes ${quoted(a.texts[0]!.text)}`
        : undefined;
    case 'one-of':
      return a.texts.every((each) => b.texts.every((other) => !mayBothFit(each, other)))
        ? `another condition asks for ${quoted(b.texts[0]!.text)}`
        : undefined;
    default:
      return undefined;
  }
}

function areApart(a: Constraint & { kind: 'bound' }, b: Constraint & { kind: 'bound' }): boolean {
  const isLow = (each: typeof a): boolean => each.operator === '>' || each.operator === '>=';
  if (isLow(a) === isLow(b)) return false;
  const low = isLow(a) ? a : b;
  const high = isLow(a) ? b : a;
  return low.number > high.number || (low.number === high.number && !(low.operator === '>=' && high.operator === '<='));
}

const names = new Map([
  [' ', 'a blank'],
  ['\n', 'a line break'],
  ['\t', 'a tab'],
  ["'", 'an apostrophe'],
]);

function whyImpossible(compared: ComparedText, field: string, language: GroupLanguage): string {
  const foreign = language.foreignCharacters(compared.wildcard ? compared.text.replaceAll('*', '') : compared.text);
  const group = `the group that \`${field}\` is captured by`;
  if (foreign.length === 0) return `${group} cannot match ${quoted(compared.text)} as a whole`;
  const shown = foreign.slice(0, 4).map((char) => names.get(char) ?? `\`${char}\``);
  return `${group} never takes ${shown.join(' or ')}, which ${quoted(compared.text)} holds`;
}
