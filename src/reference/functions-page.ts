import type { AggregateFunction, Parameter, ScalarFunction } from '../functions/define.js';
import { code, page, paragraphs } from './markdown.js';

/** How a function is called. */
export function signature(definition: ScalarFunction): string {
  const shown = definition.parameters.map((each: Parameter) => {
    const name = each.repeated === true ? `${each.name}...` : each.name;
    return each.optional === true ? `[${name}]` : name;
  });
  return `${definition.name}(${shown.join(', ')})`;
}

function resultText(result: string | readonly string[] | null): string {
  if (result === null) return 'no field';
  return typeof result === 'string' ? code(JSON.stringify(result)) : code(JSON.stringify(result));
}

function scalarText(definition: ScalarFunction): string {
  const facts = [
    definition.summary,
    ...(definition.since === undefined ? [] : [`Since Splunk ${definition.since}.`]),
    ...(definition.nulls === undefined ? [] : [definition.nulls]),
    ...(definition.aliases === undefined ? [] : [`Also ${definition.aliases.map(code).join(', ')}.`]),
  ];
  const parameters = definition.parameters.map((each) => `- ${code(each.name)} (${each.type}): ${each.text}`);
  const examples = definition.examples.map((each) => {
    const row = each.row === undefined ? '' : ` with ${code(JSON.stringify(each.row))}`;
    return `- ${code(each.expression)}${row} gives ${resultText(each.result)}`;
  });
  const listed = `Examples:\n\n${examples.join('\n')}`;
  return paragraphs(`### ${signature(definition)}`, facts.join(' '), parameters.join('\n'), listed);
}

/** How an aggregation is called. */
export function aggregateSignature(definition: AggregateFunction): string {
  const name = definition.parameterized === true ? `${definition.name}<number>` : definition.name;
  return `${name}(${definition.argument === 'optional' ? '[field]' : 'field'})`;
}

function aggregateText(definition: AggregateFunction): string {
  const facts = [
    definition.summary,
    ...(definition.aliases === undefined ? [] : [`Also ${definition.aliases.map(code).join(', ')}.`]),
    ...(definition.only === undefined ? [] : [`Only in ${definition.only.map(code).join(', ')}.`]),
  ];
  const examples = definition.examples.map(
    (each) => `- ${code(each.call)} over ${code(JSON.stringify(each.values))} gives ${resultText(each.result)}`,
  );
  const listed = examples.length === 0 ? '' : `Examples:\n\n${examples.join('\n')}`;
  return paragraphs(`### ${aggregateSignature(definition)}`, facts.join(' '), listed);
}

/** All eval functions by group, and the aggregations. */
export function functionsPage(scalars: readonly ScalarFunction[], aggregates: readonly AggregateFunction[]): string {
  const groups = [...new Set(scalars.map((each) => each.group))];
  return page(
    '# Functions',
    `${scalars.length} eval functions and ${aggregates.length} aggregations. Unless said otherwise, a null argument of an eval function gives null.`,
    ...groups.flatMap((group) => [
      `## Eval: ${group}`,
      ...scalars.filter((each) => each.group === group).map(scalarText),
    ]),
    '## Aggregations',
    ...aggregates.map(aggregateText),
  );
}
