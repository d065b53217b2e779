import type { CommandSpec } from '../option.js';
import { contentOption, knowledgeOption, macroOptions } from './content-options.js';

export const portSpec: CommandSpec = {
  name: 'port',
  synopsis: 'RULES... [OPTIONS]',
  summary: 'turn detections into SQL that says how equal it is',
  description: [
    'Says the search of each detection in SQL for DuckDB, over tables in the layout that escudo load writes: one common table expression per command, with the command as a comment.',
    'Every detection has a grade: equivalent, equivalent with caveats (each named with its place), or refused with the reason. What cannot be said without changing what is found is refused.',
    'RULES are detections as YAML files or folders of them.',
  ],
  options: [
    { name: 'to', value: 'ENGINE', choices: ['duckdb'], group: 'Output', summary: 'The engine. Default: duckdb.' },
    {
      name: 'out',
      value: 'DIR',
      group: 'Output',
      summary: 'Write a file per detection, prelude.sql and manifest.json to a folder.',
    },
    { name: 'report', group: 'Output', summary: 'A table of grades and reasons instead of SQL.' },
    contentOption('rules'),
    ...macroOptions,
    knowledgeOption('sources/ or datamodels/'),
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: ['0 something was ported; 2 wrong usage, unreadable input or every detection refused; 3 a bug of escudo.'],
    },
  ],
  examples: [
    { text: 'the SQL of a detection', line: 'escudo port rules/detections' },
    { text: 'how much of a repository can be ported', line: 'escudo port detections --report' },
  ],
};

const eventOptions: CommandSpec['options'] = [
  { name: 'events', value: 'PATH', many: true, group: 'Events', summary: 'Log files, or folders of them.' },
  contentOption('rules'),
  ...macroOptions,
  knowledgeOption('sources/ or datamodels/'),
];

export const loadSpec: CommandSpec = {
  name: 'load',
  synopsis: 'RULES... --db FILE --events PATH...',
  summary: 'write normalised events into a database for ported detections',
  description: [
    'Reads logs as escudo run does, and writes them into a DuckDB file: the table events, a table per data set that RULES read, and a table per lookup. Tables that are there already are replaced.',
    'DuckDB is an optional package: npm install @duckdb/node-api.',
  ],
  options: [
    { name: 'engine', value: 'ENGINE', choices: ['duckdb'], group: 'Output', summary: 'The engine. Default: duckdb.' },
    { name: 'db', value: 'FILE', group: 'Output', summary: 'The database file.' },
    ...eventOptions,
  ],
  notes: [{ title: 'Exit codes', lines: ['0 loaded; 2 wrong usage or unreadable input; 3 a bug of escudo.'] }],
  examples: [
    {
      text: 'the examples that come with escudo',
      line: 'escudo load rules/detections --db logs.duckdb --events rules/examples',
    },
  ],
};

export const verifySpec: CommandSpec = {
  name: 'verify',
  synopsis: 'RULES... --events PATH...',
  summary: 'run detections on escudo and on DuckDB and compare the rows',
  description: [
    'Loads the events into a DuckDB database in memory, runs the SQL of each detection there and the detection itself on escudo, and compares the rows. Numbers are equal when they agree to nine digits.',
    'DuckDB is an optional package: npm install @duckdb/node-api.',
  ],
  options: [
    {
      name: 'engines',
      value: 'LIST',
      choices: ['builtin,duckdb'],
      group: 'Output',
      summary: 'Default: builtin,duckdb.',
    },
    ...eventOptions,
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: [
        '0 the rows are the same; 1 a detection differs; 2 wrong usage, unreadable input or nothing to compare; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    { text: 'the detection that comes with escudo', line: 'escudo verify rules/detections --events rules/examples' },
  ],
};
