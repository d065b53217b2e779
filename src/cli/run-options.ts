import { contentOption, geoipOption, knowledgeOption, macroOptions, timeZoneOption } from './content-options.js';
import { databaseOptions, engineOption, schemaOption, timeoutOption } from './engine-options.js';
import type { OptionSpec } from './option.js';

/** The options that `run` and `search` share. */
export const runOptions: readonly OptionSpec[] = [
  {
    name: 'events',
    value: 'PATH',
    calledElsewhere: ['data', 'logs', 'input'],
    many: true,
    group: 'Events',
    summary:
      'Log files and folders; - is standard input. NDJSON, JSON, CSV, Windows XML and text logs and more are told apart by content; gzip, Zstandard and zip are unpacked.',
  },
  {
    name: 'input-format',
    value: 'NAME',
    group: 'Events',
    summary: 'Read all events in this format instead of recognising it; a wrong name lists the known ones.',
  },
  { name: 'sourcetype', value: 'NAME', group: 'Events', summary: 'Sourcetype of events that state none.' },
  { name: 'source', value: 'NAME', group: 'Events', summary: 'Source of events that state none.' },
  { name: 'host', value: 'NAME', group: 'Events', summary: 'Host of events that state none.' },
  { name: 'index', value: 'NAME', group: 'Events', summary: 'Index of events that state none.' },
  { name: 'strict', group: 'Events', summary: 'Read every line, and fail (exit code 2) when one cannot be read.' },
  {
    name: 'jobs',
    short: 'j',
    value: 'N',
    calledElsewhere: ['threads', 'parallel', 'workers'],
    group: 'Events',
    summary:
      'Threads that read a large file side by side; the results are the same for any number. Default: the cores of the machine.',
  },
  {
    name: 'input-order',
    group: 'Events',
    summary:
      'Take events as they come. Otherwise searches whose result depends on the order get the newest event first, as in Splunk.',
  },
  {
    name: 'exact-source-names',
    group: 'Events',
    summary:
      "Compare source, sourcetype and eventtype with the event's own values only. Otherwise an event also answers to the other names that rules/sources lists for it: Windows XML to WinEventLog:<channel>.",
  },
  engineOption(
    ['builtin', 'duckdb', 'clickhouse'],
    'Run in escudo itself, or as SQL in a database that escudo load has filled (see escudo port). With duckdb and --events the events are loaded into one for this run. Default: builtin.',
  ),
  ...databaseOptions,
  schemaOption('Engine'),
  timeoutOption,
  {
    name: 'earliest',
    value: 'TIME',
    calledElsewhere: ['from', 'since'],
    group: 'Time',
    summary: 'First instant: epoch seconds or a time such as -24h@h. Default: all time.',
  },
  { name: 'latest', value: 'TIME', group: 'Time', summary: 'First instant after the range. Default: all time.' },
  {
    name: 'now',
    value: 'TIME',
    group: 'Time',
    summary: 'What relative times count from: epoch seconds or ISO 8601. Default: the start of the run.',
  },
  timeZoneOption,
  contentOption('rules or the current folder'),
  ...macroOptions,
  {
    name: 'lookups',
    value: 'DIR',
    repeat: true,
    group: 'Content',
    summary: 'Folder of CSV files that are the tables of lookups of these names, over those of the content root.',
  },
  {
    name: 'write-lookups',
    value: 'DIR',
    group: 'Content',
    summary: 'Where outputlookup, outputcsv and collect may write. Without it they write nothing.',
  },
  geoipOption,
  knowledgeOption('sources/ and datamodels/'),
  {
    name: 'format',
    value: 'NAME',
    calledElsewhere: ['reporter', 'output-format'],
    choices: ['table', 'json', 'ndjson', 'csv'],
    group: 'Output',
    summary: 'Form of the results. Default: table.',
  },
  {
    name: 'output',
    short: 'o',
    value: 'FILE',
    group: 'Output',
    summary: 'Write the results to this file instead of standard output.',
  },
  { name: 'quiet', short: 'q', group: 'Output', summary: 'Say only what is an error, and no summary.' },
  {
    name: 'limit',
    value: 'NAME=NUMBER',
    repeat: true,
    group: 'Limits',
    summary:
      'Change a limit, such as sortRows=100000; a wrong name lists them. Reaching a limit is always reported. heldRows and heldValues follow the memory that Node.js has (NODE_OPTIONS=--max-old-space-size=MB).',
  },
];

export const costOptions: readonly OptionSpec[] = [
  {
    name: 'profile',
    group: 'Output',
    summary:
      'Say on standard error where the time went: per rule the rows tested, the events, the rows and the time, slowest first, then the regular expressions. Measuring costs some time itself.',
  },
  {
    name: 'rule-budget',
    value: 'SECONDS',
    group: 'Limits',
    summary:
      'Stop and refuse a rule whose commands have run for longer than this, so that it does not hold up the others.',
  },
];

export const findingOptions: readonly OptionSpec[] = [
  {
    name: 'findings',
    group: 'Output',
    summary: 'Show what rows become: notables or findings, and risk events with entity, score and message.',
  },
  {
    name: 'overview',
    calledElsewhere: ['summary', 'stats'],
    group: 'Output',
    summary:
      'Instead of rows, one line for each rule that has some, with score, times and techniques, and one for each person or thing, with its scores added up.',
  },
  { name: 'fail-on-finding', group: 'Output', summary: 'Exit with 1 when a rule has rows.' },
  {
    name: 'scheduled',
    group: 'Time',
    summary:
      "Run each rule over the time range of its own schedule, or that of its type's deployment, relative to --now. --earliest and --latest win.",
  },
];
