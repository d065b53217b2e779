import { defineCodes } from '../define-codes.js';

/** Diagnostics of macro expansion (spl-core 5). */
export const macroCodes = defineCodes({
  'macro-unknown': {
    severity: 'error',
    message: (p: { name: string }) => `There is no macro \`${p.name}\`.`,
    explanation:
      'The search calls a macro that no macro file, content layer or `--macro` option defines. A macro is text of the ' +
      'search, so without it the search has no meaning and is refused. Correct the name, or define the macro.',
  },
  'macro-argument-count': {
    severity: 'error',
    message: (p: { name: string; given: number; accepted: readonly number[] }) =>
      `The macro \`${p.name}\` is called with ${count(p.given)}, but is defined with ${p.accepted.map(String).join(' or ')}.`,
    explanation:
      'Macros of one name and a different number of arguments are different macros; none has the number of arguments ' +
      'that this call gives. Arguments are split at commas outside of double quotes and parentheses: put an argument ' +
      'that holds a comma in double quotes.',
  },
  'macro-cycle': {
    severity: 'error',
    message: (p: { chain: readonly string[] }) =>
      `The macro \`${p.chain[0]}\` calls itself: ${p.chain.map((name) => `\`${name}\``).join(' → ')}.`,
    explanation:
      'The definition of the macro leads back to the macro, so its expansion would never end. Break the cycle in one ' +
      'of the definitions.',
  },
  'macro-too-deep': {
    severity: 'error',
    message: (p: { name: string; limit: number }) =>
      `The call of \`${p.name}\` is nested more than ${p.limit} macros deep.`,
    explanation:
      'Macros may call macros, but only to a limited depth (Splunk stops at 100). Call fewer macros from macros, or ' +
      'raise the limit `macroDepth`.',
  },
  'macro-too-large': {
    severity: 'error',
    message: (p: { limit: number }) => `The macros of this search expand to more than ${p.limit} characters.`,
    explanation:
      'The texts of all macros that the search calls are longer than the limit `expandedCharacters`. Mostly this is ' +
      'a macro that calls others several times, which do the same.',
  },
  'macro-unterminated': {
    severity: 'error',
    message: (_: Record<string, never>) => 'This backtick opens a macro call that is never closed.',
    explanation:
      'A macro call is `name` or `name(arguments)` between two backticks. The closing backtick is missing, or an ' +
      'argument has an opening double quote or parenthesis that is not closed. A backtick that is meant as a ' +
      'character belongs in double quotes.',
  },
  'macro-malformed-call': {
    severity: 'error',
    message: (p: { problem: string }) => `This is not a macro call: ${p.problem}.`,
    explanation:
      'Text between backticks is a macro call: a name, and perhaps arguments in parentheses, and nothing after them. ' +
      'A backtick that is meant as a character belongs in double quotes.',
  },
  'macro-eval-unavailable': {
    severity: 'error',
    message: (p: { name: string; what: 'definition' | 'validation' }) =>
      `The ${p.what} of the macro \`${p.name}\` is an eval expression, and nothing here evaluates it.`,
    explanation:
      'The text of the macro is the result of an expression (`iseval = true`), or its arguments are checked by one ' +
      '(`validation`). This use of escudo has no evaluator, so the text of the search is not known.',
  },
  'macro-eval-no-text': {
    severity: 'error',
    message: (p: { name: string }) => `The eval expression of the macro \`${p.name}\` does not yield a text.`,
    explanation:
      'A macro with `iseval = true` stands for the string its definition evaluates to; here it evaluates to null or ' +
      'to a Boolean. Fields have no value when macros are expanded: only the arguments are known.',
  },
  'macro-validation-failed': {
    severity: 'error',
    message: (p: { name: string; reason: string }) => `The macro \`${p.name}\` refuses its arguments: ${p.reason}`,
    explanation:
      'The macro has a `validation` expression. It is false or null, or yields an error text, for the arguments of ' +
      'this call. Change the arguments.',
  },
});

function count(given: number): string {
  if (given === 0) return 'no arguments';
  return given === 1 ? '1 argument' : `${given} arguments`;
}
