import type { SqlDialect } from './dialect.js';
import { duckdbMacros } from './duckdb-macros.js';

const text = (value: string): string => `'${value.replaceAll("'", "''").replaceAll('\0', '')}'`;

/** DuckDB from version 1.4. */
export const duckdb: SqlDialect = {
  id: 'duckdb',
  name: (identifier) => `"${identifier.replaceAll('"', '""').replaceAll('\0', '')}"`,
  text,
  number: (value) =>
    Number.isFinite(value)
      ? Number.isInteger(value) && Math.abs(value) < 1e15
        ? `${value}::DOUBLE`
        : `CAST('${value}' AS DOUBLE)`
      : `CAST('${Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'}' AS DOUBLE)`,
  entry: (map, key) => `${map}[${text(key)}]`,
  any: (list, variable, condition) =>
    `coalesce(len(list_filter(${list}, lambda ${variable}: ${condition})) > 0, FALSE)`,
  filter: (list, variable, condition) => `list_filter(${list}, lambda ${variable}: ${condition})`,
  transform: (list, variable, body) => `list_transform(${list}, lambda ${variable}: ${body})`,
  list: (items) => `[${items.join(', ')}]`,
  found: (subject, pattern) => `regexp_matches(${subject}, ${text(pattern)})`,
  emptyMap: 'MAP {}::MAP(VARCHAR, VARCHAR[])',
  types: { text: 'VARCHAR', number: 'DOUBLE', list: 'VARCHAR[]' },
  prelude: duckdbMacros,
};
