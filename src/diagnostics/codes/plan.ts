import { defineCodes } from '../define-codes.js';

export const planCodes = defineCodes({
  'regex-without-groups': {
    severity: 'error',
    message: ({ pattern }: { pattern: string }) =>
      `The pattern ${JSON.stringify(pattern)} extracts nothing: it has no named group.`,
    explanation:
      'rex makes fields from named groups, `(?<name>..)`. Splunk refuses a pattern without any. Name a group, or use regex to filter.',
  },
  'wildcard-mismatch': {
    severity: 'error',
    message: ({ from, to }: { from: string; to: string }) =>
      `\`${from}\` and \`${to}\` differ in their number of asterisks.`,
    explanation: 'Each `*` of the new name takes what the `*` of the old one stood for, so both need the same number.',
  },
  'rename-conflict': {
    severity: 'error',
    message: ({ field, reason }: { field: string; reason: string }) => `\`${field}\` ${reason}.`,
    explanation: 'In one rename a field has one new name, and a name goes to one field.',
  },
  'duplicate-column': {
    severity: 'error',
    message: ({ command, column }: { command: string; column: string }) =>
      `\`${command}\` would make the column \`${column}\` twice.`,
    explanation: 'Each aggregation makes a column of its own. Give one of them another name with AS.',
  },
  'generating-command': {
    severity: 'error',
    message: ({ command }: { command: string }) =>
      `\`${command}\` makes rows of its own and can only be the first command.`,
    explanation:
      'Generating commands begin a search, after a leading pipe. Put it first, or use it in a subsearch (append, join).',
  },
  'not-generating': {
    severity: 'error',
    message: ({ command }: { command: string }) =>
      `\`${command}\` needs rows before it; after a leading pipe or an opening bracket stands a command that makes rows.`,
    explanation:
      'After a leading pipe, and in the brackets of a subsearch, the first command must make rows: search, tstats, inputlookup, makeresults, from and the like.',
  },
  unsupported: {
    severity: 'error',
    message: ({ command, reason }: { command: string; reason: string }) => `\`${command}\` cannot run here: ${reason}`,
    explanation:
      'The command is understood but cannot be computed outside Splunk. A search is never run without one of its parts, so it is refused as a whole.',
  },
  'action-left-out': {
    severity: 'warning',
    message: ({ command }: { command: string }) =>
      `\`${command}\` sends nothing here; the rows pass it unchanged. Act on the findings of the run instead.`,
    explanation:
      'The command hands the results to somebody outside the search and passes them on. A search reaches nobody here, and its results are the same.',
  },
  'invalid-time': {
    severity: 'error',
    message: ({ text, reason }: { text: string; reason: string }) => `\`${text}\` is no time: ${reason}`,
    explanation: 'Times are relative (`-24h@h`), `now`, epoch seconds or `%m/%d/%Y:%H:%M:%S`.',
  },
});
