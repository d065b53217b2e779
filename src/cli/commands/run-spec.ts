import type { CommandSpec } from '../option.js';
import { costOptions, findingOptions, runOptions } from '../run-options.js';

export const runSpec: CommandSpec = {
  name: 'run',
  synopsis: 'RULES... --events PATH... [OPTIONS]',
  summary: 'evaluate detections over log files',
  description: [
    'RULES are detections as YAML files (ESCU before and after June 2026), folders of them, names or ids of detections of the content root, or - for standard input. All rules run in one pass over the events.',
    'Macros, lookups and deployments come from the content root: the folder at or above the rules that has contentctl.yml or at least two of detections/, macros/ and lookups/. Rules without one use what comes with escudo.',
    'Source macros such as wmi name the sourcetype of one site. An event also answers to the other names that escudo knows for its kind of log, so that Windows XML events satisfy the published macros; where your logs differ, redefine the macro with --macro.',
    'A rule that escudo cannot run as a whole is refused with the reason; the others go on.',
    'With --engine the rules run as SQL in a database that escudo load has filled, with the same rows and findings; see docs/engines.md.',
  ],
  options: [...runOptions, ...findingOptions, ...costOptions],
  notes: [
    {
      title: 'Formats',
      lines: [
        'table: a table per rule with rows, and findings as blocks below it.',
        'json: one array; per rule {detection, state, columns, rows, diagnostics}, with --findings also findings, riskEvents, missing.',
        'ndjson: one row per line; of several rules each with detection in front (a field of that name becomes orig_detection). With --findings one finding or risk event per line, told apart by kind.',
        'csv: RFC 4180, several values joined by line ends; of several rules the first column is detection. With --findings one finding or risk event per record.',
        'A multivalue field is an array in JSON; null fields are absent.',
        'With --overview: two tables; one object {rules, entities}; a record for each of them, told apart by kind.',
      ],
    },
    {
      title: 'Exit codes',
      lines: [
        '0 done; 1 a rule has rows, with --fail-on-finding; 2 wrong usage, unreadable input or nothing that could be run; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    {
      text: 'the detection that comes with escudo, over its examples',
      line: 'escudo run rules/detections --events rules/examples --findings',
    },
    {
      text: 'which rules fire over a folder of logs, and whom they concern',
      line: 'escudo run detections/ --events logs/ --overview',
    },
    {
      text: 'events from a pipe, macros of your site',
      line: "zcat logs.gz | escudo run detections/ --events - --macro 'wmi=sourcetype=XmlWinEventLog'",
    },
    {
      text: 'in a database instead of over files',
      line: 'escudo run detections/ --engine duckdb --db logs.duckdb --earliest -24h@h',
    },
    {
      text: 'in CI',
      line: 'escudo run detections/ --events logs/ --format json --output results.json --fail-on-finding',
    },
  ],
};
