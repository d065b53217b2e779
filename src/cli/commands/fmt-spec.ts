import type { CommandSpec } from '../option.js';
import { runOptions } from '../run-options.js';

const contentNames = new Set(['content', 'macro', 'macros']);
/** Where macros come from, as `run` has it. */
const contentOptions = runOptions.filter(({ name }) => contentNames.has(name));

export const fmtSpec: CommandSpec = {
  name: 'fmt',
  synopsis: '[PATHS...] [--check | --write] [OPTIONS]',
  summary: 'lay out the SPL in YAML files, one command per line',
  description: [
    'Lays out the search of detections and baselines and the definition of macros: one command per line, long commands go on in indented lines. PATHS are YAML files or folders of them. Default: the content root at or above the current folder.',
    'Only white space between tokens changes, as the parser sees them after macro expansion: never inside quotes, comments or macro calls. Before a file is touched, its search is expanded and parsed before and after; unless both mean the same, it is left as it is. The YAML around the search stays as it is, to the byte; the search becomes a block (|-).',
    'One file without --check or --write is written to standard output, of several only the names are written.',
  ],
  options: [
    {
      name: 'check',
      group: 'Output',
      summary:
        'List the files that are not laid out, and exit with 1 when there are some, or searches that do not parse.',
    },
    { name: 'write', short: 'w', group: 'Output', summary: 'Write the files.' },
    ...contentOptions,
    {
      name: 'quiet',
      short: 'q',
      group: 'Output',
      summary:
        'Do not say which searches are left as they are, unless the command fails because of them, and no summary.',
    },
  ],
  notes: [
    {
      title: 'What is left as it is',
      lines: [
        'Searches that do not parse or call unknown macros (see escudo check), macros whose meaning depends on where they are called, and YAML with anchors. Each is named with the reason.',
      ],
    },
    {
      title: 'Exit codes',
      lines: [
        '0 done; 1 with --check, when a file is not laid out or a search does not parse; 2 wrong usage, or a file that cannot be read as YAML; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    {
      text: 'see what it would look like',
      line: 'escudo fmt rules/detections/endpoint/wmi_temporary_event_subscription.yml',
    },
    { text: 'lay out a repository', line: 'escudo fmt --write' },
    { text: 'in CI', line: 'escudo fmt --check detections/ macros/' },
  ],
};
