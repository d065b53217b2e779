import { visible } from '../diagnostics/visible-text.js';
import type { SearchExplanation } from './explain-search.js';

/** Text lines for a person: the search with its macros expanded, what each macro stands for, the plan, fields in and out. */
export function renderSearch(search: SearchExplanation): string[] {
  const lines = ['Search, macros expanded:'];
  for (const { text, macros } of search.commands) {
    const from = macros.length === 0 ? '' : `   (from ${macros.map(quoted).join(' in ')})`;
    lines.push(`  ${visible(onOneLine(text))}${from}`);
  }
  if (search.macros.length > 0) {
    lines.push('', 'Macros:');
    for (const { call, definition, place, depth } of search.macros) {
      const text = definition === '' ? '(nothing)' : onOneLine(definition);
      lines.push(`  ${'  '.repeat(depth)}${quoted(call)} = ${visible(text)}   [${visible(place)}]`);
    }
  }
  if (search.plan.length === 0) return lines;
  lines.push('', 'Plan:');
  for (const { operator, detail, depth } of search.plan)
    lines.push(`  ${'  '.repeat(depth)}${operator.padEnd(10)} ${visible(detail)}`.trimEnd());
  for (const { source, fields } of search.needs) {
    lines.push(
      '',
      `Needs from ${visible(source)}:`,
      `  ${fields.length === 0 ? 'no field by name' : fields.map(visible).join(', ')}`,
    );
  }
  const { fields, others } = search.gives;
  const given = fields.map(visible).join(', ');
  const rest = others ? `${fields.length === 0 ? '' : ', and '}other fields of its rows` : '';
  lines.push('', 'Gives:', `  ${given}${rest}`);
  return lines;
}

/** Line ends between words are layout; those in quotes are part of what is meant. */
function onOneLine(text: string): string {
  return text
    .replace(/"(?:\\.|[^"\\])*"/gs, (quotes) => quotes.replaceAll('\r', '\\r').replaceAll('\n', '\\n'))
    .replace(/\s*[\r\n]\s*/g, ' ');
}

function quoted(name: string): string {
  return `\`${visible(name)}\``;
}
