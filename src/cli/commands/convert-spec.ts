import type { CommandSpec } from '../option.js';

export const convertSpec: CommandSpec = {
  name: 'convert',
  synopsis: '--to escu6 PATHS... [--write | --into DIR]',
  summary: 'rewrite classic detections in the format of ESCU 6.x',
  description: [
    'Rewrites detections of ESCU up to 5.x in the format of June 2026: two dates, the keys of tags at the top level, rba and the older observables as intermediate findings and threat objects, typed tests, and a category. What does not change is copied with its comments. The search stays as it is.',
    'What 6.x asks for and a classic file does not say is reported, not made up: a TTP needs a finding with a title, which somebody has to write. PATHS are YAML files or folders of them; other content and detections that are in the new format are left as they are.',
    'One file without --write or --into is written to standard output.',
  ],
  options: [
    { name: 'to', value: 'FORMAT', choices: ['escu6'], group: 'Format', summary: 'The format to write.' },
    { name: 'write', short: 'w', group: 'Output', summary: 'Write over the files.' },
    {
      name: 'into',
      value: 'DIR',
      group: 'Output',
      summary: 'Write the files below this folder, by their paths below the content root.',
    },
    { name: 'quiet', short: 'q', group: 'Output', summary: 'Report only what is missing, and no summary.' },
  ],
  notes: [
    {
      title: 'Report',
      lines: [
        'missing: 6.x asks for it, and the file does not say it; escudo check says so, too.',
        'lost: 6.x has no place for it. guessed: derived from other parts, look at it.',
      ],
    },
    {
      title: 'Exit codes',
      lines: ['0 converted; 1 a file could not be converted; 2 wrong usage or unreadable input; 3 a bug of escudo.'],
    },
  ],
  examples: [
    {
      text: 'see what it would look like',
      line: 'escudo convert --to escu6 rules/detections/endpoint/wmi_temporary_event_subscription.v3.yml',
    },
    { text: 'a whole repository, beside the old one', line: 'escudo convert --to escu6 detections/ --into ../escu6' },
  ],
};
