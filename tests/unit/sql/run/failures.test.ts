import { describe, expect, test } from 'vitest';
import { clickHouseFailure } from '../../../../src/sql/run/clickhouse-failure.js';
import { duckDbFailure, duckDbOpenFailure } from '../../../../src/sql/run/duckdb-failure.js';

const said = (failure: { diagnostic: { code: string; message: string }; fatal: boolean }) => [
  failure.diagnostic.code,
  failure.diagnostic.message,
  failure.fatal,
];

describe('DuckDB', () => {
  test.each([
    [
      'Catalog Error: Table with name Endpoint.Processes does not exist!\nDid you mean "events"?',
      ['engine-no-table', 'The database has no table Endpoint.Processes, which the search reads.', false],
    ],
    [
      'Binder Error: Referenced column "fields" not found in FROM clause!',
      ['engine-no-column', 'The database has no column fields, which the search reads.', false],
    ],
    [
      'IO Error: Could not set lock on file "/x": Conflicting lock is held in /usr/bin/node (PID 12). See also …',
      ['engine-database-locked', 'The database x.duckdb is in use by another process (process 12).', true],
    ],
    ['Out of Memory Error: failed', ['engine-failed', 'DuckDB failed: Out of Memory Error: failed', false]],
  ])('%s', (text, expected) => {
    expect(said(duckDbFailure(new Error(text), 'x.duckdb'))).toEqual(expected);
  });

  test.each([
    [
      'IO Error: The file "/x" exists, but it is not a valid DuckDB database file!',
      'The database x.duckdb cannot be opened: the file is no DuckDB database.',
    ],
    [
      'IO Error: Cannot open database "/x" in read-only mode: database does not exist',
      'The database x.duckdb cannot be opened: there is no such file.',
    ],
    [
      'IO Error: Cannot open file "/x": Permission denied',
      'The database x.duckdb cannot be opened: Cannot open file "/x": Permission denied.',
    ],
  ])('opening: %s', (text, message) => {
    expect(said(duckDbOpenFailure(new Error(text), 'x.duckdb'))).toEqual(['engine-no-database', message, true]);
  });
});

describe('ClickHouse', () => {
  const place = {
    address: 'https://host:8443',
    user: 'me',
    database: 'logs',
    redact: (text: string) => text.replaceAll('geheim', '…'),
  };
  const error = (code: string, message: string): Error => Object.assign(new Error(message), { code });

  test.each([
    [
      error('ECONNREFUSED', ''),
      ['engine-unreachable', 'No ClickHouse answers at https://host:8443: the connection was refused.', true],
    ],
    [
      error('ENOTFOUND', 'getaddrinfo ENOTFOUND host'),
      ['engine-unreachable', 'No ClickHouse answers at https://host:8443: the name of the server is not known.', true],
    ],
    [
      Object.assign(new AggregateError([new Error('connect ECONNREFUSED ::1:8443')], ''), {}),
      ['engine-unreachable', 'No ClickHouse answers at https://host:8443: connect ECONNREFUSED ::1:8443.', true],
    ],
    [
      error('516', 'me: Authentication failed: password geheim is incorrect. '),
      [
        'engine-access-denied',
        'https://host:8443 does not let the user me do that: me: Authentication failed: password … is incorrect.',
        true,
      ],
    ],
    [
      error('81', 'Database logs does not exist'),
      [
        'engine-no-database',
        'The database logs at https://host:8443 cannot be opened: there is no such database.',
        true,
      ],
    ],
    [
      error('60', "Unknown table expression identifier 'Endpoint.Processes with events' in scope SELECT *"),
      ['engine-no-table', 'The database has no table Endpoint.Processes with events, which the search reads.', false],
    ],
    [
      error('60', 'Table logs.`it\\`s` does not exist'),
      ['engine-no-table', 'The database has no table logs.`it`s`, which the search reads.', false],
    ],
    [
      error('47', "Unknown expression identifier 'it\\'s' in scope SELECT"),
      ['engine-no-column', "The database has no column it's, which the search reads.", false],
    ],
    [
      error('241', 'Memory limit exceeded.\nmore'),
      ['engine-failed', 'ClickHouse failed: Memory limit exceeded (code 241)', false],
    ],
  ])('%s', (thrown, expected) => {
    expect(said(clickHouseFailure(thrown, place))).toEqual(expected);
  });

  test('a limit of time is ours only where we set one', () => {
    const late = error('159', 'Timeout exceeded: elapsed 2 seconds');
    expect(clickHouseFailure(late, place).diagnostic.code).toBe('engine-failed');
    expect(clickHouseFailure(late, { ...place, timeout: 2 }).diagnostic.message).toBe(
      'The search was ended after 2 seconds.',
    );
  });
});
