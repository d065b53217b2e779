/**
 * What differs between engines: syntax by templates, everything else by functions named `spl_…` that the prelude of the
 * dialect defines in the engine itself. A name, a text or a number never reaches SQL except through `name` and `text`.
 */
export interface SqlDialect {
  readonly id: 'duckdb' | 'clickhouse';
  /** An identifier in quotes. */
  name(identifier: string): string;
  /** A text literal. */
  text(value: string): string;
  number(value: number): string;
  /** The entry of a map of lists, null where there is none. */
  entry(map: string, key: string): string;
  /** Whether a condition holds for some element; false for null. */
  any(list: string, variable: string, condition: string): string;
  filter(list: string, variable: string, condition: string): string;
  transform(list: string, variable: string, body: string): string;
  list(items: readonly string[]): string;
  /** A regular expression, in the syntax of RE2, found anywhere in a text. */
  found(text: string, pattern: string): string;
  readonly emptyMap: string;
  readonly types: { readonly text: string; readonly number: string; readonly list: string };
  /** Definitions that the emitted SQL uses, run once per database or connection. */
  readonly prelude: readonly string[];
}
