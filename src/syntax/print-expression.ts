import type { Expression, Pipeline } from './ast.js';
import { quoteText } from './escape.js';
import { isIdentifier } from './lexer-expression.js';

/** What printing an expression or search terms must know of where they stand. */
export interface PrintPlace {
  /** Words that are keywords of the command and need quotes as names. */
  readonly keywords: ReadonlySet<string>;
  pipeline(tree: Pipeline): string;
}

/** Inside parentheses keywords of the command are plain words again. */
export function inParentheses(place: PrintPlace): PrintPlace {
  return place.keywords.size === 0 ? place : { ...place, keywords: noKeywords };
}

const noKeywords: ReadonlySet<string> = new Set();

/** How tightly an expression binds, from `XOR` to a name (spl-core 1.6). */
function level(expression: Expression): number {
  switch (expression.kind) {
    case 'binary':
      switch (expression.operator) {
        case 'xor':
          return 1;
        case 'or':
          return 2;
        case 'and':
          return 3;
        case '+':
        case '-':
        case '.':
          return 6;
        case '*':
        case '/':
        case '%':
          return 7;
        default:
          return 5;
      }
    case 'unary':
      return expression.operator === 'not' ? 4 : 8;
    case 'in':
      return 5;
    default:
      return 9;
  }
}

/** An eval expression as text; the author's parentheses stay, others are added where the tree asks for them. */
export function printExpression(expression: Expression, place: PrintPlace, least = 0): string {
  if (level(expression) < least) return `(${printExpression(expression, inParentheses(place))})`;
  switch (expression.kind) {
    case 'number':
      return expression.text;
    case 'string':
      return quoteText(expression);
    case 'field':
      return printFieldName(expression.name, place);
    case 'call': {
      const inside = inParentheses(place);
      return `${expression.name}(${expression.args.map((each) => printExpression(each, inside)).join(', ')})`;
    }
    case 'group':
      return `(${printExpression(expression.inner, inParentheses(place))})`;
    case 'subsearch':
      return `[${place.pipeline(expression.pipeline)}]`;
    case 'in': {
      const inside = inParentheses(place);
      const items = expression.items.map((each) => printExpression(each, inside, 6)).join(', ');
      return `${printExpression(expression.needle, place, 5)} IN (${items})`;
    }
    case 'unary':
      return printUnary(expression, place);
    case 'binary':
      return printBinary(expression, place);
  }
}

/** A field as eval wants it: bare where it can be, else in single quotes. */
function printFieldName(name: string, place: PrintPlace): string {
  return isIdentifier(name) && !place.keywords.has(name.toLowerCase()) ? name : `'${name}'`;
}

function printUnary(expression: Expression & { kind: 'unary' }, place: PrintPlace): string {
  let text = '';
  let inner: Expression = expression;
  while (inner.kind === 'unary' && (inner.operator === 'not') === (expression.operator === 'not')) {
    text += inner.operator === 'not' ? 'NOT ' : inner.operator;
    inner = inner.operand;
  }
  return text + printExpression(inner, place, expression.operator === 'not' ? 5 : 9);
}

/** A chain of operators that associate to the left, without a recursion per operator. */
function printBinary(expression: Expression & { kind: 'binary' }, place: PrintPlace): string {
  const own = level(expression);
  const parts: string[] = [];
  let left: Expression = expression;
  while (left.kind === 'binary' && level(left) === own) {
    parts.push(`${left.operator.toUpperCase()} ${printExpression(left.right, place, own + 1)}`);
    left = left.left;
  }
  parts.push(printExpression(left, place, own));
  return parts.reverse().join(' ');
}
