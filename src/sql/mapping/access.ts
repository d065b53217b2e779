import type { TimeUnit } from './mapping.js';

/** How an engine reaches into tables that a user made. Arguments and results are SQL, names and texts of the mapping are not. */
export interface SchemaAccess {
  /** A table, with its database and schema in front where they are given. */
  table(names: readonly string[]): string;
  /** A member of a struct. */
  member(struct: string, name: string): string;
  /** An item of a list, from 0; null where there is none. */
  item(list: string, index: number): string;
  /** The value of a key in a map from texts to single values. */
  entry(map: string, key: string): string;
  /** A map from texts to single values as one from texts to lists. */
  mapOfLists(map: string, variable: string): string;
  /** Any value as text, null where it is missing. */
  text(value: string): string;
  /** Any value as floating point; null where it is none. */
  number(value: string): string;
  /** An address as text, IPv4 in its own form. */
  address(value: string): string;
  /** What stands after the last separator, or the whole text. */
  afterLast(text: string, separator: string): string;
  /** A text of decimal digits as `0x` and at least so many hexadecimal digits; any other as it is. */
  hex(text: string, digits: number): string;
  /** A time as epoch seconds. */
  seconds(value: string, unit: TimeUnit): string;
  /** Epoch seconds as a value to compare a column of times with; undefined where the column must be converted instead. */
  moment(seconds: string, unit: TimeUnit): string | undefined;
}

/** How many of a unit of stored times a second has, as SQL writes it. */
export const perSecond: Readonly<Partial<Record<TimeUnit, string>>> = {
  milliseconds: '1000',
  microseconds: '1000000',
  nanoseconds: '1000000000',
};
