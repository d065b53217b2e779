import { defineCodes } from '../define-codes.js';

/** A reason as the end of a sentence. */
const clause = (text: string): string => text.replace(/\.$/, '');

/** What stands in the way of running searches in a database. Passwords are in none of them. */
export const engineCodes = defineCodes({
  'engine-not-installed': {
    severity: 'error',
    message: ({ engine, packageName }: { engine: string; packageName: string }) =>
      `${engine} cannot be used: the package ${packageName} is not installed.`,
    explanation:
      'The client of a database is an optional package, so that those who need none do not have to install it. Install it with npm where escudo is installed, or in the folder in which escudo is called.',
  },
  'engine-unreachable': {
    severity: 'error',
    message: ({ place, reason }: { place: string; reason: string }) => `No ClickHouse answers at ${place}: ${reason}.`,
    explanation:
      "The server could not be asked: its name is not known, nothing listens on the port, the certificate is not trusted, or what listens there is something else. The URL names the HTTP interface (port 8123, with TLS 8443), not that of clickhouse-client (9000). Check --url, the network and the server's log.",
  },
  'engine-access-denied': {
    severity: 'error',
    message: ({ place, user, reason }: { place: string; user: string; reason: string }) =>
      `${place} does not let the user ${user} do that: ${reason}.`,
    explanation:
      'The user, the password or a right is wrong. The user is given by --user, the password by the environment variable ESCUDO_CLICKHOUSE_PASSWORD or by --password-file, never on the command line. Loading needs the rights to create and fill tables; running detections needs the right to read them, and a profile in which settings may be changed (readonly 0 or 2): results are asked for with every digit.',
  },
  'engine-no-database': {
    severity: 'error',
    message: ({ place, reason }: { place: string; reason: string }) =>
      `The database ${place} cannot be opened: ${reason}.`,
    explanation:
      "The file or database does not exist, or the file is not one of the engine's, is damaged, or was written by a version that this one does not read. escudo load makes a database; escudo run --engine only reads one.",
  },
  'engine-database-locked': {
    severity: 'error',
    message: ({ place, reason }: { place: string; reason: string }) =>
      `The database ${place} is in use by another process${reason === '' ? '' : ` (${reason})`}.`,
    explanation:
      'A DuckDB file can be written by one process at a time, and not be read meanwhile. Wait for the other process, or end it, and try again.',
  },
  'engine-no-table': {
    severity: 'error',
    message: ({ table }: { table: string }) => `The database has no table ${table}, which the search reads.`,
    explanation:
      'The table was never loaded, or the search runs in another database than the one that was loaded. escudo load with the rules writes every table that they read: events, data sets and lookups. With a schema of your own, correct the name of its table; escudo load --lookups-only writes the lookups beside it.',
  },
  'engine-no-column': {
    severity: 'error',
    message: ({ column }: { column: string }) => `The database has no column ${column}, which the search reads.`,
    explanation:
      'The table is there and differs from the layout: it was made by something else, by another version of escudo, or a lookup has changed since it was loaded. Load again, or correct the schema.',
  },
  'engine-timeout': {
    severity: 'error',
    message: ({ seconds }: { seconds: number }) =>
      `The search was ended after ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    explanation:
      'The search took longer in the engine than --timeout allows, so it has no result. Raise --timeout, or narrow the time range with --earliest and --latest.',
  },
  'engine-failed': {
    severity: 'error',
    message: ({ engine, reason }: { engine: string; reason: string }) => `${engine} failed: ${reason}`,
    explanation:
      'The engine refused a statement or broke off, so there is no result. Where memory or a limit of the server is the reason, narrow the time range or raise it; where the engine does not understand the statement, its version may be too old (DuckDB from 1.4; ClickHouse is tested in 26.7). Otherwise report it with the SQL that escudo port gives.',
  },
  'port-refused': {
    severity: 'error',
    message: ({ reason }: { reason: string }) => `The search cannot be said in SQL: ${clause(reason)}.`,
    explanation:
      'A part of the search has no SQL that is known to find the same, so it is not run in the engine at all. The built-in engine runs it: leave out --engine and give the events.',
  },
  'port-caveat': {
    severity: 'warning',
    message: ({ caveat }: { caveat: string }) => `In SQL the result may differ: ${clause(caveat)}.`,
    explanation:
      'The search runs in the engine, and in the case that is named its result differs from that of the built-in engine and Splunk. If the case can occur in your data, compare with escudo verify.',
  },
  'engine-load-incomplete': {
    severity: 'error',
    message: ({ table }: { table: string }) =>
      `The table ${table} is not among those that hold the events loaded so far, so nothing can be added to it.`,
    explanation:
      'A rule reads a data set that earlier loads did not write. With --append it would hold the new events only, and searches would miss the others without saying so. Load all events again with all rules and without --append, or keep to the rules of the first load.',
  },
  'engine-file-changed': {
    severity: 'error',
    message: ({ file }: { file: string }) => `${file} was loaded before and has changed since.`,
    explanation:
      'Its events are in the database already. With --append they would be there twice, and counts would be wrong. Load everything again without --append, or give the new events as files of their own.',
  },
  'engine-foreign-table': {
    severity: 'error',
    message: ({ table, place }: { table: string; place: string }) =>
      `${place} has a table ${table} that escudo did not make, so it is not replaced.`,
    explanation:
      'escudo load replaces the tables that an earlier load made, and no others. Load into a database of its own (--db, --database), or drop the table if it is no longer needed. To add to tables that you made in the same layout, such as distributed ones, give --append.',
  },
  'engine-events-left-out': {
    severity: 'warning',
    message: ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'row was' : 'rows were'} not loaded: a time is no number, or a column of metadata has several values.`,
    explanation:
      'Tables of events hold _time as a number, and _raw, host, source, sourcetype and index as one text each. An event that has something else there is in no table, so no search in the engine finds it.',
  },
  'engine-text-changed': {
    severity: 'info',
    message: ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'text holds' : 'texts hold'} characters that the engine cannot: NUL was dropped, halves of characters became \uFFFD.`,
    explanation:
      'Databases hold texts as UTF-8, and DuckDB none with NUL. Searches for these characters find nothing in the engine.',
  },
  'engine-load-undone': {
    severity: 'warning',
    message: ({ count }: { count: number }) =>
      `${count} ${count === 1 ? 'load was' : 'loads were'} broken off before; the rows that ${count === 1 ? 'it' : 'they'} left were removed first.`,
    explanation:
      'A load into ClickHouse that was broken off leaves the rows it had written. The next load removes them before it begins, so that loading the same files again does not count them twice. Load into one database with one process at a time.',
  },
});
