import type { LookupOption, MacroOption, SearchOptions } from '../api/options.js';
import type { PlainEvent, Row } from '../api/plain-events.js';
import { search } from '../api/search.js';
import { looksNumeric } from '../values/coerce.js';
import { malformedCase } from './case-format.js';

/** One case of the reference's format (spl-core 9, spl-commands 12) or of our own files. */
export interface ConformanceCase {
  readonly id: string;
  readonly spl: string;
  readonly input: readonly PlainEvent[];
  readonly expected: readonly Readonly<Record<string, unknown>>[];
  /** The search must be refused before any row is read. */
  readonly expectError: boolean;
  /** Codes of diagnostics that must be given, with the text they mark. */
  readonly diagnostics: readonly { readonly code: string; readonly at?: string }[];
  readonly ordered: boolean;
  /** Exact order of the output columns. */
  readonly columns: readonly string[] | undefined;
  /** Fields that must not exist. */
  readonly absent: readonly string[];
  readonly options: SearchOptions;
  /** Compare every value as text, with no numeric tolerance. */
  readonly asText: boolean;
  readonly command: string | undefined;
  /** What keeps it from being a case; such a case fails. */
  readonly malformed: string | undefined;
}

type Json = Readonly<Record<string, unknown>>;

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** Reads a case of the reference's JSON files or of our YAML files (`name`, `output`). */
export function readCase(given: unknown): ConformanceCase {
  const malformed = malformedCase(given);
  const raw: Json = object(given);
  const context = object(raw['context']);
  const options: Record<string, unknown> = {};
  const now = context['now'] ?? raw['now'];
  if (now !== undefined) options['now'] = Number(now);
  const timeZone = context['tz'] ?? raw['tz'] ?? raw['timeZone'];
  if (timeZone !== undefined) options['timeZone'] = timeZone;
  const macros = context['macros'] ?? raw['macros'];
  if (macros !== undefined) options['macros'] = macros as Record<string, MacroOption>;
  if (raw['lookups'] !== undefined) options['lookups'] = raw['lookups'];
  const definitions = raw['lookup_defs'] ?? raw['lookupDefinitions'];
  if (definitions !== undefined) options['lookupDefinitions'] = definitions as Record<string, LookupOption>;
  const dataModels = raw['datamodels'] ?? raw['dataModels'];
  if (dataModels !== undefined) options['dataModels'] = dataModels;
  if (raw['metrics'] !== undefined) options['metrics'] = raw['metrics'];
  for (const name of ['earliest', 'latest', 'limits', 'semantics', 'seed'])
    if (raw[name] !== undefined) options[name] = raw[name];
  return {
    id: String(raw['id'] ?? raw['name'] ?? '(a case without id)'),
    spl: String(raw['spl'] ?? ''),
    input: (raw['input'] ?? raw['events'] ?? []) as PlainEvent[],
    expected: (raw['expected'] ?? raw['output'] ?? []) as Json[],
    expectError: raw['expect_error'] === true,
    diagnostics: (raw['diagnostics'] ?? []) as { code: string; at?: string }[],
    ordered: raw['ordered'] !== false,
    columns: raw['columns'] as string[] | undefined,
    absent: (raw['absent'] ?? []) as string[],
    options: options as SearchOptions,
    asText: raw['area'] !== undefined,
    command: raw['command'] === undefined ? undefined : String(raw['command']),
    malformed,
  };
}

/** What a case came to: undefined when it holds, otherwise what differs, in words. */
export async function checkCase(given: ConformanceCase): Promise<string | undefined> {
  if (given.malformed !== undefined) return `malformed: ${given.malformed}`;
  const { rows, columns, diagnostics } = await search(given.spl, given.input, given.options);
  const errors = diagnostics.filter((each) => each.severity === 'error');
  if (given.diagnostics.length > 0) {
    for (const wanted of given.diagnostics) {
      const found = diagnostics.filter((each) => each.code === wanted.code);
      if (found.length === 0)
        return `no diagnostic ${wanted.code}; given: ${diagnostics.map((each) => each.code).join(', ') || 'none'}`;
      const marked = found.map((each) =>
        each.primary?.source.text.slice(each.primary.span.start, each.primary.span.end),
      );
      if (wanted.at !== undefined && !marked.includes(wanted.at))
        return `${wanted.code} marks ${JSON.stringify(marked)}, not ${JSON.stringify(wanted.at)}`;
    }
    if (given.expected.length === 0) return undefined;
  }
  if (given.expectError) {
    return errors.length > 0 && rows.length === 0 ? undefined : `not refused; rows: ${JSON.stringify(rows)}`;
  }
  if (errors.length > 0) return `refused: ${errors.map((each) => `${each.code}: ${each.message}`).join('; ')}`;
  if (given.columns !== undefined && JSON.stringify(columns) !== JSON.stringify(given.columns)) {
    return `columns ${JSON.stringify(columns)}, expected ${JSON.stringify(given.columns)}`;
  }
  return compareRows(given, rows);
}

function compareRows(given: ConformanceCase, rows: readonly Row[]): string | undefined {
  const report = `got ${JSON.stringify(rows)}, expected ${JSON.stringify(given.expected)}`;
  if (rows.length !== given.expected.length)
    return `${rows.length} rows instead of ${given.expected.length}: ${report}`;
  for (const name of given.absent)
    if (rows.some((row) => Object.hasOwn(row, name))) return `the field ${name} exists: ${report}`;
  const left = [...rows];
  for (const [index, expected] of given.expected.entries()) {
    const at = given.ordered ? index : left.findIndex((row) => sameRow(row, expected, given.asText));
    const row = given.ordered ? rows[index]! : left[at];
    if (row === undefined || !sameRow(row, expected, given.asText)) return `row ${index + 1} differs: ${report}`;
    if (!given.ordered) left.splice(at, 1);
  }
  return undefined;
}

function sameRow(row: Row, expected: Json, asText: boolean): boolean {
  const names = new Set([...Object.keys(row).filter((name) => !name.startsWith('_')), ...Object.keys(expected)]);
  for (const name of names) {
    const actual = Object.hasOwn(row, name) ? row[name]! : null;
    const wanted = Object.hasOwn(expected, name) ? expected[name] : null;
    if (!sameCell(actual, wanted ?? null, asText)) return false;
  }
  return true;
}

function sameCell(actual: string | string[] | null, wanted: unknown, asText: boolean): boolean {
  if (actual === null || wanted === null) return actual === wanted;
  const left = Array.isArray(actual) ? actual : [actual];
  const right = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
  return left.length === right.length && left.every((each, index) => sameScalar(each, right[index]!, asText));
}

function sameScalar(actual: string, wanted: string, asText: boolean): boolean {
  if (actual === wanted) return true;
  if (asText || !looksNumeric(actual) || !looksNumeric(wanted)) return false;
  const a = Number(actual);
  const b = Number(wanted);
  return Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b), 1e-300);
}
