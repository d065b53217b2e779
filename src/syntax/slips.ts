import type { IToken } from 'chevrotain';
import { commandWords } from './command-words.js';
import {
  CasePhrase,
  Comma,
  DoubleEquals,
  Equals,
  FunctionName,
  Identifier,
  LeftBracket,
  LeftParen,
  NotEquals,
  NumberToken,
  OptionName,
  Percent,
  Quoted,
  QuotedField,
  RightBracket,
  RightParen,
  Slash,
  TermPhrase,
  Word,
} from './tokens.js';

const operands = new Set([Identifier, NumberToken, Quoted, QuotedField]);
const comparisons = new Set([Equals, DoubleEquals, NotEquals]);
const operandEnds = new Set([...operands, RightParen]);
/** What stands in front of a command that lacks its pipe. */
const endsBefore = new Set([...operandEnds, Word, RightBracket]);

/** Operators that other languages have, by the word that does not fit. */
const foreignOperators: ReadonlyMap<string, string> = new Map([
  ['is', 'Write isnull(field) or isnotnull(field).'],
  ['between', 'Write field>=1 AND field<=5.'],
  ['contains', 'Write like(field, "%text%") or match(field, "pattern").'],
  ['matches', 'Write match(field, "pattern").'],
  ['regexp', 'Write match(field, "pattern").'],
  ['rlike', 'Write match(field, "pattern").'],
  ['startswith', 'Write like(field, "text%").'],
  ['endswith', 'Write like(field, "%text").'],
]);

/** `count(eval(x))`, as it is written. */
export function inEval(aggregation: string, text: string): string {
  return `${aggregation}(${'eval'}(${text}))`;
}

/** Advice for slips that are made often; `tokens` are those of the command, `token` the one that did not fit. */
export function adviceForSlip(token: IToken, tokens: readonly IToken[]): string[] {
  const at = tokens.indexOf(token);
  const lost = tokens.find(
    ({ image, tokenType }, index) =>
      index > 0 &&
      index <= at &&
      (tokenType === Word || tokenType === Identifier) &&
      commandWords.has(image) &&
      endsBefore.has(tokens[index - 1]!.tokenType),
  );
  return lost === undefined ? adviceForToken(token, tokens) : [`Is a pipe missing in front of \`${lost.image}\`?`];
}

function adviceForToken(token: IToken, tokens: readonly IToken[]): string[] {
  const at = tokens.indexOf(token);
  const before = tokens[at - 1];
  const command = tokens[0]?.image.toLowerCase() ?? '';
  const type = token.tokenType;
  if (type === Word && /^(and|or|not)$/.test(token.image))
    return ['In `search`, AND, OR and NOT are operators only in capital letters.'];
  if (type === Comma) return adviceForComma(command, tokens, at);
  if (type === TermPhrase || type === CasePhrase)
    return ['TERM(..) and CASE(..) stand alone or, for CASE, on the right of a comparison.'];
  if (type === LeftParen && before !== undefined && comparisons.has(before.tokenType))
    return ['Several values of a field are written `field IN (a, b)`.'];
  if (type === LeftBracket)
    return [
      'The text that a subsearch gives can stand among search terms, in expressions, as the value of a field, and outside parentheses among the arguments of commands that take no brackets themselves.',
    ];
  if (type === OptionName) {
    if (command === 'rename') return [`Write \`rename ${token.image} AS new\`.`];
    const name = calledBefore(tokens, at);
    if (name?.tokenType === FunctionName) return [`A condition stands in eval: ${inEval(name.image, 'field=1')}.`];
  }
  if (before === undefined || !operandEnds.has(before.tokenType)) {
    if (type === Slash && before?.tokenType === Slash) return ['A comment stands between ```three backticks```.'];
    return type === Percent ? ['Text such as the format of a time stands in double quotes.'] : [];
  }
  const operator = type === Identifier ? foreignOperators.get(token.image.toLowerCase()) : undefined;
  if (operator !== undefined) return [operator];
  if (operands.has(type) && command === 'where') return ['Between two conditions stands AND or OR.'];
  if (operands.has(type) && command === 'eval')
    return ['Between two assignments stands a comma; text is joined by a dot and stands in double quotes.'];
  return command === 'eval' && type === LeftParen && at === 2 ? ['An assignment is written `field = expression`.'] : [];
}

/** What stands in front of the last parenthesis that opens before a place. */
function calledBefore(tokens: readonly IToken[], at: number): IToken | undefined {
  return tokens[tokens.slice(0, at).findLastIndex((each) => each.tokenType === LeftParen) - 1];
}

function adviceForComma(command: string, tokens: readonly IToken[], at: number): string[] {
  const before = calledBefore(tokens, at);
  if (before?.tokenType === Word && /^in$/i.test(before.image))
    return ['In `search`, IN is an operator only in capital letters.'];
  // The implied search has no name.
  if (command !== 'search' && command !== '') return [];
  return ['Blanks between search terms mean AND; several values of a field are written `field IN (a, b)`.'];
}
