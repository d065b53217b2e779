import type { DiagnosticCode } from '../diagnostics/codes.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { asRead, needsOrder } from '../plan/order.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import type { SqlDialect } from './dialect.js';
import { emitExpression } from './emit-expression.js';
import type { Caveat, Emitter } from './emitter.js';
import type { MappedPlace } from './mapping/column-type.js';
import { emitNode } from './nodes/index.js';
import { returnedRows } from './nodes/return.js';
import { Refusal, unsupported } from './refusal.js';
import { type Column, fieldOf, type Relation, Statement } from './relation.js';
import { carried, columnValues, numbered } from './rows.js';
import type { PortSchema } from './schema.js';
import type { Scope } from './scope.js';
import { emitSearch } from './search-condition.js';
import { Conversions, type SqlValue } from './value.js';

/** A search as SQL. `caveats`: where it may give something else. */
export interface PortedSearch {
  readonly grade: 'equivalent' | 'caveats';
  readonly sql: string;
  /** The fields of the rows and the columns that hold them, in order; `fields` behind them holds the others of an open search. */
  readonly columns: readonly (Column & { readonly field: string })[];
  readonly open: boolean;
  readonly caveats: readonly Caveat[];
  /** What it reads of tables that a schema mapping describes. */
  readonly places: readonly MappedPlace[];
}

/** A search that has no SQL, and why. */
export interface RefusedSearch {
  readonly grade: 'refused';
  readonly reason: string;
  /** The diagnostic that explains the reason, where there is one. */
  readonly code?: DiagnosticCode;
  readonly span: { readonly start: number; readonly end: number } | undefined;
}

/** A search to port, and to which engine. */
export interface PortRequest {
  readonly plan: Plan;
  /** The text the plan was made from. */
  readonly source: Source;
  readonly schema: PortSchema;
  readonly dialect: SqlDialect;
  /** Epoch seconds of the run; without it the clock of the engine. */
  readonly now?: number | undefined;
  /** Makes text from inside the search ready. */
  compileText(text: string, start: 'search' | 'branch', report: (found: Diagnostic) => void): Plan | undefined;
}

/** Says a search in SQL, or why not. */
export function portSearch(given: PortRequest): PortedSearch | RefusedSearch {
  const { plan, schema } = given;
  // Rows are put newest first where that shows in the results; else they come as they were loaded.
  const request = { ...given, plan: schema.order === 'newest' && !needsOrder(plan) ? asRead(plan) : plan };
  try {
    const emission = new Emission(request);
    const last = emission.input(request.plan.root);
    const sql = emission.statement.render(last);
    const columns = [...last.columns].map(([field, column]) => ({ field, ...column }));
    const { caveats, places } = emission;
    return {
      grade: caveats.length === 0 ? 'equivalent' : 'caveats',
      sql,
      columns,
      open: last.open || last.internal,
      caveats,
      places,
    };
  } catch (error) {
    if (error instanceof Refusal) {
      const { reason, span, code } = error;
      return { grade: 'refused', reason, span, ...(code === undefined ? {} : { code }) };
    }
    throw error;
  }
}

/** One search while it is emitted. */
class Emission implements Emitter {
  readonly dialect: SqlDialect;
  readonly schema: PortSchema;
  readonly plan: Plan;
  readonly statement: Statement;
  readonly convert: Conversions;
  readonly now: string;
  readonly caveats: Caveat[] = [];
  readonly places: MappedPlace[] = [];
  readonly branch: Relation | undefined;
  readonly #request: PortRequest;
  readonly #made = new Map<PlanNode, Relation>();
  readonly #ordered: boolean;
  #variables = { count: 0, placeholders: 0 };
  #depth = 0;

  constructor(request: PortRequest, outer?: Emission, branch?: Relation, statement?: Statement) {
    this.#request = request;
    this.dialect = request.dialect;
    this.schema = request.schema;
    this.plan = request.plan;
    this.convert = new Conversions(request.dialect);
    this.now = request.now === undefined ? 'spl_now()' : request.dialect.number(request.now);
    this.statement = statement ?? outer?.statement ?? new Statement(request.dialect, request.source.text);
    this.branch = branch;
    this.#ordered = request.schema.order === 'newest' && needsOrder(request.plan);
    if (outer !== undefined) {
      this.caveats = outer.caveats;
      this.places = outer.places;
      this.#variables = outer.#variables;
    }
  }

  caveat(message: string, span: Caveat['span'], code?: DiagnosticCode): void {
    if (!this.caveats.some((each) => each.message === message && each.span.start === span.start))
      this.caveats.push({ message, span, ...(code === undefined ? {} : { code }) });
  }

  reads(place: MappedPlace): void {
    this.places.push(place);
  }

  variable(): string {
    return `_e${++this.#variables.count}`;
  }

  placeholder(): string {
    // Behind two texts without anything between them: in quotes, one sort of these signs would be there twice or behind a backslash.
    return `'"'"${++this.#variables.placeholders}"`;
  }

  withBranch(relation: Relation): Emission {
    return new Emission(this.#request, this, relation);
  }

  /** For nodes whose spans are of another text. */
  detached(): Emission {
    return this;
  }

  relation(node: PlanNode): Relation {
    const known = this.#made.get(node);
    if (known !== undefined) return known;
    this.#depth++;
    const made = emitNode(node, this, this.#depth);
    this.#depth--;
    this.#made.set(node, made);
    return made;
  }

  unordered(node: PlanNode): Relation {
    return this.relation(node);
  }

  input(node: PlanNode): Relation {
    const rows = this.relation(node);
    if ((!this.#ordered && rows.unnumbered !== true) || !standsAsLoaded(node)) return rows;
    const time = fieldOf(rows, '_time', this.dialect);
    if (time.type === 'null' && rows.unnumbered !== true) return rows;
    const position = this.dialect.name('#');
    const made = this.statement.select('newest', node.span, rows.table, columnValues(rows, this), {
      ...carried(rows, this),
      position: this.#ordered
        ? numbered([`${this.convert.number(time)} DESC NULLS LAST`, `${position} DESC`], this)
        : 'row_number() OVER ()',
    });
    return {
      ...made,
      ...(rows.keyOf === undefined ? {} : { keyOf: rows.keyOf }),
      ...(rows.writtenName === undefined ? {} : { writtenName: rows.writtenName }),
    };
  }

  value(expression: Expression, scope: Scope): SqlValue {
    return emitExpression(expression, scope, this);
  }

  condition(expression: Expression, scope: Scope): string {
    const value = emitExpression(expression, scope, this);
    return value.type === 'boolean' ? value.sql : 'FALSE';
  }

  search(expression: SearchExpression, scope: Scope): string {
    return emitSearch(expression, scope, this);
  }

  subsearch(pipeline: Pipeline, values = false): Relation {
    const root = this.plan.subsearches.get(pipeline);
    if (root === undefined) return unsupported('a subsearch', pipeline.span);
    if (root.kind === 'apply' && root.procedure.name === 'return')
      return returnedRows(root.procedure, this.input(root.input), values, root.span, this);
    return this.input(root.kind === 'apply' && root.procedure.name === 'format' ? root.input : root);
  }

  compileText(text: string, start: 'search' | 'branch' = 'search'): Plan | undefined {
    let failed = false;
    const plan = this.#request.compileText(text, start, (found) => {
      if (found.severity === 'error') failed = true;
    });
    return failed ? undefined : plan;
  }
}

/** Whether the rows of a node are events in the order in which they were loaded. */
function standsAsLoaded(node: PlanNode): boolean {
  let below = node;
  while (below.kind === 'filter') below = below.input;
  return below.kind === 'scan' || below.kind === 'dataset';
}
