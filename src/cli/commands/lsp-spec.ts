import { configOption, knowledgeOption, macroOptions } from '../content-options.js';
import type { CommandSpec } from '../option.js';

export const lspSpec: CommandSpec = {
  name: 'lsp',
  synopsis: '[--stdio] [OPTIONS]',
  summary: 'serve an editor: findings, fixes, completion and layout while you type (Language Server Protocol)',
  description: [
    'Speaks the Language Server Protocol over standard input and output; an editor starts it. What it shows of an open file is what `escudo check` says of that file when it checks all of its content root, for the text as it is in the editor. docs/editors.md has the settings of editors.',
    'The content root and escudo.yml are found from each opened file, as `check` finds them. A file that belongs to no content root is checked by itself, where it holds a search.',
  ],
  options: [
    {
      name: 'stdio',
      group: 'Connection',
      summary: 'Standard input and output, which is the default and the only way.',
    },
    {
      name: 'clientProcessId',
      value: 'PID',
      group: 'Connection',
      summary: 'The process of the editor, as some editors give it: when it ends, so does the server.',
    },
    configOption,
    ...macroOptions,
    knowledgeOption('datamodels/'),
  ],
  notes: [
    {
      title: 'Exit codes',
      lines: ['0 the editor said goodbye (shutdown, exit); 1 it went away without; 2 wrong usage; 3 a bug of escudo.'],
    },
  ],
  examples: [{ text: 'what an editor is told to start', line: 'escudo lsp --stdio' }],
};
