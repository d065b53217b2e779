import { lookupMatching } from '../../content/lookup-definition.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import type { LookupTable } from '../../values/lookup/lookup-index.js';
import type { LookupSource, LookupTableView } from './lookup-source.js';
import { createTableView } from './table-view.js';

type Cells = Readonly<Record<string, unknown>>;
type Settings = Readonly<Record<string, string | number | boolean>>;

/** Settings of a definition as transforms.conf names them (spl-commands 8.2). */
const settingNames = [
  'filename',
  'collection',
  'external_type',
  'fields_list',
  'max_matches',
  'min_matches',
  'default_match',
  'case_sensitive_match',
  'match_type',
  'time_field',
  'time_format',
  'max_offset_secs',
  'min_offset_secs',
  'filter',
];

/** Lookups over tables in memory: rows by table name, and settings by definition name. */
export function createMemoryLookups(
  tables: Readonly<Record<string, readonly Cells[]>>,
  definitions: Readonly<Record<string, Settings>>,
): LookupSource & { readonly diagnostics: readonly Diagnostic[] } {
  const rows = new Map(Object.entries(tables));
  const settings = new Map(Object.entries(definitions));
  const diagnostics: Diagnostic[] = [];
  for (const [name, given] of settings) diagnostics.push(...checkSettings(name, given));
  const views = new Map<string, LookupTableView | undefined>();
  const view = (name: string): LookupTableView | undefined => {
    if (views.has(name)) return views.get(name);
    const given = settings.get(name);
    const setting = new Map(Object.entries(given ?? {}).map(([key, value]) => [key, String(value)]));
    // Commands name a packed file without its ending.
    const data =
      rows.get(name) ??
      rows.get(`${name}.gz`) ??
      rows.get(setting.get('filename') ?? '') ??
      rows.get(setting.get('collection') ?? '');
    const made =
      data === undefined && given === undefined
        ? undefined
        : createTableView(
            tableOf(
              data ?? [],
              (setting.get('fields_list') ?? '').split(/[\s,]+/).filter((field) => field !== ''),
            ),
            lookupMatching(setting),
          );
    views.set(name, made);
    return made;
  };
  return {
    diagnostics,
    table: async (name) => view(name),
    loaded: view,
    names: () => new Set([...rows.keys(), ...settings.keys()]),
  };
}

function checkSettings(name: string, given: Settings): Diagnostic[] {
  return Object.keys(given)
    .filter((setting) => !settingNames.includes(setting))
    .map((setting) =>
      diagnostic(
        'unknown-option',
        { command: `lookup definition ${name}`, option: setting },
        { help: [...didYouMean(suggest(setting, settingNames)), `Settings: ${settingNames.join(', ')}.`] },
      ),
    );
}

/** Rows as a table; columns in the order in which they appear. */
function tableOf(rows: readonly Cells[], declared: readonly string[]): LookupTable {
  const columns = new Set(declared);
  const maps = rows.map((row) => new Map(Object.entries(row)));
  for (const row of maps) for (const column of row.keys()) columns.add(column);
  const fields = [...columns];
  return { fields, rows: maps.map((row) => fields.map((field) => cellText(row.get(field)))) };
}

function cellText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(cellText).join('\n');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
