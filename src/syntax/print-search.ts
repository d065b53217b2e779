import type { SearchExpression, SearchSubsearch, SearchValue } from './ast.js';
import { escapeWord, quote } from './escape.js';
import { isSearchWordImage } from './lexer-search.js';
import { inParentheses, type PrintPlace } from './print-expression.js';

/** Search terms as text: AND is implied, values and names are quoted where they must be. */
export function printSearch(expression: SearchExpression, place: PrintPlace): string {
  switch (expression.kind) {
    case 'and':
      return expression.operands
        .map((each) => operand(each, place, ['and', 'everything']))
        .map((text, index, all) => (all[index + 1]?.startsWith('(') === true ? quotedIn(text) : text))
        .join(' ');
    case 'or':
      return expression.operands.map((each) => operand(each, place, ['and', 'or', 'everything'])).join(' OR ');
    case 'not':
      return `NOT ${operand(expression.operand, place, ['and', 'or', 'everything'])}`;
    case 'group':
      return `(${printSearch(expression.inner, inParentheses(place))})`;
    case 'comparison':
      return `${name(expression.field, place)}${expression.operator}${afterOperator(printValue(expression.value))}`;
    case 'in':
      return `${word(expression.field, place)} IN (${expression.values.map(printValue).join(', ')})`;
    case 'keyword':
      return printKeyword(expression.form, expression.text, place);
    case 'time':
      if (expression.older !== undefined) return printSearch(expression.older, place);
      return `${expression.modifier}=${afterOperator(printValue({ text: expression.value, form: 'word' }))}`;
    case 'subsearch':
      return printSubsearch(expression, place);
    case 'everything':
      return '';
  }
}

/** `[..]`, `user=[..]`, `user IN ([..])`. */
function printSubsearch({ pipeline, compared }: SearchSubsearch, place: PrintPlace): string {
  const brackets = `[${place.pipeline(pipeline)}]`;
  if (compared === undefined) return brackets;
  return compared.operator === 'in'
    ? `${word(compared.field, place)} IN (${brackets})`
    : `${name(compared.field, place)}${compared.operator}${brackets}`;
}

/** The word `in` alone or negated, which before a parenthesis would open a list, in quotes. */
const quotedIn = (text: string): string =>
  text.replace(/^((?:NOT )*)(in)$/i, (_, negations: string, found: string) => negations + quote(found));

/** An operand, in parentheses where it would fall apart without. */
function operand(expression: SearchExpression, place: PrintPlace, loose: readonly SearchExpression['kind'][]): string {
  return loose.includes(expression.kind)
    ? `(${printSearch(expression, inParentheses(place))})`
    : printSearch(expression, place);
}

/** The field of a comparison; a `!` at its end would be read with the operator. */
function name(text: string, place: PrintPlace): string {
  return text.endsWith('!') ? quote(text) : word(text, place);
}

/** A field, or a keyword that stands alone. */
function word(text: string, place: PrintPlace): string {
  const image = escapeWord(text);
  return isSearchWordImage(image, false) && !place.keywords.has(image.toLowerCase()) ? image : quote(text);
}

function printKeyword(form: 'word' | 'phrase' | 'term' | 'case', text: string, place: PrintPlace): string {
  if (form === 'phrase') return quote(text);
  return form === 'word' ? word(text, place) : printPhrase(form, text);
}

function printValue(value: Pick<SearchValue, 'text' | 'form'>): string {
  if (value.form === 'quoted') return quote(value.text);
  if (value.form === 'case') return printPhrase('case', value.text);
  const image = escapeWord(value.text);
  return isSearchWordImage(image, true) ? image : quote(value.text);
}

/** A blank keeps a value that begins like an operator apart from the one before it. */
function afterOperator(value: string): string {
  return /^[=<>]/.test(value) ? ` ${value}` : value;
}

/** `TERM(..)`, `CASE(..)`: quotes inside where parentheses or blanks at the ends ask for them. */
function printPhrase(form: 'term' | 'case', text: string): string {
  const bare = !/[()"]/.test(text) && text.trim() === text;
  return `${form.toUpperCase()}(${bare ? escapeWord(text) : `"${text.replace(/["\\]/g, '\\$&')}"`})`;
}
