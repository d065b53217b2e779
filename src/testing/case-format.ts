import { isTimeZone } from '../values/time/zone.js';

type Json = Readonly<Record<string, unknown>>;

/** Keys that a case may have: spl-core 9, spl-commands 12, and those of our own files. */
const caseKeys = new Set(
  (
    'id name area command spl input events expected output expect_error diagnostics ordered columns absent context now tz timeZone ' +
    'macros lookups lookup_defs lookupDefinitions datamodels dataModels metrics earliest latest limits semantics seed ' +
    'source certainty note'
  ).split(' '),
);
const contextKeys = new Set(['now', 'tz', 'macros']);

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isScalar = (value: unknown): boolean =>
  value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

/** Keys of a case that mean nothing, such as a misspelt `expect_error`; they are passed over. */
export function unknownKeys(raw: unknown): string[] {
  if (!isObject(raw)) return [];
  const context = isObject(raw['context']) ? Object.keys(raw['context']) : [];
  return [
    ...Object.keys(raw).filter((key) => !caseKeys.has(key)),
    ...context.filter((key) => !contextKeys.has(key)).map((key) => `context.${key}`),
  ];
}

/** What keeps a case of a file from being one, as a sentence; undefined where nothing does. */
export function malformedCase(raw: unknown): string | undefined {
  if (!isObject(raw)) return 'A case is an object with `id`, `spl`, `input` and `expected`.';
  const { spl, expect_error: expectError, context, diagnostics } = raw;
  if (typeof spl !== 'string') return spl === undefined ? '`spl` is missing.' : '`spl` is a text.';
  const expected = raw['expected'] ?? raw['output'];
  if (expected === undefined && expectError !== true && diagnostics === undefined)
    return '`expected` is missing: the rows in order, or [] with `expect_error: true` for a search that must be refused.';
  if (expectError !== undefined && typeof expectError !== 'boolean') return '`expect_error` is true or false.';
  if (context !== undefined && context !== null && !isObject(context))
    return '`context` is an object with `now`, `tz` and `macros`.';
  const given = isObject(context) ? context : {};
  const now = given['now'] ?? raw['now'];
  if (now !== undefined && (!isScalar(now) || String(now) === '' || !Number.isFinite(Number(now))))
    return '`now` is a number of seconds since 1970.';
  const zone = given['tz'] ?? raw['tz'] ?? raw['timeZone'];
  if (zone !== undefined && (typeof zone !== 'string' || !isTimeZone(zone)))
    return '`tz` is a time zone such as Europe/Berlin.';
  return (
    problemOfRows(raw['input'] ?? raw['events'], 'input') ??
    problemOfRows(expected, 'expected') ??
    problemOfMacros(given['macros'] ?? raw['macros']) ??
    problemOfTables(raw['lookups'], 'lookups') ??
    problemOfTables(raw['datamodels'] ?? raw['dataModels'], 'datamodels') ??
    problemOfRows(raw['metrics'], 'metrics')
  );
}

function problemOfTables(tables: unknown, key: string): string | undefined {
  if (tables === undefined || tables === null) return undefined;
  if (!isObject(tables)) return `\`${key}\` is an object of names and rows.`;
  for (const [name, rows] of Object.entries(tables)) {
    const problem = problemOfRows(rows, `${key}.${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function problemOfRows(rows: unknown, key: string): string | undefined {
  if (rows === undefined) return undefined;
  if (!Array.isArray(rows)) return `\`${key}\` is a list of rows.`;
  for (const [index, row] of rows.entries()) {
    if (!isObject(row)) return `Row ${index + 1} of \`${key}\` is an object of field names and values.`;
    for (const [name, value] of Object.entries(row))
      if (!(Array.isArray(value) ? value.every(isScalar) : isScalar(value)))
        return `\`${name}\` in row ${index + 1} of \`${key}\` is a text or, for a multivalue, a list of texts.`;
  }
  return undefined;
}

function problemOfMacros(macros: unknown): string | undefined {
  if (macros === undefined || macros === null) return undefined;
  if (!isObject(macros)) return '`macros` is an object: names such as `m` or `m(2)`, and what each stands for.';
  for (const [key, macro] of Object.entries(macros)) {
    if (typeof macro === 'string') continue;
    if (!isObject(macro) || typeof macro['definition'] !== 'string')
      return `The macro \`${key}\` has no \`definition\`.`;
    const args = macro['args'] ?? [];
    const names = typeof args === 'string' ? args.split(',') : args;
    if (!Array.isArray(names) || !names.every((name) => typeof name === 'string'))
      return `\`args\` of the macro \`${key}\` is a list of names.`;
    const count = Number(/\((\d+)\)$/.exec(key)?.[1] ?? names.length);
    if (count !== names.length)
      return `The macro \`${key}\` takes ${count} argument${count === 1 ? '' : 's'}, and \`args\` names ${names.length}.`;
  }
  return undefined;
}
