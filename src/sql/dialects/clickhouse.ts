import type { SqlDialect } from '../dialect.js';
import { definitionsOf, splFunctionsIn } from '../spl-functions.js';
import { access } from './clickhouse/access.js';
import { aggregates } from './clickhouse/aggregates.js';
import { functions } from './clickhouse/functions.js';
import { lists, maps, named } from './clickhouse/lists.js';
import { name, nothing, number, text } from './clickhouse/literals.js';
import { bodies } from './clickhouse/spl-functions.js';
import { json, tables } from './clickhouse/tables.js';
import { times } from './clickhouse/times.js';

/**
 * ClickHouse with its current analyzer. A statement defines the functions of SPL that it uses by itself, as lambdas in WITH: it
 * needs no right to create functions and nothing that all nodes of a cluster would have to have.
 */
export const clickhouse: SqlDialect = {
  id: 'clickhouse',
  title: 'ClickHouse',
  name,
  text,
  number,
  nothing: (type) => nothing[type],
  nullLists: false,
  aliasesHide: true,
  repeatsTables: true,
  named,
  functions,
  lists,
  maps,
  aggregates,
  times,
  json,
  tables,
  access,
  prelude: [],
  definitions: (body) => {
    const used = new Set(splFunctionsIn(body));
    return definitionsOf(
      bodies,
      named,
      (spl, parameters, sql) => `(${parameters.join(', ')}) -> ${sql} AS ${spl}`,
      (spl) => used.has(spl),
    );
  },
};
