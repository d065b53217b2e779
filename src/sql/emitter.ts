import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { Span } from '../source/span.js';
import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import type { SqlDialect } from './dialect.js';
import type { MappedPlace } from './mapping/column-type.js';
import type { Relation, Statement } from './relation.js';
import type { PortSchema } from './schema.js';
import type { Scope } from './scope.js';
import type { Conversions, SqlValue } from './value.js';

/** A place where the SQL may give something else than the search, and when. */
export interface Caveat {
  readonly message: string;
  /** The diagnostic that explains it, where there is one. */
  readonly code?: DiagnosticCode;
  readonly span: Span;
}

/** What the templates of commands and functions share while one search is emitted. */
export interface Emitter {
  readonly dialect: SqlDialect;
  readonly schema: PortSchema;
  readonly plan: Plan;
  readonly statement: Statement;
  readonly convert: Conversions;
  /** The time of the run. */
  readonly now: string;
  caveat(message: string, span: Span, code?: DiagnosticCode): void;
  /** Notes a place of a table that a schema mapping describes. */
  reads(place: MappedPlace): void;
  /** A name for the variable of a list function that no other has, nor any column. */
  variable(): string;
  /** A name for a part that is not written yet, of which no text and no name in quotes is a part. */
  placeholder(): string;
  /** The rows of an operator in their order. */
  input(node: PlanNode): Relation;
  /** The rows of an operator; events may stand in the order in which they were loaded. */
  unordered(node: PlanNode): Relation;
  relation(node: PlanNode): Relation;
  /** The rows a branch begins with. */
  readonly branch: Relation | undefined;
  withBranch(relation: Relation): Emitter;
  /** For nodes whose spans are of another text than that of the search. */
  detached(): Emitter;
  value(expression: Expression, scope: Scope): SqlValue;
  /** A condition that is true or false, never null. */
  condition(expression: Expression, scope: Scope): string;
  search(expression: SearchExpression, scope: Scope): string;
  /** The rows of a subsearch inside an expression; `values`: what it returns without a name is wanted too. */
  subsearch(pipeline: Pipeline, values?: boolean): Relation;
  /** Makes text from inside a search ready (`searchmatch`, `foreach`). */
  compileText(text: string, start?: 'search' | 'branch'): Plan | undefined;
}
