import type { JsonPath } from './json-path.js';
import type { SchemaAccess } from './mapping/access.js';
import type { SqlType, SqlValue } from './value.js';

/**
 * What differs between engines. Templates of commands and functions write SQL that all engines read, and ask the dialect for
 * the rest: literals and flags here, then tables of functions by what they work on. The rules of SPL for values are functions
 * named `spl_…`, which each dialect defines under the same name and with the same parameters (`splFunctions`).
 *
 * Arguments and results are SQL expressions; a name, a text or a number never reaches SQL except through `name`, `text` and
 * `number`. A variable of a list function is one that `Emitter.variable` gave.
 */
export interface SqlDialect {
  readonly id: 'duckdb' | 'clickhouse';
  /** The name of the engine in messages. */
  readonly title: string;
  /** An identifier in quotes. */
  name(identifier: string): string;
  /** A text literal. */
  text(value: string): string;
  /** A literal of floating point. */
  number(value: number): string;
  /** NULL of a type; the empty list where lists are never NULL. */
  nothing(type: SqlType): string;
  /** Whether a list that a row lacks is NULL; otherwise the empty list stands for it, and no list is ever NULL. */
  readonly nullLists: boolean;
  /** Whether a name means the expression that a SELECT calls so, also where a column of the table has that name. */
  readonly aliasesHide: boolean;
  /** Whether a common table expression is computed anew wherever it is named. */
  readonly repeatsTables: boolean;
  /** `body` with names in it for values, each worked out once; the values see none of the names. */
  named(values: readonly (readonly [name: string, sql: string])[], body: string): string;
  readonly functions: SqlFunctions;
  readonly lists: SqlLists;
  readonly maps: SqlMaps;
  readonly aggregates: SqlAggregates;
  readonly times: SqlTimes;
  readonly json: SqlJson;
  readonly tables: SqlTables;
  /** How tables are read that are not in the default layout. */
  readonly access: SchemaAccess;
  /** Statements that define what the emitted SQL uses, run once per database. */
  readonly prelude: readonly string[];
  /** Definitions in front of the common table expressions of a statement whose text is `body`. */
  definitions(body: string): readonly string[];
}

export type BitOperator = 'and' | 'or' | 'xor';

/** Functions of texts and numbers; null in, null out. */
export interface SqlFunctions {
  /** As floating point. */
  double(number: string): string;
  /** A whole number; null outside the range of the engine's integers. */
  integer(number: string): string;
  /** A position as the type that the positions of all tables have. */
  position(number: string): string;
  /** Bits of two whole numbers. */
  bits(operator: BitOperator, a: string, b: string): string;
  /** A number that is not negative with so many decimals, as C writes it. */
  fixed(number: string, decimals: number): string;
  /** Rounded half away from zero. */
  round(number: string, decimals: number): string;
  /** Number of characters. */
  characters(text: string): string;
  /** Characters from `start`, counted from 1; `start` is at least 1. */
  substring(text: string, start: string, count?: string): string;
  lower(text: string): string;
  upper(text: string): string;
  trim(side: 'both' | 'leading' | 'trailing', text: string, characters: string): string;
  startsWith(text: string, prefix: string): string;
  /** The pieces between the delimiters, a list. */
  split(text: string, delimiter: string): string;
  urlDecode(text: string): string;
  /** A digest in hexadecimal. */
  digest(name: 'md5' | 'sha1' | 'sha256', text: string): string;
  /** SQL's LIKE; a backslash takes the meaning from the sign behind it only where `escaped`. */
  like(text: string, pattern: string, escaped: boolean): string;
  /** Whether a pattern of RE2 is found anywhere; `pattern` is an expression. */
  found(text: string, pattern: string): string;
  /** What a group of the first match holds; '' where there is none. */
  extract(text: string, pattern: string, group: number): string;
  /** What a group holds in each match, a list. */
  extractAll(text: string, pattern: string, group: number): string;
  /** Each match replaced; `\1` in `by` is a group. */
  replaceMatches(text: string, pattern: string, by: string): string;
  /** The first match replaced. */
  replaceFirst(text: string, pattern: string, by: string): string;
  /** Each character of one literal replaced by that of the other at the same place. */
  swap(text: string, from: string, to: string): string;
}

/** Functions of lists of texts. */
export interface SqlLists {
  literal(items: readonly string[]): string;
  /** Whether a list is there. */
  present(list: string): string;
  absent(list: string): string;
  /** The first of the lists that is there. */
  firstOf(lists: readonly string[]): string;
  /** Number of items; null or 0 for a list that is not there. */
  size(list: string): string;
  /** An item counted from 1, or with a negative number from the end; null outside. */
  at(list: string, index: string): string;
  /** Items from one to another, both included. */
  slice(list: string, from: string, to: string): string;
  /** One list after the other; one that is not there counts as empty. */
  concat(lists: readonly string[]): string;
  sort(list: string): string;
  reverse(list: string): string;
  /** The items with a separator, a literal, between them. */
  join(list: string, separator: string): string;
  /** The same with any expression. */
  joinBy(list: string, separator: string): string;
  /** Whether an item is exactly this text; false for null. */
  contains(list: string, text: string): string;
  /** Whether a condition holds for some item; false for null. */
  any(list: string, variable: string, condition: string): string;
  filter(list: string, variable: string, condition: string): string;
  /** `body` for each item; it is never null. */
  transform(list: string, variable: string, body: string): string;
  /** `body`, a text that may be null, for each item; the nulls are left out. */
  collect(list: string, variable: string, body: string): string;
  /** `body`, a list, for each item, all in one list. */
  collectAll(list: string, variable: string, body: string): string;
  /** The texts that are not null. */
  compact(texts: readonly string[]): string;
  /** Place of the first item for which a condition holds, from 1; 0 or null without one. */
  place(list: string, variable: string, condition: string): string;
  /** A calculated list as a field holds it: not there where it is empty. */
  held(list: string): string;
  /** An aggregation over the numbers in a list. */
  aggregate(name: NumericAggregate, numbers: string, parameter?: number): string;
}

/** Functions of maps from names to lists. */
export interface SqlMaps {
  readonly empty: string;
  /** The list under a name, an expression; not there where the map has none. */
  entry(map: string, key: string): string;
  keys(map: string): string;
  /** All lists in one, in the order of the entries. */
  values(map: string): string;
  /** The entries whose name fits. */
  filter(map: string, variable: string, condition: (key: string) => string): string;
  /** Entries under other names. */
  rename(map: string, variable: string, name: (key: string) => string): string;
  /** A map that a join may not have found. */
  held(map: string): string;
  /** Entries of the first map and the second, whose entries win. */
  concat(first: string, second: string): string;
  /** The same list under each of the names. */
  constant(names: string, variable: string, list: string): string;
}

/** Aggregations that every engine has, under its own name. */
export type NumericAggregate =
  | 'sum'
  | 'avg'
  | 'min'
  | 'max'
  | 'stddev_samp'
  | 'stddev_pop'
  | 'var_samp'
  | 'var_pop'
  | 'quantile_cont';

/** An expression to order by. */
export interface SqlOrder {
  readonly sql: string;
  readonly descending: boolean;
  /** It may be null, and null is last. */
  readonly nullable: boolean;
}

/** Aggregate functions; `over` is a window clause with a space in front, or nothing. */
export interface SqlAggregates {
  /** Null without a number. */
  numeric(name: NumericAggregate, number: string, over: string, parameter?: number): string;
  /** Number of rows where the argument is not null, of all rows for `*`, as floating point. */
  count(argument: string, over: string): string;
  /** Number of different texts, as floating point. */
  distinct(text: string, over: string): string;
  /** The items of all lists in one list; `order` puts the rows in order. */
  gather(list: string, present: string, order: string | undefined, over: string): string;
  /** The texts of the rows that are not null, in an order of expressions. */
  texts(text: string, order: readonly string[]): string;
  /** The different texts in order. */
  sortedTexts(text: string): string;
  /** The text of the row with the least or greatest number; null without a number. */
  textAt(end: 'min' | 'max', text: string, number: string, over: string): string;
  /** The least or greatest text among the rows for which a condition holds. */
  text(end: 'min' | 'max', text: string, condition: string | undefined, over: string): string;
  /** The value of the first row in an order among those for which a condition holds. */
  first(value: string, type: SqlType, order: readonly SqlOrder[], condition: string): string;
  /** A map with the list of each row under a name; rows for which a condition fails are left out. */
  mapOf(key: string, list: string, condition: string): string;
  /** The maps of the rows in a list. */
  maps(map: string): string;
  /** A text that no other is more frequent than. */
  mode(list: string): string;
  /** Whether a condition holds for some row. */
  some(condition: string, over: string): string;
  /** The last value up to the row that is there. */
  lastSeen(value: string, type: SqlType, order: string): string;
  /** The value `distance` rows before, among the rows that agree in `partition`. */
  before(
    value: string,
    distance: number,
    order: string,
    type?: SqlValue['type'],
    partition?: readonly string[],
  ): string;
  /**
   * Which part of the rows each is in: a part ends where the times in it would be more than `longest` seconds apart, and after `most` rows.
   * `rows` gathers those of a piece; `cut`, over the pieces in an order, gives a list with the number of the part of each row.
   */
  parts(
    time: string,
    order: string,
    longest: number,
    most: number,
  ): { readonly rows: string; cut(rows: string, order: string): string };
  /** The first or last value in a window that is there. */
  edge(which: 'first' | 'last', value: string, type: SqlType, over: string): string;
}

/** Times are epoch seconds in floating point, their parts those of UTC. */
export interface SqlTimes {
  /** The start of the month, quarter or year of a time. */
  start(unit: 'month' | 'quarter' | 'year', epoch: string): string;
  /** Months since January 1970. */
  month(epoch: string): string;
  /** Variables of strftime as the engine writes them in a format, or as an expression; undefined: it has no equal. */
  readonly written: Readonly<Record<string, string | ((epoch: string) => string) | undefined>>;
  /** A time in a format of the engine, a literal. */
  format(epoch: string, format: string): string;
}

/** Functions of JSON texts; nothing where a text is none. */
export interface SqlJson {
  /** What a path leads to as text, members and lists as JSON; null where it leads nowhere. */
  value(text: string, path: JsonPath): string;
  /** Everything a path leads to. */
  values(text: string, path: JsonPath): string;
  /** The same of a path through all items of lists, where anything that is no list counts as a list of one. */
  loose(text: string, path: JsonPath): string;
  /** Everything a path leads to as a JSON array; null where it leads nowhere. */
  array(text: string, path: JsonPath): string;
  /** The JSON of a text without blanks. */
  compact(text: string): string;
  /** What JSON it is, `object` or `array` among others in any letter case; null for a text that is none. */
  kind(text: string): string;
}

/** Parts of FROM and whole bodies of common table expressions. */
export interface SqlTables {
  /** Numbers from 0 in a column. */
  series(count: number, column: string): string;
  /** Rows of literals: an ordinal in `i`, then texts or null in `columns`. */
  constants(columns: readonly string[], rows: readonly (readonly (string | undefined)[])[]): string;
  /** The rows of a table once for each item of a list, with the item, and its place from 1 where `index` names a column. */
  unnest(from: string, list: string, item: string, index?: string): string;
  /** For engines that repeat tables: taking the rows of one apart and putting them together again by their position. */
  readonly regroup:
    | {
        /** As `unnest`, with one row for an empty list, whose place is 0. */
        unnest(from: string, list: string, item: string, index: string): string;
        /** The value of any row of a group; all have the same. */
        any(value: string): string;
      }
    | undefined;
  /** All rows as one list of the texts lists that `columns` gives, and how to get at them. */
  readonly records: {
    gather(columns: readonly string[]): string;
    column(record: string, index: number): string;
  };
  /**
   * A table under another name in the optional side of a join, so that the columns of a row that finds nothing are null; `columns`
   * with whether they are lists.
   */
  optional(table: string, columns: ReadonlyMap<string, boolean>): string;
  /** A condition that always holds, for joins that compare nothing for equality, over a number of each side; undefined: none is needed. */
  readonly always: ((left: string, right: string) => string) | undefined;
  /** A join to the row of `right` with the greatest `key` that is not above `value`; `left` is called `l`. */
  readonly nearest: (left: string, right: string, value: string, key: string) => string;
}
