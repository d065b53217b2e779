import type { SqlDialect } from '../../sql/dialect.js';
import { clickhouse } from '../../sql/dialects/clickhouse.js';
import { duckdb } from '../../sql/dialects/duckdb.js';

/** The dialects of SQL by the name of their engine. */
export const sqlDialects: Readonly<Record<SqlDialect['id'], SqlDialect>> = { duckdb, clickhouse };
