import { contentOption, geoipOption, knowledgeOption, macroOptions, timeZoneOption } from '../content-options.js';
import type { CommandSpec } from '../option.js';

export const testSpec: CommandSpec = {
  name: 'test',
  synopsis: '[PATHS...] [--data DIR] [OPTIONS]',
  summary: "run the detections' own tests",
  description: [
    'Replays the data of the tests that detections list (tests: in their YAML, ESCU before and after June 2026) and runs the search over it. A test passes when enough rows come, each row has every risk or finding entity field, and some row has each threat object field.',
    'PATHS are detections as YAML files or folders of them. Default: the detections of the content root at or above the current folder.',
    'attack_data names a URL or a path. The log is looked for below --data by the end of its path, so a checkout of the published attack data serves as it is, and so does a folder with some of its files. What is not there is no failure: the test is reported as without data, with the command that fetches it.',
    'A test may also hold its events itself, under events: a list of raw texts or of fields; source, sourcetype, host and index beside it apply to all of them. absent_fields: lists entity fields that the search is known not to return.',
    'The search runs over all time, with now right after the newest event. Baselines that a detection lists run before it; what they write is seen by that test only.',
  ],
  options: [
    {
      name: 'data',
      value: 'DIR',
      calledElsewhere: ['events', 'attack-data'],
      repeat: true,
      group: 'Tests',
      summary:
        'Folder with the logs that tests name, searched by the end of their paths. Of several the first that has a log counts.',
    },
    {
      name: 'changed',
      value: 'REF',
      optional: true,
      group: 'Tests',
      summary:
        'Only detections whose YAML, macros, lookups or baselines differ from where the branch left REF. Without REF: from the last commit.',
    },
    { name: 'grep', value: 'TEXT', group: 'Tests', summary: 'Only tests whose detection or own name holds this text.' },
    { name: 'experimental', group: 'Tests', summary: 'Also tests of the kind experimental.' },
    {
      name: 'manual',
      group: 'Tests',
      summary: 'Also tests of detections that say they are tested by hand (manual_test).',
    },
    { name: 'require-data', group: 'Tests', summary: 'A test without data makes the run fail as well.' },
    {
      name: 'jobs',
      short: 'j',
      value: 'N',
      aliases: ['workers'],
      calledElsewhere: ['threads', 'parallel'],
      group: 'Tests',
      summary:
        'Threads to run tests with; 0: none but this one. The result is the same for any number. Default: what the machine runs at once, fewer for few tests.',
    },
    contentOption('paths'),
    ...macroOptions,
    knowledgeOption('sources/ and datamodels/'),
    geoipOption,
    timeZoneOption,
    {
      name: 'reporter',
      value: 'NAME',
      calledElsewhere: ['format', 'output-format', 'report'],
      choices: ['pretty', 'json', 'junit', 'github'],
      group: 'Output',
      summary: 'Form of the report. Default: pretty.',
    },
    {
      name: 'output',
      short: 'o',
      value: 'FILE',
      group: 'Output',
      summary: 'Write the report to this file instead of standard output.',
    },
    {
      name: 'verbose',
      short: 'v',
      group: 'Output',
      summary: 'List every test as it ends, and every test without data.',
    },
    { name: 'quiet', short: 'q', group: 'Output', summary: 'No warnings about the content, no progress.' },
  ],
  notes: [
    {
      title: 'What becomes of a test',
      lines: [
        'passed: the rows are what the test expects (expected_results: 0 none, 1 or absent at least one, more exactly as many).',
        'failed: they are not, or the search is broken. Shown with the rows into and out of each command and the event that came nearest.',
        'no data: the log is not below --data, or only a Git LFS pointer is.',
        'refused: the search needs something that cannot be computed outside Splunk.',
        'skipped: experimental tests and detections tested by hand.',
      ],
    },
    {
      title: 'Exit codes',
      lines: [
        '0 no test failed; 1 a test failed, or had no data with --require-data; 2 wrong usage, unreadable input or no tests; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    { text: 'the tests that come with escudo', line: 'escudo test rules/detections' },
    {
      text: 'a content repository with its attack data beside it',
      line: 'escudo test detections/ --data ../attack_data/datasets',
    },
    {
      text: 'in CI: what a branch changed',
      line: 'escudo test --data ../attack_data --changed origin/main --reporter github',
    },
  ],
};
