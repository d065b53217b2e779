import { defineCodes } from '../define-codes.js';

export const syntaxCodes = defineCodes({
  'unterminated-quote': {
    severity: 'error',
    message: ({ quote }: { quote: string }) => `The text opened by ${quote} is never closed.`,
    explanation:
      'A quoted text runs to the next quote of the same kind. In double quotes a backslash before the quote escapes it, so a text that ends in a backslash needs two. Close the text.',
  },
  'unterminated-comment': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The comment opened by ``` is never closed.',
    explanation:
      'Three backticks open a comment and three close it; what follows an open one would be ignored. Close the comment.',
  },
  'unbalanced-bracket': {
    severity: 'error',
    message: ({ bracket }: { bracket: string }) =>
      bracket === ']' ? 'This `]` closes nothing.' : 'This `[` is never closed.',
    explanation:
      'Square brackets outside quotes hold a subsearch. A regular expression with a character class must stand in double quotes. Balance the brackets or quote the text.',
  },
  'unexpected-character': {
    severity: 'error',
    message: ({ character, where }: { character: string; where: string }) =>
      `${JSON.stringify(character)} has no meaning in ${where}.`,
    explanation: 'The character belongs to no word or operator here. Quote the text it is part of, or remove it.',
  },
  'typographic-quotes': {
    severity: 'warning',
    message: ({ text }: { text: string }) => `${text} has typographic quotes, which quote nothing.`,
    explanation:
      'Text processors and web pages turn quotes into curly ones. Splunk takes those for letters of the word, so that a phrase falls apart and a value never fits. Write " around text and \' around field names of an expression.',
  },
  'unfilled-token': {
    severity: 'warning',
    message: ({ text }: { text: string }) => `${text} is a token that nothing fills here: it is taken as it stands.`,
    explanation:
      'Dashboards, workbooks and drill-downs put a value in the place of $name$ before they run a search. A search that is run without them keeps the text, and mostly finds nothing. Put a value in its place; in map and in macros with arguments tokens are filled.',
  },
  'function-in-search': {
    severity: 'warning',
    message: ({ call }: { call: string }) => `\`search\` knows no functions: \`${call}\` is text to compare with.`,
    explanation:
      'The right side of a comparison in search is always a literal value. Splunk runs such a search and finds nothing, or too much. Use where, whose comparisons take expressions.',
  },
  'syntax-error': {
    severity: 'error',
    message: ({ found, expected }: { found: string; expected: string }) =>
      expected === '' ? `Unexpected ${found}.` : `Unexpected ${found}; expected ${expected}.`,
    explanation:
      'The search does not follow the grammar of the command (grammar/commands). It is refused as a whole; nothing of it runs.',
  },
  'empty-command': {
    severity: 'error',
    message: (_: Record<string, never>) => 'A command is missing here.',
    explanation:
      'Between two pipes, and after the last one, a command must stand. Remove the pipe or write the command.',
  },
  'empty-search': {
    severity: 'error',
    message: (_: Record<string, never>) => 'The search is empty.',
    explanation: 'There is nothing to run. Write search terms or a command.',
  },
  'unknown-command': {
    severity: 'error',
    message: ({ name }: { name: string }) => `There is no command \`${name}\`.`,
    explanation:
      'The word after a pipe names a command. This one is not a command of Splunk that escudo knows; it may come from an app. A search with an unknown command is refused as a whole.',
  },
  'unknown-function': {
    severity: 'error',
    message: ({ name }: { name: string }) => `There is no function \`${name}\`.`,
    explanation: 'The name before the parenthesis is no eval function (grammar/functions.md). Check the spelling.',
  },
  'unknown-aggregation': {
    severity: 'error',
    message: ({ name }: { name: string }) => `There is no aggregation \`${name}\`.`,
    explanation:
      'The name is no aggregation function of stats and its relatives (grammar/functions.md). Check the spelling.',
  },
  'wrong-arguments': {
    severity: 'error',
    message: ({ name, reason }: { name: string; reason: string }) => `\`${name}\` ${reason}.`,
    explanation:
      'The function was called with a number or kind of arguments that it does not take (grammar/functions.md).',
  },
  'type-mismatch': {
    severity: 'error',
    message: ({ reason }: { reason: string }) => reason,
    explanation:
      'The expression mixes kinds in a way that Splunk refuses before running: a text literal compared with a number literal, a value where a condition is needed, or a condition assigned to a field. Convert one side, or wrap the condition in if(..).',
  },
  'unknown-option': {
    severity: 'error',
    message: ({ command, option }: { command: string; option: string }) =>
      `\`${command}\` has no option \`${option}\`.`,
    explanation:
      'Each command takes the options of its page in grammar/commands. An unknown one is refused, because its effect would have to be guessed.',
  },
  'repeated-option': {
    severity: 'warning',
    message: ({ option }: { option: string }) => `\`${option}\` stands twice; the last one counts here.`,
    explanation: 'Splunk does not say which of two options of one name counts. Leave the one that is meant.',
  },
  'keyword-as-field': {
    severity: 'warning',
    message: ({ word, command }: { word: string; command: string }) =>
      `\`${command}\` takes \`${word}\` for the name of a field.`,
    explanation:
      'The word is a keyword of other commands or languages, but none of this one: it is read as the name of a field, which hardly any row has. Quote it if such a field is meant.',
  },
  'wrong-option-value': {
    severity: 'error',
    message: ({ option, expected, found }: { option: string; expected: string; found: string }) =>
      `\`${option}\` takes ${expected}, not ${JSON.stringify(found)}.`,
    explanation: 'The value does not fit the option (grammar/commands).',
  },
  'missing-argument': {
    severity: 'error',
    message: ({ command, what }: { command: string; what: string }) => `\`${command}\` needs ${what}.`,
    explanation: 'A required argument of the command is missing (grammar/commands).',
  },
  'surplus-argument': {
    severity: 'error',
    message: ({ command, what }: { command: string; what: string }) => `\`${command}\` does not take ${what}.`,
    explanation: 'The command has no place for this argument (grammar/commands).',
  },
  'nesting-too-deep': {
    severity: 'error',
    message: ({ what, limit }: { what: string; limit: number }) => `${what} are nested more than ${limit} deep.`,
    explanation: 'Deep nesting is refused so that hostile text cannot exhaust the stack.',
  },
  'search-too-long': {
    severity: 'error',
    message: ({ limit, what }: { limit: number; what: string }) => `The search has more than ${limit} ${what}.`,
    explanation:
      'A search of this size, after macros are expanded, is no detection. It is refused so that hostile text cannot exhaust the stack.',
  },
  'too-many-mistakes': {
    severity: 'error',
    message: ({ limit }: { limit: number }) =>
      `There are more than ${limit} mistakes in this text; what follows was not looked at.`,
    explanation: 'A text with so many mistakes is hardly a search. The first mistakes say what to look at.',
  },
});
