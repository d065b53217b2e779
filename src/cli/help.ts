import type { CommandSpec, OptionSpec } from './option.js';
import { wrapWords } from './output/wrap.js';
import { helpOption } from './parse-options.js';

/** The help of a command, to the width of the terminal. */
export function commandHelp(command: CommandSpec, width: number): string {
  const lines = [`escudo ${command.name}: ${command.summary}`, '', `Usage: escudo ${command.name} ${command.synopsis}`];
  for (const paragraph of command.description) lines.push('', ...wrapWords(paragraph, width));
  const options = [...command.options, helpOption];
  const column = Math.min(30, Math.max(...options.map((option) => optionText(option).length)) + 4);
  for (const group of new Set(options.map((option) => option.group))) {
    lines.push('', `${group}:`);
    for (const option of options) {
      if (option.group === group) lines.push(...optionLines(option, column, width));
    }
  }
  for (const { title, lines: notes } of command.notes ?? []) {
    lines.push('', `${title}:`, ...notes.flatMap((note) => wrapWords(note, width - 2)).map((line) => `  ${line}`));
  }
  lines.push('', 'Examples:');
  for (const { text, line } of command.examples) lines.push(`  # ${text}`, `  ${line}`);
  return `${lines.join('\n')}\n`;
}

/** The help of the program. */
export function programHelp(commands: readonly CommandSpec[], width: number): string {
  const column = Math.max(...commands.map(({ name }) => name.length)) + 4;
  const lines = [
    'escudo runs Splunk ESCU detections over log files, without Splunk.',
    '',
    'Usage: escudo COMMAND [OPTIONS]',
    '',
    'Commands:',
  ];
  for (const { name, summary } of commands) {
    const text = wrapWords(summary, width - column - 2);
    lines.push(`  ${name.padEnd(column)}${text[0] ?? ''}`);
    for (const more of text.slice(1)) lines.push(' '.repeat(column + 2) + more);
  }
  lines.push(
    '',
    'escudo COMMAND --help explains a command; escudo --version says which version this is.',
    '',
    ...wrapWords(
      'Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 found something (where an option asks for that), 2 wrong usage, unreadable input or nothing to run, 3 a bug of escudo.',
      width,
    ),
  );
  return `${lines.join('\n')}\n`;
}

function optionText({ name, short, value, optional, repeat, many }: OptionSpec): string {
  const dots = repeat || many ? '...' : '';
  return `${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : optional ? ` [${value}]` : ` ${value}${dots}`}`;
}

function optionLines(option: OptionSpec, column: number, width: number): string[] {
  const label = `  ${optionText(option)}`;
  const choices = option.choices === undefined ? '' : ` One of: ${option.choices.join(', ')}.`;
  const text = wrapWords(option.summary + choices, Math.max(30, width - column));
  const first = label.length + 2 <= column ? [label.padEnd(column) + (text.shift() ?? '')] : [label];
  return [...first, ...text.map((line) => ' '.repeat(column) + line)];
}
