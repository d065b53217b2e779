import type {
  AggregationArgument,
  Argument,
  AssignmentArgument,
  FieldArgument,
  OptionArgument,
  PairArgument,
  WordArgument,
} from './ast.js';
import { escapeWord, quote } from './escape.js';
import type { ArgumentMode } from './lexer.js';
import { isIdentifier } from './lexer-expression.js';
import { isWordImage } from './lexer-words.js';
import { inParentheses, type PrintPlace, printExpression } from './print-expression.js';
import { printSearch } from './print-search.js';

/** What printing a command's arguments must know of the command. */
export interface ArgumentPlace extends PrintPlace {
  readonly mode: ArgumentMode;
  /** Whether `name=value` in front of an expression is an option of the command. */
  readonly options: boolean;
  /** A keyword in the letter case the command declares. */
  keyword(lower: string): string;
  /** The text a part of the tree was parsed from, where it is known. */
  written(part: Argument): string | undefined;
}

/** The arguments of a command in order: lists with commas, the rest with blanks. `apart`: the first is no part of a list. */
export function printArguments(args: readonly Argument[], place: ArgumentPlace, apart = false): string {
  let text = '';
  for (const [index, each] of args.entries()) {
    if (index > 0) text += isListed(args[index - 1]!, each) && !(apart && index === 1) ? ', ' : ' ';
    text += printArgument(each, place, index === 0);
  }
  return text;
}

/** Whether a comma belongs between two arguments. A bare number in front of fields is a count and takes none. */
function isListed(left: Argument, right: Argument): boolean {
  if (left.kind === 'field' && left.sign === undefined && !left.quoted && /^\d+$/.test(left.name)) return false;
  const listed = (each: Argument): boolean =>
    each.kind === 'field' || (each.kind === 'pair' && /\w/.test(each.keyword));
  return (
    (listed(left) && listed(right)) ||
    (left.kind === right.kind && (left.kind === 'aggregation' || left.kind === 'assignment'))
  );
}

function printArgument(argument: Argument, place: ArgumentPlace, first = false): string {
  switch (argument.kind) {
    case 'word':
      return printWord(argument, place);
    case 'field':
      return printField(argument, place, first);
    case 'option':
      return `${argument.name}=${printOptionValue(argument, place)}`;
    case 'expression':
      return printOpenExpression(printExpression(argument.expression, place), place);
    case 'search':
      return printSearch(argument.expression, place);
    case 'assignment':
      return printAssignment(argument, place);
    case 'aggregation':
      return printAggregation(argument, place);
    case 'pair':
      return printPair(argument, place);
    case 'clause': {
      const items = printArguments(argument.items, place);
      return `${place.keyword(argument.keyword)}${items === '' ? '' : ' '}${items}`;
    }
    case 'subsearch':
      return `[${place.pipeline(argument.pipeline)}]`;
    case 'template':
      return `[${argument.text}]`;
  }
}

/** Text bare where the lexer takes it for one word, else in double quotes. */
function bareOrQuoted(text: string, quoted: boolean, place: ArgumentPlace, afterEquals = false): string {
  if (quoted) return quote(text);
  const image = escapeWord(text);
  const bare = isWordImage(image, place.mode, afterEquals) && (afterEquals || !place.keywords.has(image.toLowerCase()));
  return bare ? image : quote(text);
}

function printWord(word: WordArgument, place: ArgumentPlace): string {
  return bareOrQuoted(word.text, word.quoted, place);
}

function printField(field: FieldArgument, place: ArgumentPlace, first = false): string {
  const sign = field.sign ?? '';
  if (field.wrapper !== undefined) {
    return `${sign}${field.wrapper}(${bareOrQuoted(field.name, field.quoted, { ...place, ...inParentheses(place) })})`;
  }
  if (sign === '') return bareOrQuoted(field.name, field.quoted, place);
  const name = bareOrQuoted(field.name, field.quoted, { ...place, keywords: new Set() });
  // `fields - a, b`: the sign belongs to the list. A keyword is a name only with the sign attached.
  const apart = name.startsWith('"') || (first && place.mode === 'names' && !place.keywords.has(name.toLowerCase()));
  return `${sign}${apart ? ' ' : ''}${name}`;
}

function printOptionValue(option: OptionArgument, place: ArgumentPlace): string {
  const { value } = option;
  const inside = inParentheses(place);
  switch (value.kind) {
    case 'word':
      if (place.mode === 'expression') return value.quoted ? quote(value.text) : value.text;
      return bareOrQuoted(value.text, value.quoted, place, true);
    case 'expression':
      return `${option.name.startsWith('reset_') ? '' : 'eval'}(${printExpression(value.expression, inside)})`;
    case 'search':
      return `(${printSearch(value.expression, inside)})`;
  }
}

/** `head 'limit'=5`: quotes keep a comparison in front from being read as an option. */
function printOpenExpression(text: string, place: ArgumentPlace): string {
  const name = place.options ? /^[^\s'"()=]+(?= =)/.exec(text)?.[0] : undefined;
  return name === undefined || !isIdentifier(name) ? text : `'${name}'${text.slice(name.length)}`;
}

const part = String.raw`[\p{L}_][\p{L}\p{N}_]*`;

/** Names that need no quotes on the left of an assignment: `a.b`, `inbound:outbound`, `{type}_count`. A name ends where another one begins. */
const bareTarget = new RegExp(
  String.raw`^(?:${part}|\{${part}\})(?:[.:-](?:${part}|\{${part}\})|\{${part}\}|(?<=\})${part})*$`,
  'u',
);

function printAssignment(assignment: AssignmentArgument, place: ArgumentPlace): string {
  const { target } = assignment;
  const bare = isIdentifier(target) || bareTarget.test(target);
  const name =
    bare && !place.keywords.has(target.toLowerCase()) ? target : target.includes("'") ? quote(target) : `'${target}'`;
  return `${name} = ${printExpression(assignment.expression, place)}`;
}

function printAggregation(aggregation: AggregationArgument, place: ArgumentPlace): string {
  const { argument, extra, as } = aggregation;
  // Without AS the text of the term is the name of the column, letter case and blanks included.
  if (as === undefined) {
    const written = place.written(aggregation);
    if (written !== undefined) return written;
  }
  const inside = { ...place, ...inParentheses(place) };
  let text = aggregation.name;
  if (argument !== undefined || extra !== undefined) {
    const first =
      argument === undefined
        ? ''
        : argument.kind === 'expression'
          ? printExpression(argument.expression, inside)
          : argument.kind === 'aggregation'
            ? printAggregation(argument, { ...inside, written: () => undefined })
            : printField(argument, inside);
    text += `(${first}${extra === undefined ? '' : `, ${printWord(extra, inside)}`})`;
  }
  return as === undefined ? text : `${text} ${place.keyword('as')} ${printResultName(as, place)}`;
}

/** The name after AS may be a bare `aceFlags(inheritance)`. */
function printResultName(field: FieldArgument, place: ArgumentPlace): string {
  const call = field.quoted ? null : /^([^()\s]+)\(([^()\s]+)\)$/.exec(field.name);
  if (call === null) return printField(field, place);
  const images = [call[1]!, call[2]!].map(escapeWord);
  const bare = images.every((image) => isWordImage(image, place.mode, false));
  return bare ? `${images[0]}(${images[1]})` : printField(field, place);
}

function printPair(pair: PairArgument, place: ArgumentPlace): string {
  if (pair.keyword === '=' || pair.keyword === '!=') {
    const from = pair.from.kind === 'field' ? pair.from.name : pair.from.text;
    const quoted = pair.from.quoted;
    const name = quoted && pair.keyword === '=' ? `'${from}'` : bareOrQuoted(from, quoted, place);
    const value = pair.to.kind === 'field' ? pair.to.name : pair.to.text;
    return `${name}${pair.keyword}${bareOrQuoted(value, pair.to.quoted, place, pair.keyword === '=')}`;
  }
  return `${printArgument(pair.from, place)} ${place.keyword(pair.keyword)} ${printArgument(pair.to, place)}`;
}
