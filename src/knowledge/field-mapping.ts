import type { EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { CompiledSource, CompiledTable, MappingLevel } from './compile-source.js';
import type { Enumeration } from './source-definition.js';

/** A field that an expression made null: gone, even where the raw event has one of that name. */
export const removed = Symbol('removed');

/**
 * One event under one source definition: aliases, then expressions (which see raw fields and aliases, never one another's
 * result), then enumerations and tables. The definition itself wins over its ancestors.
 */
export class FieldMapping {
  readonly #raw: FieldSource;
  readonly #levels: readonly MappingLevel[];
  readonly #context: EvalContext;
  readonly #aliased: Event;
  readonly #rows = new Map<CompiledTable, ReadonlyMap<string, string> | null>();

  constructor(raw: FieldSource, source: CompiledSource, context: EvalContext) {
    this.#raw = raw;
    this.#levels = source.levels;
    this.#context = context;
    this.#aliased = Event.over({
      get: (field) => this.#alias(field) ?? raw.get(field),
      fieldNames: () => raw.fieldNames(),
    });
  }

  /** The mapped value; null when this definition has nothing to say about the field. */
  get(field: string): Value | typeof removed {
    const base = this.#base(field);
    let value: Value | typeof removed = base.value;
    for (let i = this.#levels.length - 1; i >= 0; i--) {
      const level = this.#levels[i]!;
      const translated = this.#translated(field, level);
      if (translated === null) continue;
      const has = value !== null && value !== removed;
      if (translated.mode === 'fill' ? !has && this.#untouched(field, value) : !(has && base.level < i)) {
        value = translated.value;
      }
    }
    return value;
  }

  /** Whether neither this mapping nor the raw event has a value so far; a removed raw field counts as none. */
  #untouched(field: string, value: Value | typeof removed): boolean {
    return value === removed || this.#raw.get(field) === null;
  }

  #alias(field: string): Value {
    for (const level of this.#levels) {
      const from = level.aliases.get(field);
      const value = from === undefined ? null : this.#raw.get(from);
      if (value !== null) return value;
    }
    return null;
  }

  /** The value before translations, and the level that gave it. */
  #base(field: string): { value: Value | typeof removed; level: number } {
    for (let i = 0; i < this.#levels.length; i++) {
      const level = this.#levels[i]!;
      const run = level.evals.get(field);
      if (run !== undefined) {
        const value = run(this.#aliased, this.#context);
        return { value: value === null ? removed : asField(value), level: i };
      }
      const from = level.aliases.get(field);
      const value = from === undefined ? null : this.#raw.get(from);
      if (value !== null) return { value, level: i };
    }
    return { value: null, level: this.#levels.length };
  }

  /** Value of a field as a translation reads it. */
  #input(field: string): Value {
    const { value } = this.#base(field);
    if (value === removed) return null;
    return value ?? this.#raw.get(field);
  }

  #translated(field: string, level: MappingLevel): { value: Value; mode: 'fill' | 'overwrite' } | null {
    const enumeration = level.enumerations.get(field);
    if (enumeration !== undefined) {
      const value = this.#enumerated(enumeration) ?? this.#fallback(enumeration);
      if (value !== null) return { value, mode: enumeration.mode };
    }
    for (const table of level.tables) {
      if (!table.targets.has(field)) continue;
      const value = this.#row(table)?.get(field);
      if (value !== undefined) return { value, mode: table.mode };
    }
    return null;
  }

  #fallback({ fallback }: Enumeration): Value {
    return fallback === undefined ? null : this.#enumerated(fallback);
  }

  #enumerated({ from, values, caseInsensitive, default: otherwise }: Omit<Enumeration, 'fallback' | 'mode'>): Value {
    const translated: string[] = [];
    for (const each of valuesOf(this.#input(from))) {
      const text = toText(each) ?? '';
      const value = values.get(caseInsensitive ? text.toLowerCase() : text) ?? otherwise;
      if (value !== undefined) translated.push(value);
    }
    if (translated.length === 0) return otherwise ?? null;
    return multivalue(translated);
  }

  #row(table: CompiledTable): ReadonlyMap<string, string> | null {
    let found = this.#rows.get(table);
    if (found === undefined) {
      const inputs = table.keys.map((key) => toText(this.#input(key)));
      found = inputs.includes(null)
        ? null
        : (table.rows.find((row) => row.tests.every((test, i) => test(inputs[i]!)))?.set ?? null);
      this.#rows.set(table, found);
    }
    return found;
  }
}

/** Booleans never reach a field (spl-core 2.1). */
function asField(value: Value): Value {
  return typeof value === 'boolean' ? String(value) : value;
}
