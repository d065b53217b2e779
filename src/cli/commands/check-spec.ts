import { configOption, contentOption, knowledgeOption, macroOptions } from '../content-options.js';
import type { CommandSpec } from '../option.js';

export const checkSpec: CommandSpec = {
  name: 'check',
  synopsis: '[PATHS...] [OPTIONS]',
  summary: 'validate rule content: files, searches, fields, conditions',
  description: [
    'Reads detections, macros, lookups, baselines, data sources, deployments, stories, dashboards and playbooks, parses every search as Splunk would, also those of drill-downs and dashboards, follows its fields from the first command to the last, and reports what cannot work or does not do what it says.',
    'PATHS are YAML files or folders of them, and dashboards in JSON or XML. Default: the content root at or above the current folder. All of the content root is read, for the names that searches use; findings about other files than PATHS are left out.',
    'escudo.yml at the content root or above it sets severities (rules:), hides findings with a reason (ignore:) and names what other apps bring (provided:). A comment in a YAML file hides findings about the entry after it: # escudo-ignore RULE: REASON.',
  ],
  options: [
    contentOption('paths'),
    configOption,
    ...macroOptions,
    knowledgeOption('datamodels/'),
    {
      name: 'since',
      value: 'REF',
      group: 'Checks',
      summary: 'Compare with a git revision: versions must rise and dates change with the searches.',
    },
    {
      name: 'jobs',
      short: 'j',
      value: 'N',
      calledElsewhere: ['threads', 'parallel', 'workers'],
      group: 'Checks',
      summary:
        'Threads to check with; 1: none but this one. Default: one less than the machine runs at once, fewer for few files.',
    },
    { name: 'rule', value: 'ID', repeat: true, group: 'Checks', summary: 'Report this rule or code only.' },
    { name: 'fix', group: 'Checks', summary: 'Make the fixes that are safe, and report what is left.' },
    {
      name: 'today',
      value: 'DATE',
      group: 'Checks',
      summary: 'The day that dates are compared with, as 2026-05-17. Default: today.',
    },
    {
      name: 'reporter',
      value: 'NAME',
      calledElsewhere: ['format', 'output-format', 'report'],
      choices: ['pretty', 'json', 'sarif', 'junit', 'github', 'markdown'],
      group: 'Output',
      summary: 'Form of the report. Default: pretty.',
    },
    { name: 'output', short: 'o', value: 'FILE', group: 'Output', summary: 'Write the report to a file.' },
    { name: 'quiet', short: 'q', group: 'Output', summary: 'Leave out notes (severity info).' },
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: ['0 no error among the findings; 1 errors; 2 wrong usage or unreadable input; 3 a bug of escudo.'],
    },
  ],
  examples: [
    { text: 'the content that comes with escudo', line: 'escudo check rules' },
    {
      text: 'for a code host that shows findings beside the lines',
      line: 'escudo check --reporter sarif --output escudo.sarif',
    },
    { text: 'what a branch changed', line: 'escudo check detections --since origin/main' },
  ],
};
