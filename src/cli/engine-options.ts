import type { OptionSpec } from './option.js';

/** Where the password of ClickHouse is looked for; a command line can be read by everybody on the machine. */
export const passwordVariable = 'ESCUDO_CLICKHOUSE_PASSWORD';

const group = 'Engine';

export function engineOption(choices: readonly string[], summary: string): OptionSpec {
  return { name: 'engine', value: 'NAME', choices, group, summary };
}

/** How a ClickHouse server is reached. */
export const clickHouseOptions: readonly OptionSpec[] = [
  {
    name: 'url',
    value: 'URL',
    group,
    summary:
      'HTTP interface of a ClickHouse server, such as https://clickhouse.example.net:8443, without user and password.',
  },
  { name: 'user', value: 'NAME', group, summary: 'User of ClickHouse. Default: default.' },
  {
    name: 'password-file',
    value: 'FILE',
    group,
    summary: `File with the user's password. Default: the environment variable ${passwordVariable}, or none.`,
  },
];

export const databaseOptions: readonly OptionSpec[] = [
  { name: 'db', value: 'FILE', group, summary: 'Database file of DuckDB.' },
  ...clickHouseOptions.slice(0, 1),
  { name: 'database', value: 'NAME', group, summary: 'Database of ClickHouse. Default: default.' },
  ...clickHouseOptions.slice(1),
];

export const timeoutOption: OptionSpec = {
  name: 'timeout',
  value: 'SECONDS',
  group,
  summary: 'End a search in the engine after this time. Default: none.',
};

/** Where the fields live in tables that escudo did not make. */
export function schemaOption(group: string): OptionSpec {
  const summary =
    'Where the fields live: default, ocsf, ecs, or a schema mapping of your own (docs/schema-mapping.md).';
  return { name: 'schema', value: 'NAME|FILE', group, summary };
}

/** Options that say how events are read. */
export const readingOptions = ['input-format', 'sourcetype', 'source', 'host', 'index', 'strict'] as const;
