import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { columnAdvice, columnsMissing, lookupCalls, tablesWritten } from '../plan/lookup-reads.js';
import { type NodeOf, type Plan, type PlanNode, walkPlan } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { ExecContext } from './context.js';
import type { LookupTableView } from './lookups/lookup-source.js';
import { dataSetName } from './operators/dataset.js';

/** What the check looks at. */
export type RunFacts = Pick<ExecContext, 'lookups' | 'sources'>;

/**
 * What stands in the way of running a plan here, found before its first row: commands that cannot be computed, tables and
 * data sets that do not exist. An error refuses the search as a whole. Tables are read by this, so that functions that
 * cannot wait find them. `source` is the text the plan was made from; without it diagnostics have no place.
 */
export async function checkRun(plan: Plan, facts: RunFacts, source?: Source): Promise<Diagnostic[]> {
  const nodes = [plan.root, ...plan.subsearches.values()].flatMap((root) => [...walkPlan(root)]);
  const check = new RunCheck(facts, tablesWritten(nodes), source);
  for (const node of nodes) await check.node(node);
  return check.diagnostics;
}

class RunCheck {
  readonly diagnostics: Diagnostic[] = [];
  readonly #facts: RunFacts;
  readonly #written: ReadonlySet<string>;
  readonly #source: Source | undefined;
  readonly #told = new Set<string>();

  constructor(facts: RunFacts, written: ReadonlySet<string>, source: Source | undefined) {
    this.#facts = facts;
    this.#written = written;
    this.#source = source;
  }

  #at(span: Span) {
    return this.#source === undefined ? {} : { at: { source: this.#source, span } };
  }

  async node(node: PlanNode): Promise<void> {
    switch (node.kind) {
      case 'unsupported':
        this.diagnostics.push(
          diagnostic('unsupported', { command: node.command, reason: node.reason }, this.#at(node.span)),
        );
        return;
      case 'dataset':
        if (this.#facts.sources.dataset(node.model, node.dataset) === undefined) {
          this.diagnostics.push(diagnostic('unknown-data-set', { name: dataSetName(node) }, this.#at(node.span)));
        }
        return;
      case 'lookup': {
        const table = await this.#table(node.table, node.tableSpan);
        if (table !== undefined) this.#fields(node, table);
        return;
      }
      case 'generate':
        if (node.rows.from === 'lookup' && !node.rows.file) await this.#table(node.rows.table, node.rows.tableSpan);
        return;
      default:
        for (const name of lookupCalls(node)) await this.#call(name, node.span);
    }
  }

  async #call(name: string, span: Span): Promise<void> {
    const table = await this.#table(name, span);
    if (table?.timeField === undefined) return;
    const params = {
      command: 'lookup()',
      reason: `the table ${name} is time-based, and a function knows no event to whose time its rows could belong. Use the command lookup.`,
    };
    this.diagnostics.push(diagnostic('unsupported', params, this.#at(span)));
  }

  async #table(name: string, span: Span): Promise<LookupTableView | undefined> {
    const { lookups } = this.#facts;
    const table = await lookups.table(name);
    if (table === undefined && !this.#written.has(name)) {
      this.diagnostics.push(
        diagnostic(
          'unknown-lookup',
          { table: name },
          { ...this.#at(span), help: didYouMean(suggest(name, lookups.names())) },
        ),
      );
    }
    if (table !== undefined && !this.#told.has(name)) {
      this.#told.add(name);
      this.diagnostics.push(
        ...table.diagnostics.map((each) => (each.primary === undefined ? { ...each, ...this.#primary(span) } : each)),
      );
    }
    return table;
  }

  #primary(span: Span) {
    return this.#source === undefined ? {} : { primary: { source: this.#source, span } };
  }

  /** Splunk refuses columns the table does not have; a table without rows may still get them. */
  #fields(node: NodeOf<'lookup'>, table: LookupTableView): void {
    if (table.rows.length === 0 || this.#written.has(node.table)) return;
    for (const { table: field, span } of columnsMissing(node, table.fields))
      this.#unknownField(node, field, span, table);
    if (table.timeField !== undefined && !table.fields.includes(table.timeField))
      this.#unknownField(node, table.timeField, node.tableSpan, table);
  }

  #unknownField(node: NodeOf<'lookup'>, field: string, span: Span, { fields }: LookupTableView): void {
    const help = columnAdvice(field, fields);
    this.diagnostics.push(
      diagnostic('lookup-unknown-field', { table: node.table, field }, { ...this.#at(span), help }),
    );
  }
}
