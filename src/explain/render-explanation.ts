import { visible } from '../diagnostics/visible-text.js';
import type { EventField, Explanation, NearestMiss, RowsEnd } from './explanation.js';

/** Text lines for a person: rows per command, then where they ended and why. Nothing in them controls a terminal. */
export function renderExplanation({ steps, end }: Explanation): string[] {
  const width = Math.max(4, ...steps.flatMap((each) => [String(each.rowsIn).length, String(each.rowsOut).length]));
  const number = (count: number): string => String(count).padStart(width);
  const lines = [`${'in'.padStart(width)}  ${'out'.padStart(width)}  command`];
  for (const step of steps) lines.push(`${number(step.rowsIn)}  ${number(step.rowsOut)}  ${visible(step.text)}`);
  if (end !== undefined) lines.push('', ...renderEnd(end));
  return lines;
}

function renderEnd(end: RowsEnd): string[] {
  const lines = [`Nothing came out of \`${visible(end.text)}\`: ${visible(end.reason)}.`];
  for (const field of end.fields ?? [])
    lines.push(`  ${visible(field.name)}: in ${field.rows} row${field.rows === 1 ? '' : 's'}`);
  if (end.nearestMiss !== undefined) lines.push(...renderMiss(end.nearestMiss));
  return lines;
}

function renderMiss({ conditions, rows, event }: NearestMiss): string[] {
  const met = conditions.filter((each) => each.holds).length;
  const lines = [
    `Nearest of ${rows}: it meets ${met} of ${conditions.length} condition${conditions.length === 1 ? '' : 's'}.`,
  ];
  for (const part of conditions) {
    const from =
      part.macros.length === 0 ? '' : `  (from ${part.macros.map((name) => `\`${visible(name)}\``).join(' in ')})`;
    lines.push(`  ${part.holds ? 'yes' : 'NO '}  ${visible(part.text)}${from}`);
    if (!part.holds) {
      for (const field of part.fields) lines.push(`         ${fieldText(field)}`);
      lines.push(`         true for ${part.rows} of the ${rows} rows`);
    }
  }
  lines.push('  The event:', ...event.map((field) => `    ${fieldText(field)}`));
  return lines;
}

function fieldText({ name, values }: EventField): string {
  if (values.length === 0) return `${visible(name)} is missing`;
  return `${visible(name)} = ${values.map(visible).join(', ')}`;
}
