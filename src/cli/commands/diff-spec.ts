import type { CommandSpec } from '../option.js';
import { runOptions } from '../run-options.js';

const others = new Set(['format', 'write-lookups', 'strict', 'jobs', 'input-order', 'macros', 'output', 'quiet']);
const outputs = new Set(['output', 'quiet']);

export const diffSpec: CommandSpec = {
  name: 'diff',
  synopsis: 'OLD NEW | --rev A[..B] [PATH]',
  summary: 'show what changed in the meaning of detections, not in their text',
  description: [
    'Compares two versions of a detection, or all detections of two folders: conditions, patterns, calculated fields, aggregations and their keys, the fields of the result, macros, lookups, risk, schedule, and what the detection is filed under. Both searches are compared after macro expansion, as plans: layout, letter case where it does not count and the order of conditions make no difference.',
    'OLD and NEW are files or folders, or REV:PATH as git knows them: HEAD~3:detections/x.yml. With --rev a detection can also be named by its name or id. The macros, lookups and deployments are those of the same revision, and what changed in those that a detection uses is shown with it. Detections of folders are paired by id, then by name, then by file name; a file that was moved is found by the id of its detection.',
    'Conditions that rows used to decide and that are now always or never true are marked as dead, with the reason.',
    'With --events both versions run over the same events: rows gained and lost, whole and by the keys of the last grouping, and the events that meet the conditions in one version only.',
  ],
  options: [
    {
      name: 'rev',
      value: 'A[..B]',
      group: 'Versions',
      summary: 'Compare PATH (default: the folder one is in) at two git revisions; without B with the work tree.',
    },
    {
      name: 'format',
      value: 'NAME',
      calledElsewhere: ['reporter', 'output-format'],
      choices: ['text', 'json', 'markdown'],
      group: 'Output',
      summary: 'Form of the report. Default: text.',
    },
    { name: 'exit-code', group: 'Output', summary: 'Exit with 1 when something differs.' },
    ...runOptions.filter(({ name }) => outputs.has(name)),
    ...runOptions.filter(({ name, group }) => group !== 'Engine' && !others.has(name)),
  ],
  notes: [
    {
      title: 'Signs',
      lines: ['+ added, - removed, ~ changed, ! dead (decided before any row is read), * alive again.'],
    },
    {
      title: 'Exit codes',
      lines: [
        '0 compared; 1 something differs, with --exit-code; 2 wrong usage or unreadable input; 3 a bug of escudo.',
      ],
    },
  ],
  examples: [
    {
      text: 'two files, and what they make of the same events',
      line: 'escudo diff rules/detections/endpoint/wmi_temporary_event_subscription.v3.yml rules/detections/endpoint/wmi_temporary_event_subscription.yml --events rules/examples',
    },
    {
      text: 'a file of the work tree against the last commit',
      line: 'escudo diff --rev HEAD detections/endpoint/x.yml',
    },
    {
      text: 'what a branch means, for its pull request',
      line: 'escudo diff --rev origin/main..HEAD detections --format markdown',
    },
    { text: 'two content roots', line: 'escudo diff ../escu-5.2 ../escu-5.3' },
  ],
};
