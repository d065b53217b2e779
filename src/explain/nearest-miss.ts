import type { RowTest } from '../exec/compile-search.js';
import type { ExecContext } from '../exec/context.js';
import type { OperatorCompiler } from '../exec/operator.js';
import type { PlanObserver } from '../exec/plan-observer.js';
import { conjunctsOfEval, conjunctsOfSearch } from '../plan/fields/constraint.js';
import { readsOfCondition } from '../plan/fields/field-reads.js';
import type { Condition } from '../plan/nodes/row.js';
import type { NodeOf, PlanNode } from '../plan/plan.js';
import { rootPlace } from '../source/origin-map.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import { scalarText } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';
import type { EventField, NearestMiss } from './explanation.js';
import { spanText } from './plan-steps.js';

interface Part {
  readonly condition: Condition;
  readonly span: Span;
  readonly fields: readonly string[];
  rows: number;
}

/**
 * Watches the rows that a filter is given, and keeps the one that meets most parts of its condition. Each part is a term that has
 * to hold by itself; alternatives (`OR`) are one part.
 */
export class NearestMissFinder implements PlanObserver {
  readonly #filter: NodeOf<'filter'>;
  readonly #parts: Part[];
  #rows = 0;
  #nearest: { event: Event; holds: readonly boolean[]; met: number } | undefined;

  constructor(filter: NodeOf<'filter'>) {
    this.#filter = filter;
    this.#parts = partsOf(filter);
  }

  after: PlanObserver['after'] = (node: PlanNode, rows, compiler: OperatorCompiler) => {
    if (node !== this.#filter.input) return rows;
    const tests = this.#parts.map((part) => compiler.condition(part.condition));
    return async function* (this: NearestMissFinder, context: ExecContext) {
      for await (const batch of rows(context)) {
        for (const event of batch) this.#look(event, tests, context);
        yield batch;
      }
    }.bind(this);
  };

  #look(event: Event, tests: readonly RowTest[], context: ExecContext): void {
    this.#rows++;
    let met = 0;
    const holds = tests.map((test, index) => {
      const result = test(event, context);
      if (result) {
        met++;
        this.#parts[index]!.rows++;
      }
      return result;
    });
    if (this.#nearest === undefined || met > this.#nearest.met) this.#nearest = { event: event.copy(), holds, met };
  }

  /** What was found, for the search whose expanded text this is; undefined when no row came by. */
  result(source: Source): NearestMiss | undefined {
    const nearest = this.#nearest;
    if (nearest === undefined) return undefined;
    return {
      rows: this.#rows,
      event: describeEvent(nearest.event),
      conditions: this.#parts.map((part, index) => ({
        text: spanText(source, part.span),
        macros: [
          ...new Set(
            rootPlace(source, part.span).calls.flatMap((call) => (call.argument === undefined ? [call.macro] : [])),
          ),
        ],
        holds: nearest.holds[index]!,
        rows: part.rows,
        fields: part.fields.map((name) => fieldOf(nearest.event, name)),
      })),
    };
  }
}

function partsOf({ condition, span }: NodeOf<'filter'>): Part[] {
  const part = (each: Condition, at: Span): Part => ({
    condition: each,
    span: at,
    fields: [...new Set(readsOfCondition(each, at).map((read) => read.name))].filter((name) => name !== '_raw'),
    rows: 0,
  });
  switch (condition.language) {
    case 'search':
      return conjunctsOfSearch(condition.expression).map((expression) =>
        part({ language: 'search', expression }, expression.span),
      );
    case 'eval':
      return conjunctsOfEval(condition.expression).map((expression) =>
        part({ language: 'eval', expression }, expression.span),
      );
    case 'regex':
      return [part(condition, span)];
  }
}

const longest = 400;

/** A field of a row as text, long values cut. */
export function fieldOf(event: Event, name: string): EventField {
  const values = valuesOf(event.get(name)).slice(0, 20).map(scalarText);
  return { name, values: values.map((text) => (text.length > longest ? `${text.slice(0, longest)}…` : text)) };
}

const metadata = ['_time', 'host', 'source', 'sourcetype', 'index'];

/** What tells a row from others: its metadata and text, or for a row without text its fields. */
function describeEvent(event: Event): EventField[] {
  const names = event.has('_raw') ? [...metadata, '_raw'] : event.fieldNames().slice(0, 30);
  return names.map((name) => fieldOf(event, name)).filter((field) => field.values.length > 0);
}
