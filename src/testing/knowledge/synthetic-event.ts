import type { EvalContext } from '../../functions/context.js';
import type { CompiledSource } from '../../knowledge/compile-source.js';
import type { NamedFields } from '../../knowledge/field-name.js';
import type { SourceDefinition } from '../../knowledge/source-definition.js';
import { fittingFields } from './fitting-fields.js';

/** A minimal event of one kind of log, as data: text as the log has it, or the fields that its extraction would give. */
export interface KnowledgeEvent {
  readonly source: string;
  readonly sourcetype: string | null;
  readonly raw: string;
  readonly fields?: Readonly<Record<string, string>>;
}

/**
 * Makes an event out of what a definition says about itself: its conditions and its ancestors', the fields its mappings read, the
 * values its translations know. Windows events are written as text, others as fields.
 */
export function synthesise(
  compiled: CompiledSource,
  definitions: ReadonlyMap<string, SourceDefinition>,
  context: EvalContext,
): KnowledgeEvent {
  const chain = [compiled.definition, ...[...compiled.ancestors].flatMap((id) => definitions.get(id) ?? [])];
  const fields = new Map<string, string>();
  const words: string[] = [];
  for (const { match } of chain) {
    const fitting = match.condition === undefined ? undefined : fittingFields(match.condition);
    for (const [name, value] of fitting?.fields ?? []) if (!fields.has(name)) fields.set(name, value);
    words.push(...(fitting?.words ?? []));
  }
  for (const { conditionalTags } of chain.slice(0, 1)) {
    for (const { condition } of conditionalTags) {
      for (const [name, value] of fittingFields(condition)?.fields ?? [])
        if (!fields.has(name)) fields.set(name, value);
    }
  }
  const put = (name: string, value: string): void => {
    if (!fields.has(name) && !generated.has(name)) fields.set(name, value);
  };
  for (const { enumerations, tables } of chain) {
    for (const { from, values } of enumerations.values())
      for (const first of [...values.keys()].slice(0, 1)) put(from, first);
    for (const { rows } of tables) {
      for (const [name, texts] of rows[0]?.when ?? []) put(name, texts[0]?.replaceAll('*', 'x') ?? 'x');
    }
  }
  for (const { aliases } of chain) for (const from of aliases.values()) put(from, 'x');
  for (const { nativeFields } of chain) for (const name of nativeFields) put(name, 'x');
  for (const name of readFields(compiled, context)) if (!compiled.mapped.has(name)) put(name, 'x');
  const own = compiled.definition.match;
  const sourcetype = own.assign.sourcetype ?? plain(own.sourcetypes) ?? null;
  const source = own.assign.source ?? plain(own.sources) ?? 'synthetic';
  for (const name of generated) fields.delete(name);
  if (compiled.format === 'win-xml') return { source, sourcetype, raw: windowsXml(fields, words) };
  if (compiled.format === 'win-classic') return { source, sourcetype, raw: windowsClassic(fields, words) };
  return { source, sourcetype, raw: words.join(' '), fields: Object.fromEntries(fields) };
}

/** Fields that come from the reader or from knowledge itself. */
const generated: ReadonlySet<string> = new Set([
  '_time',
  '_raw',
  'host',
  'index',
  'source',
  'sourcetype',
  'tag',
  'eventtype',
  'linecount',
]);

function plain(patterns: readonly string[]): string | undefined {
  return patterns.map((each) => each.replaceAll('*', 'x')).find((each) => each !== 'x');
}

/** The raw fields that the mappings of a definition ask for. */
function readFields(compiled: CompiledSource, context: EvalContext): Set<string> {
  const asked = new Set<string>();
  for (const present of [false, true]) {
    const get = (field: string): string | null => {
      asked.add(field);
      return present ? 'x' : null;
    };
    const watching: NamedFields = {
      get,
      read: ({ name }) => get(name),
      fieldNames: () => [],
    };
    for (const field of compiled.mapped) compiled.mapping.field(field)(watching, context);
  }
  return asked;
}

const systemElements: ReadonlySet<string> = new Set([
  'Channel',
  'Computer',
  'Level',
  'Task',
  'Opcode',
  'Keywords',
  'EventRecordID',
]);

function windowsXml(fields: ReadonlyMap<string, string>, words: readonly string[]): string {
  const system: string[] = [];
  const data: string[] = [];
  const id = fields.get('EventCode') ?? fields.get('EventID') ?? '1';
  system.push(`<EventID>${id}</EventID>`);
  if (!fields.has('Channel')) system.push('<Channel>Synthetic</Channel>');
  if (!fields.has('Computer')) system.push('<Computer>host.example</Computer>');
  for (const [name, value] of fields) {
    if (name === 'EventCode' || name === 'EventID') continue;
    if (systemElements.has(name)) system.push(`<${name}>${escaped(value)}</${name}>`);
    else if (name === 'Name') system.push(`<Provider Name='${escaped(value)}'/>`);
    else if (!name.endsWith('_Xml')) data.push(`<Data Name='${escaped(name)}'>${escaped(value)}</Data>`);
  }
  if (words.length > 0) data.push(`<Data>${escaped(words.join(' '))}</Data>`);
  return `<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System>${system.join('')}</System><EventData>${data.join('')}</EventData></Event>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
}

function windowsClassic(fields: ReadonlyMap<string, string>, words: readonly string[]): string {
  const lines = ['03/01/2024 10:00:00 AM'];
  if (!fields.has('LogName')) lines.push('LogName=Synthetic');
  if (!fields.has('ComputerName')) lines.push('ComputerName=host.example');
  // The header starts with the name of the log.
  const ordered = [...fields].sort(([a], [b]) => Number(b === 'LogName') - Number(a === 'LogName'));
  for (const [name, value] of ordered) if (name !== 'Message' && !name.includes('_')) lines.push(`${name}=${value}`);
  lines.push(`Message=${fields.get('Message') ?? 'Synthetic.'} ${words.join(' ')}`.trim(), '');
  for (const [name, value] of ordered)
    if (name.includes('_')) lines.push(`\t${name.replaceAll('_', ' ')}:\t\t${value}`);
  return lines.join('\n');
}
