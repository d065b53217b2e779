import { contentOption, knowledgeOption, macroOptions } from '../content-options.js';
import {
  clickHouseOptions,
  databaseOptions,
  engineOption,
  readingOptions,
  schemaOption,
  timeoutOption,
} from '../engine-options.js';
import type { CommandSpec } from '../option.js';
import { runOptions } from '../run-options.js';

export const portSpec: CommandSpec = {
  name: 'port',
  synopsis: 'RULES... [OPTIONS]',
  summary: 'turn detections into SQL with an equivalence grade',
  description: [
    'Writes the search of each detection as SQL for DuckDB or ClickHouse, over tables in the layout that escudo load writes: one common table expression per command, with the command as a comment. For ClickHouse each statement brings along the functions it uses, so that it needs no right to create any and runs on a cluster as it is.',
    'With --schema the SQL reads tables that are there already, in OCSF, in ECS or as a file of yours says. A field without a place there is an error of the detection, never a silent null.',
    'Every detection has a grade: equivalent, equivalent with caveats (each named with its place), or refused with the reason. What cannot be said without changing what is found is refused.',
    'RULES are detections as YAML files, folders of them, or names or ids of detections of the content root.',
  ],
  options: [
    {
      name: 'to',
      value: 'ENGINE',
      choices: ['duckdb', 'clickhouse'],
      group: 'Output',
      summary: 'The engine. Default: duckdb.',
    },
    schemaOption('Output'),
    {
      name: 'out',
      value: 'DIR',
      group: 'Output',
      summary:
        'Write to a folder: detections/*.sql, manifest.json about every detection, schedule.yml with when each runs, report.md, and prelude.sql where the engine needs definitions. Files of detections that are gone are removed.',
    },
    { name: 'report', group: 'Output', summary: 'A table of grades and reasons instead of SQL.' },
    contentOption('rules'),
    ...macroOptions,
    knowledgeOption('sources/ and datamodels/'),
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: ['0 something was ported; 2 wrong usage, unreadable input or every detection refused; 3 a bug of escudo.'],
    },
  ],
  examples: [
    { text: 'the SQL of a detection', line: 'escudo port rules/detections' },
    { text: 'over a data lake in OCSF', line: 'escudo port detections --schema ocsf --out sql' },
    { text: 'how much of a repository can be ported', line: 'escudo port detections --to clickhouse --report' },
  ],
};

/** Options of `run` that say how events are read. */
const reading: CommandSpec['options'] = runOptions.filter(({ name }) =>
  ['events', ...readingOptions, 'time-zone'].includes(name),
);
const lookupsOption = runOptions.filter(({ name }) => name === 'lookups');

const packages =
  'DuckDB and the client of ClickHouse are optional packages: npm install @duckdb/node-api, npm install @clickhouse/client.';

export const loadSpec: CommandSpec = {
  name: 'load',
  synopsis: '[RULES...] --db FILE --events PATH...',
  summary: 'write normalised events into a database for ported detections',
  description: [
    'Reads logs as escudo run does, and writes them into a database in the layout that ported detections read: the table events with raw text, metadata and all fields, a table per CIM data set, and a table per lookup.',
    'RULES choose what is written: the data sets and lookups that they read. Without RULES it is every data set, and every lookup of the content root.',
    'What an earlier load wrote is replaced; tables that escudo did not make are left alone. A load that is broken off or cannot read its events leaves DuckDB as it was. In ClickHouse the new tables take the place of the old ones at the end.',
    'With --append events are added. Files that were loaded before are left out, told by their path, size and time of change, so that the same command can be given again after a failure. What a broken load had added to ClickHouse is removed by the next one. Load into a database with one process at a time.',
    packages,
  ],
  options: [
    engineOption(['duckdb', 'clickhouse'], 'The engine. Default: duckdb.'),
    ...databaseOptions,
    { name: 'append', group: 'Output', summary: 'Add to the events that are there instead of replacing them.' },
    {
      name: 'lookups-only',
      group: 'Output',
      summary: 'Load the lookups and nothing else, for searches over tables of your own; events are left as they are.',
    },
    ...reading,
    contentOption('rules'),
    ...macroOptions,
    ...lookupsOption,
    knowledgeOption('sources/ and datamodels/'),
    { name: 'quiet', short: 'q', group: 'Output', summary: 'Say only what is an error, and no summary.' },
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: ['0 loaded; 2 wrong usage, unreadable input or a failure of the engine; 3 a bug of escudo.'],
    },
  ],
  examples: [
    {
      text: 'the examples that come with escudo, and the detections over them',
      line: 'escudo load rules/detections --db logs.duckdb --events rules/examples',
    },
    { text: 'then', line: 'escudo run rules/detections --engine duckdb --db logs.duckdb' },
    {
      text: 'what detections look up, beside tables of your own',
      line: 'escudo load detections --db lake.duckdb --lookups-only',
    },
    {
      text: 'a server',
      line: 'escudo load detections --engine clickhouse --url https://clickhouse.example.net:8443 --database logs --events logs/ --append',
    },
  ],
};

export const verifySpec: CommandSpec = {
  name: 'verify',
  synopsis: 'RULES... --events PATH...',
  summary: 'run detections on escudo and on databases and compare the rows',
  description: [
    'Loads the events into an empty database, runs the SQL of each detection there and the detection itself on escudo, and compares the rows. Numbers are equal when they agree to nine digits.',
    'DuckDB runs in memory. On a ClickHouse server a database of its own is made for the comparison, and removed.',
    packages,
  ],
  options: [
    {
      name: 'engines',
      value: 'LIST',
      group: 'Engine',
      summary: 'builtin and one or both of duckdb and clickhouse, with commas between. Default: builtin,duckdb.',
    },
    ...clickHouseOptions,
    timeoutOption,
    ...reading.filter(({ name }) => name === 'events' || name === 'time-zone'),
    contentOption('rules'),
    ...macroOptions,
    ...lookupsOption,
    knowledgeOption('sources/ and datamodels/'),
  ],
  notes: [
    {
      title: 'Output',
      lines: [
        'A line per engine and detection: same, different, refused or failed, the engine, the detection, and what was found.',
      ],
    },
    {
      title: 'Exit codes',
      lines: [
        '0 the rows are the same; 1 a detection differs or fails; 2 wrong usage, unreadable input or nothing to compare; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    { text: 'the detection that comes with escudo', line: 'escudo verify rules/detections --events rules/examples' },
  ],
};
