import type { OptionSpec } from '../option.js';

/** `--content` for a command whose arguments are called `what`. */
export function contentOption(what: string): OptionSpec {
  return {
    name: 'content',
    value: 'DIR',
    group: 'Content',
    summary: `The content root. Default: found at or above the ${what}.`,
  };
}

/** Macros that go over those of the content root. */
export const macroOptions: readonly OptionSpec[] = [
  {
    name: 'macros',
    value: 'PATH',
    repeat: true,
    group: 'Content',
    summary: 'More macros: YAML files, a folder of them, or macros.conf.',
  },
  {
    name: 'macro',
    value: "'NAME=TEXT'",
    repeat: true,
    group: 'Content',
    summary: 'Define a macro, over all others of that name.',
  },
];

/** `--knowledge`: definitions that go over the shipped ones. */
export function knowledgeOption(folders: string): OptionSpec {
  return {
    name: 'knowledge',
    value: 'DIR',
    repeat: true,
    group: 'Content',
    summary: `A folder with ${folders} of your own.`,
  };
}
