import type { AnyCommand } from '../commands/define.js';
import type { AggregateFunction, ScalarFunction } from '../functions/define.js';
import { page, table } from './markdown.js';

/** What is supported, counted from the registries. */
export function supportPage(
  commands: readonly AnyCommand[],
  scalars: readonly ScalarFunction[],
  aggregates: readonly AggregateFunction[],
): string {
  const refused = commands.filter((each) => each.kind === 'unsupported');
  const groups = [...new Set(scalars.map((each) => each.group))];
  return page(
    '# What is supported',
    `${commands.length} commands parse and are checked; ${commands.length - refused.length} run, ${refused.length} are refused with a reason. A search with a refused or unknown part is refused as a whole.`,
    '## Commands',
    table(
      ['command', 'kind', 'runs', ''],
      commands.map((each) => [
        `[${each.name}](commands/${each.name}.md)`,
        each.kind,
        each.kind === 'unsupported' ? 'no' : 'yes',
        each.kind === 'unsupported' ? [each.doc.summary, ...(each.doc.notes ?? [])].join(' ') : each.doc.summary,
      ]),
    ),
    '## Functions',
    table(
      ['group', 'functions'],
      [
        ...groups.map((group) => [`eval: ${group}`, String(scalars.filter((each) => each.group === group).length)]),
        ['eval in all', String(scalars.length)],
        ['aggregations', String(aggregates.length)],
      ],
    ),
  );
}
