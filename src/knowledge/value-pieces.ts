import { scalarRegistry } from '../functions/scalar/index.js';
import type { Expression } from '../syntax/ast.js';
import { foldCase } from '../values/case-fold.js';

/** A text that is looked for in values has none of these characters. */
export const separator = /[ "\\/&<>'+%\s]/;

/** What the value of an expression is a piece of; of texts without a {@link separator} the pieces of which it is made. */
export interface ValuePieces {
  /** Fields it may come from. */
  readonly fields: Set<string>;
  /** Folded texts that it may come from. */
  readonly constants: Set<string>;
}

/** Functions whose value is a piece of that of their first argument, but for its letter case. */
const ofFirst: ReadonlySet<string> = new Set([
  'lower',
  'ltrim',
  'mvdedup',
  'mvindex',
  'mvsort',
  'nullif',
  'rtrim',
  'split',
  'substr',
  'trim',
]);

/** Adds what the values of an expression are pieces of; false where they can be put together in another way. */
export function addPieces(expression: Expression, into: ValuePieces): boolean {
  switch (expression.kind) {
    case 'field':
      into.fields.add(expression.name);
      return true;
    case 'string':
      into.constants.add(foldCase(expression.value));
      return true;
    case 'number':
      into.constants.add(foldCase(expression.text));
      return true;
    case 'group':
      return addPieces(expression.inner, into);
    case 'call':
      return argumentsOf(expression.name, expression.args)?.every((each) => addPieces(each, into)) === true;
    case 'binary':
      return expression.operator === '.' && addJoined(expression, into);
    default:
      return false;
  }
}

/** The arguments that a call can give back. */
function argumentsOf(name: string, args: readonly Expression[]): readonly Expression[] | undefined {
  if (name === 'null') return [];
  if (ofFirst.has(name)) return args.slice(0, 1);
  if (name === 'mvappend') return args;
  if (name === 'replace' && leavesPiece(args)) return args.slice(0, 1);
  const { chooses } = scalarRegistry.get(name) ?? {};
  return chooses === undefined ? undefined : args.filter((_, index) => chooses(index));
}

/**
 * Whether a replacement leaves a stretch of the text whole: `replace(X, "^C:", "")` takes something off its beginning, once as it is
 * anchored, and `replace(X, "^a(.*)$", "\\1")` gives a group of it.
 */
function leavesPiece([, pattern, replacement]: readonly Expression[]): boolean {
  if (pattern?.kind !== 'string' || replacement?.kind !== 'string') return false;
  if (!pattern.value.startsWith('^') || !isPlain(pattern.value)) return false;
  if (replacement.value === '') return true;
  return /^\\[1-9]$/.test(replacement.value) && /[^\\]\$$/.test(pattern.value);
}

/** No alternatives outside of groups, and nothing that changes what `^` and `$` mean. */
function isPlain(pattern: string): boolean {
  if (pattern.includes('(?')) return false;
  // Escaped characters and sets hold no syntax.
  const outside = pattern.replace(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/gs, 'x');
  let depth = 0;
  for (const character of outside) {
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === '|' && depth === 0) return false;
  }
  return depth === 0;
}

/** Adds the parts that are put one behind the other where a separator stands at every seam. */
function addJoined(expression: Expression, into: ValuePieces): boolean {
  const parts: Expression[] = [];
  flatten(expression, parts);
  for (const [index, part] of parts.entries()) {
    if (index > 0 && !beginsApart(part) && !endsApart(parts[index - 1]!)) return false;
    if (!addPieces(part, into)) return false;
  }
  return true;
}

function beginsApart(part: Expression): boolean {
  return part.kind === 'string' && separator.test(part.value.slice(0, 1));
}

function endsApart(part: Expression): boolean {
  return part.kind === 'string' && separator.test(part.value.slice(-1));
}

function flatten(expression: Expression, into: Expression[]): void {
  if (expression.kind === 'binary' && expression.operator === '.') {
    flatten(expression.left, into);
    flatten(expression.right, into);
  } else into.push(expression);
}
