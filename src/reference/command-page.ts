import type { AnyCommand, CommandExample, ExampleRow } from '../commands/define.js';
import type { OptionSpec } from '../commands/options.js';
import { renderProduction } from './ebnf.js';
import { block, code, page, table } from './markdown.js';
import type { Production } from './productions.js';
import { usageLine } from './usage.js';

/** What a kind of command does to the rows. */
export const kindTexts: Readonly<Record<AnyCommand['kind'], string>> = {
  generating: 'Generating: begins a pipeline and makes rows.',
  streaming: 'Streaming: works on one row at a time.',
  blocking: 'Blocking: needs all rows before it gives the first.',
  transforming: 'Transforming: replaces the rows by a table of results.',
  unsupported: 'Refused: it is parsed, and a search with it does not run.',
};

/** Rows as a table; a cell of several values shows them with ` ; ` between. */
function rowsTable(rows: readonly ExampleRow[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  if (names.length === 0) return rows.length === 0 ? '(no rows)' : `(${rows.length} rows without fields)`;
  const text = (value: ExampleRow[string] | undefined): string => {
    if (value === undefined) return '';
    if (Array.isArray(value)) return value.map((each) => code(String(each))).join(' ; ');
    return value === '' ? '(empty)' : code(String(value));
  };
  return table(
    names,
    rows.map((row) => names.map((name) => text(Object.hasOwn(row, name) ? row[name] : undefined))),
  );
}

function exampleText(example: CommandExample): string {
  const lookups = Object.entries(example.lookups ?? {}).map(
    ([name, rows]) => `Lookup ${code(name)}:\n\n${rowsTable(rows)}`,
  );
  return [
    `### ${example.title}`,
    block('spl', example.spl),
    ...lookups,
    ...(example.input.length === 0 ? [] : ['Input:', rowsTable(example.input)]),
    'Result:',
    rowsTable(example.output),
  ].join('\n\n');
}

/** What an option is where it is not given, where that can be said. */
export function fallbackText(spec: OptionSpec<unknown>): string {
  if (spec.required === true) return 'required';
  const { fallback } = spec;
  if (fallback === undefined) return '';
  if (typeof fallback === 'string')
    return fallback === '' || fallback.trim() !== fallback ? code(JSON.stringify(fallback)) : code(fallback);
  if (typeof fallback === 'number' || typeof fallback === 'boolean') return code(String(fallback));
  return '';
}

/** The page of one command. */
export function commandPage(command: AnyCommand, rule: Production): string {
  const { doc } = command;
  const specs = Object.entries(command.options as Readonly<Record<string, OptionSpec<unknown>>>);
  const aliases = command.aliases ?? [];
  return page(
    `# ${command.name}`,
    doc.summary,
    kindTexts[command.kind],
    aliases.length === 0 ? undefined : `Also written ${aliases.map(code).join(', ')}.`,
    '## Syntax',
    block('', usageLine(command)),
    `Arguments are cut into words in the mode ${code(command.mode)} (see [lexical.md](../lexical.md)); the rule is`,
    block('ebnf', renderProduction(rule)),
    specs.length === 0 ? undefined : '## Options',
    specs.length === 0
      ? undefined
      : table(
          ['option', 'value', 'default', ''],
          specs.map(([name, spec]) => [code(name), spec.expects, fallbackText(spec), spec.text]),
        ),
    doc.notes === undefined ? undefined : '## Notes',
    doc.notes?.map((note) => `- ${note}`).join('\n'),
    doc.examples.length === 0 ? undefined : '## Examples',
    ...doc.examples.map(exampleText),
  );
}
