import { defineCodes } from '../define-codes.js';

export const runCodes = defineCodes({
  'run-note': {
    severity: 'warning',
    message: ({ message }: { message: string }) => message,
    explanation:
      'Something in the data or a limit changed what the search gives; the results are what could be computed.',
  },
  'results-unwritable': {
    severity: 'error',
    message: (p: { path: string; reason: string }) => `Cannot write ${p.path}: ${p.reason}.`,
    explanation:
      'What a search writes (`outputlookup`, `outputcsv`, `collect`) could not be put into the folder that `--write-lookups` names. The rows are lost.',
  },
  'search-over-budget': {
    severity: 'error',
    message: ({ seconds }: { seconds: number }) =>
      `The search was stopped: its commands had run for more than ${seconds} s.`,
    explanation:
      'A search may take only so long where a budget is set, so that one with a costly expression does not hold up the others. It has no result: a part of one would look like the whole. `--profile` shows where its time goes; a larger budget lets it finish.',
  },
  'search-too-large': {
    severity: 'error',
    message: ({ what }: { what: string }) =>
      `The search was stopped: it made ${what} larger than the machine can hold.`,
    explanation:
      'The limits on texts, lists and rows end most searches that grow without bounds before that. This one made a single text or table that Node.js has no room for, whatever the memory. It has no result: a part of one would look like the whole. Make the fields smaller that it groups, joins or writes by, with `substr` or `mvindex`.',
  },
  'slow-search': {
    severity: 'warning',
    message: ({ seconds, all }: { seconds: number; all: number }) =>
      `The search took ${seconds} s of the ${all} s in which searches ran.`,
    explanation:
      'One search took more time than all others together. `--profile` shows its regular expressions; a condition in front that few events fit helps most. `--rule-budget` stops such a search.',
  },
  'unknown-lookup': {
    severity: 'error',
    message: ({ table }: { table: string }) => `There is no lookup table \`${table}\`.`,
    explanation:
      'The search names a table that no lookup definition and no file brings. Without it the results would be wrong, so the search is refused. Add the table, or correct its name.',
  },
  'empty-lookup': {
    severity: 'warning',
    message: ({ table, owner }: { table: string; owner: string }) =>
      `The lookup table \`${table}\` is empty: ${owner}.`,
    explanation:
      'The table belongs to another app or is filled by a baseline search, so no repository has its rows. Nothing is found in it. Give its rows if you have them.',
  },
  'lookup-unknown-field': {
    severity: 'error',
    message: ({ table, field }: { table: string; field: string }) =>
      `The lookup table \`${table}\` has no column \`${field}\`.`,
    explanation:
      'In lookup the first name of `a AS b` is the column of the table, on both sides of OUTPUT. Splunk refuses a column that the table does not have.',
  },
  'unknown-data-set': {
    severity: 'error',
    message: ({ name }: { name: string }) => `There is no data set \`${name}\`.`,
    explanation:
      'The search reads a data model that is not described in rules/datamodels and not given as data. Write it as Model.Dataset, or add the data model.',
  },
  'no-geo-database': {
    severity: 'warning',
    message: (_: Record<string, never>) => 'iplocation added nothing: there is no database of addresses.',
    explanation:
      'The place of an address is looked up in a GeoLite2 City database, which has a licence of its own and is not part of escudo. Conditions on City, Country or Region see no value. Get the database and name its file for the run.',
  },
});
