import type { SqlDialect } from '../dialect.js';
import { definitionsOf } from '../spl-functions.js';
import { access } from './duckdb/access.js';
import { aggregates } from './duckdb/aggregates.js';
import { functions } from './duckdb/functions.js';
import { lists, maps, named } from './duckdb/lists.js';
import { name, number, text, types } from './duckdb/literals.js';
import { bodies } from './duckdb/spl-functions.js';
import { json, tables } from './duckdb/tables.js';
import { times } from './duckdb/times.js';

/** DuckDB from version 1.4. Its prelude defines the functions of SPL as macros. */
export const duckdb: SqlDialect = {
  id: 'duckdb',
  title: 'DuckDB',
  name,
  text,
  number,
  nothing: (type) => `CAST(NULL AS ${types[type]})`,
  nullLists: true,
  aliasesHide: false,
  repeatsTables: false,
  named,
  functions,
  lists,
  maps,
  aggregates,
  times,
  json,
  tables,
  access,
  prelude: definitionsOf(
    bodies,
    named,
    (name, parameters, body) => `CREATE OR REPLACE MACRO ${name}(${parameters.join(', ')}) AS ${body}`,
  ),
  definitions: () => [],
};
