import type { CompiledExpression, EvalContext } from '../functions/context.js';
import type { Event } from '../values/event.js';
import type { NamedMatcher } from './extract/patterns.js';

/** The result of making a text of a knowledge file ready, or why that failed. */
export type Compiled<T> = { readonly ok: true; readonly run: T } | { readonly ok: false; readonly detail: string };

/** Whether an event fits search terms. */
export type SearchCondition = (event: Event, context: EvalContext) => boolean;

/** Finds successive matches of a pattern. */
export type GroupMatcher = (subject: string, max: number) => readonly GroupMatch[];

export interface GroupMatch {
  /** By group number, 0 the whole match; undefined where a group took no part. */
  readonly groups: readonly (string | undefined)[];
  readonly named: readonly (readonly [string, string])[];
}

/** A search condition made ready. */
export interface Condition {
  readonly run: SearchCondition;
  /** Fields it compares; null when it looks at anything else (keywords, wildcard names). */
  readonly fields: readonly string[] | null;
}

/**
 * What the knowledge layer needs of the language: it holds expressions as data and lets the engine's own parser and
 * compiler make them ready. `name` is the place of the text in its file, for messages.
 */
export interface KnowledgeCompiler {
  /** An eval expression. */
  expression(text: string, name: string): Compiled<CompiledExpression>;
  /** A search condition as terms that must all hold. */
  search(text: string, name: string): Compiled<readonly Condition[]>;
  /** A PCRE pattern whose matches are taken by group number and name; up to `max` successive ones. */
  matches(text: string, name: string): Compiled<GroupMatcher>;
  /** A PCRE pattern with named groups, found anywhere in a text. */
  pattern(text: string, name: string): Compiled<NamedMatcher>;
}

/** Terms as one condition. */
export function allOf(conditions: readonly Condition[]): SearchCondition {
  if (conditions.length === 1) return conditions[0]!.run;
  return (event, context) => conditions.every((each) => each.run(event, context));
}
