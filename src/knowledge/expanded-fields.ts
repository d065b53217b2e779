import type { EvalContext } from '../functions/context.js';
import { Event, type FieldSource } from '../values/event.js';
import { type Value, valuesOf } from '../values/value.js';
import type { CompiledExpansion } from './compile-data-model.js';

/**
 * What a root data set does to its events before anything else: fields evaluated one after the other, then one event for each
 * value of a field (`eval ... | mvexpand f`). An event without a value of that field stays one event.
 */
export function expandedFields(
  fields: FieldSource,
  expansion: CompiledExpansion,
  context: EvalContext,
): readonly FieldSource[] {
  const evaluated = new Map<string, Value>();
  const view = Event.over(new OverlaidFields(fields, evaluated));
  for (const [field, run] of expansion.evals) {
    const value = run(view, context);
    evaluated.set(field, typeof value === 'boolean' ? String(value) : value);
  }
  const overlaid = new OverlaidFields(fields, evaluated);
  const { field } = expansion;
  if (field === undefined) return [overlaid];
  const values = valuesOf(overlaid.get(field));
  if (values.length <= 1) return [overlaid];
  return values.map((value) => new OverlaidFields(fields, new Map(evaluated).set(field, value)));
}

/** An event with some fields replaced; null removes one. */
class OverlaidFields implements FieldSource {
  readonly #fields: FieldSource;
  readonly #over: ReadonlyMap<string, Value>;

  constructor(fields: FieldSource, over: ReadonlyMap<string, Value>) {
    this.#fields = fields;
    this.#over = over;
  }

  get(field: string): Value {
    const value = this.#over.get(field);
    return value === undefined ? this.#fields.get(field) : value;
  }

  *fieldNames(): Iterable<string> {
    const seen = new Set<string>(this.#over.keys());
    for (const [name, value] of this.#over) if (value !== null) yield name;
    for (const name of this.#fields.fieldNames()) if (!seen.has(name)) yield name;
  }

  otherNames(field: string): readonly string[] {
    return this.#over.has(field) ? [] : (this.#fields.otherNames?.(field) ?? []);
  }
}
