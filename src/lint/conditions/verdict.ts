import type { ComparedText, Constraint } from '../../plan/fields/constraint.js';
import type { FieldFact } from '../../plan/fields/row-shape.js';
import { type GroupLanguage, groupLanguage } from '../../regex/group-language.js';
import { compileWildcard } from '../../values/wildcard.js';

/** Why a constraint can never, or will always, be met. */
export interface Verdict {
  readonly holds: 'never' | 'always';
  /** A clause that ends a sentence: "because …". */
  readonly because: string;
  /** True when it rests on the field having one value, which is not known. */
  readonly ifSingle: boolean;
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

function fits(compared: ComparedText, text: string): boolean {
  if (compared.wildcard) return compileWildcard(compared.text, { caseSensitive: !compared.ignoreCase })(text);
  if (compared.ignoreCase ? compared.text.toLowerCase() === text.toLowerCase() : compared.text === text) return true;
  return isNumber(compared.text) && isNumber(text) && Number(compared.text) === Number(text);
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function isWithin(text: string, bound: Constraint & { kind: 'bound' }): boolean {
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
      return isWithin(text, constraint);
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
  const never = (because: string, ifSingle = false): Verdict => ({ holds: 'never', because, ifSingle });
  const always = (because: string, ifSingle = false): Verdict => ({ holds: 'always', because, ifSingle });
  if (fact.presence === 'never') {
    if (constraint.kind === 'absent') return always(`no row has a field \`${field}\` here`);
    if (constraint.kind === 'none-of' && constraint.absentToo) return always(`no row has a field \`${field}\` here`);
    return never(`no row has a field \`${field}\` here`);
  }
  if (constraint.kind === 'absent')
    return fact.presence === 'always' && fact.from !== undefined
      ? never(`\`${field}\` always has a value here`)
      : undefined;
  if (constraint.kind === 'present') return undefined;
  const language = fact.values.kind === 'capture' ? languageOf(fact.values.pattern, fact.values.group) : undefined;
  if (language !== undefined && (constraint.kind === 'one-of' || constraint.kind === 'none-of')) {
    const possible = constraint.texts.filter((each) =>
      language.mayProduce({ parts: each.wildcard ? each.text.split('*') : [each.text], ignoreCase: each.ignoreCase }),
    );
    if (possible.length === 0) {
      const because = whyImpossible(constraint.texts[0]!, field, language);
      return constraint.kind === 'one-of' ? never(because) : always(because);
    }
  }
  const multi = fact.plurality === 'maybe';
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
  if (constraint.kind === 'one-of' && constraint.texts.every((each) => !each.wildcard)) {
    for (const other of others) {
      if (other.kind === 'none-of' && constraint.texts.every((each) => !meets(each.text, other))) {
        return never(`another condition excludes ${quoted(constraint.texts[0]!.text)}`, multi);
      }
      if (other.kind === 'bound' && constraint.texts.every((each) => !meets(each.text, other))) {
        return never(`another condition asks for ${other.operator} ${other.number}`, multi);
      }
    }
  }
  if (constraint.kind === 'bound') {
    for (const other of others)
      if (other.kind === 'bound' && areApart(constraint, other))
        return never(`another condition asks for ${other.operator} ${other.number}`, multi);
  }
  return undefined;
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
