import type { CommandSpec } from '../option.js';
import { runOptions } from '../run-options.js';

export const searchSpec: CommandSpec = {
  name: 'search',
  synopsis: "'SPL' --events PATH... [OPTIONS]",
  summary: 'run an ad-hoc search over log files',
  description: [
    'The search may call macros and lookups of the content root: the folder at or above the current one that has contentctl.yml or at least two of detections/, macros/ and lookups/, else what comes with escudo.',
    'A first word that names a command is that command, with or without a leading pipe; anything else are search terms. Searches that begin with makeresults or inputlookup need no events.',
  ],
  options: runOptions,
  notes: [
    {
      title: 'Formats',
      lines: [
        'table: events with many fields show their time, host, sourcetype and text; choose others with | table.',
        'json: one array of rows. ndjson: one row per line. csv: RFC 4180.',
        'A multivalue field is an array in JSON; null fields are absent.',
      ],
    },
    {
      title: 'Exit codes',
      lines: ['0 done; 2 wrong usage, unreadable input or a search that cannot be run; 3 a bug of escudo.'],
    },
  ],
  examples: [
    { text: 'what is in a log', line: "escudo search 'stats count by sourcetype, EventCode' --events logs/" },
    {
      text: 'rows for another program',
      line: "escudo search 'EventCode=4688 | table _time, host, CommandLine' --events logs/ --format ndjson",
    },
  ],
};
