import type { CommandSpec } from '../option.js';
import { runOptions } from '../run-options.js';

const others = new Set(['format', 'write-lookups', 'strict', 'jobs', 'input-order']);

export const explainSpec: CommandSpec = {
  name: 'explain',
  synopsis: 'RULE... [--events PATH...] [OPTIONS]',
  summary: 'show what a detection does, and why it does not fire',
  description: [
    'RULE is a detection as a YAML file, its name or its id; a name is looked for in the content root at or above the current folder, and without one among the detections that come with escudo.',
    'Shows the search with its macros expanded, what each macro stands for and where that is written, the plan, the fields it needs and gives, the kinds of logs that can feed it, and what keeps it from running here.',
    'With --events it is run: the rows into and out of each command, and where nothing comes out, the command that left no row, the event that came nearest and the part of the condition that removed it, or the field that was missing.',
  ],
  options: [
    ...runOptions.filter(({ name, group }) => group !== 'Engine' && !others.has(name)),
    {
      name: 'format',
      value: 'FORMAT',
      calledElsewhere: ['reporter', 'output-format'],
      choices: ['text', 'json'],
      group: 'Output',
      summary: 'text for people, or json: a list with one object for each rule. Default: text.',
    },
  ],
  notes: [
    { title: 'Exit codes', lines: ['0 explained; 2 wrong usage, unreadable input or no rule; 3 a bug of escudo.'] },
  ],
  examples: [
    {
      text: 'what a detection reads',
      line: 'escudo explain rules/detections/endpoint/wmi_temporary_event_subscription.yml',
    },
    {
      text: 'why it is quiet',
      line: 'escudo explain rules/detections/endpoint/wmi_temporary_event_subscription.yml --events logs/',
    },
    {
      text: 'a detection of the content root, by its name',
      line: "escudo explain 'WMI Temporary Event Subscription'",
    },
    {
      text: 'for programs',
      line: 'escudo explain rules/detections/endpoint/wmi_temporary_event_subscription.yml --format json',
    },
  ],
};
