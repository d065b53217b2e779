import type { CompiledExpression, EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import type { CompiledTable, MappingLevel } from './compile-source.js';
import type { Enumeration } from './source-definition.js';

/** A field that an expression made null: gone, even where the raw event has one of that name. */
export const removed = Symbol('removed');

/** A field of one event under one definition; null when the definition has nothing to say about it. */
export type MappedField = (event: MappedEvent, context: EvalContext) => Value | typeof removed;

/**
 * The mapping of one source definition, ancestors included: aliases, then expressions (which see raw fields and aliases, never one
 * another's result), then enumerations and tables. The definition itself wins over its ancestors. What concerns a field is put
 * together once, when the field is first asked for.
 */
export class FieldMapping {
  /** Field → raw fields whose first value it takes. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  readonly #levels: readonly MappingLevel[];
  readonly #fields = new Map<string, MappedField>();

  constructor(levels: readonly MappingLevel[]) {
    this.#levels = levels;
    const aliases = new Map<string, string[]>();
    for (const level of levels) {
      for (const [field, from] of level.aliases) {
        const known = aliases.get(field);
        if (known === undefined) aliases.set(field, [from]);
        else known.push(from);
      }
    }
    this.aliases = aliases;
  }

  /** How a field comes about; only fields that some level maps may be asked for. */
  field(name: string): MappedField {
    let field = this.#fields.get(name);
    if (field === undefined) {
      field = this.#compile(name);
      this.#fields.set(name, field);
    }
    return field;
  }

  #compile(name: string): MappedField {
    const base = compileBase(name, this.#levels);
    const translations: { readonly level: number; readonly mode: 'fill' | 'overwrite'; readonly run: Translation }[] =
      [];
    for (let level = this.#levels.length - 1; level >= 0; level--) {
      const { enumerations, tables } = this.#levels[level]!;
      const enumeration = enumerations.get(name);
      const alternatives: { readonly mode: 'fill' | 'overwrite'; readonly run: Translation }[] = [];
      if (enumeration !== undefined) alternatives.push({ mode: enumeration.mode, run: this.#enumerated(enumeration) });
      for (const table of tables) {
        if (table.targets.has(name)) alternatives.push({ mode: table.mode, run: this.#tableCell(table, name) });
      }
      // Within a level the first translation that has a value counts.
      for (const [index, { mode, run }] of alternatives.entries()) {
        const before = alternatives.slice(0, index).map((each) => each.run);
        const guarded: Translation =
          before.length === 0
            ? run
            : (event, context) => (before.some((each) => each(event, context) !== null) ? null : run(event, context));
        translations.push({ level, mode, run: guarded });
      }
    }
    if (translations.length === 0) return base.run;
    return (event, context) => {
      const start = base.run(event, context);
      const startLevel = start === null ? this.#levels.length : base.levelOf(event);
      let value: Value | typeof removed = start;
      for (const { level, mode, run } of translations) {
        const has = value !== null && value !== removed;
        if (mode === 'fill') {
          if (has || (value === null && event.raw.get(name) !== null)) continue;
        } else if (has && startLevel < level) continue;
        const translated = run(event, context);
        if (translated !== null) value = translated;
      }
      return value;
    };
  }

  /** Value of a field as a translation reads it. */
  #input(name: string): (event: MappedEvent, context: EvalContext) => Value {
    const { run } = compileBase(name, this.#levels);
    return (event, context) => {
      const value = run(event, context);
      return value === removed ? null : (value ?? event.raw.get(name));
    };
  }

  #enumerated(enumeration: Enumeration): Translation {
    const first = this.#translation(enumeration);
    if (enumeration.fallback === undefined) return first;
    const second = this.#translation(enumeration.fallback);
    return (event, context) => first(event, context) ?? second(event, context);
  }

  #translation({
    from,
    values,
    caseInsensitive,
    default: otherwise,
  }: Omit<Enumeration, 'fallback' | 'mode'>): Translation {
    const input = this.#input(from);
    const of = (text: string): string | undefined =>
      values.get(caseInsensitive ? text.toLowerCase() : text) ?? otherwise;
    return (event, context) => {
      const value = input(event, context);
      if (typeof value === 'string') return of(value) ?? null;
      const translated: string[] = [];
      for (const each of valuesOf(value)) {
        const text = of(toText(each) ?? '');
        if (text !== undefined) translated.push(text);
      }
      return translated.length === 0 ? (otherwise ?? null) : multivalue(translated);
    };
  }

  #tableCell(table: CompiledTable, name: string): Translation {
    const inputs = table.keys.map((key) => this.#input(key));
    return (event, context) => event.row(table, inputs, context)?.get(name) ?? null;
  }
}

type Translation = (event: MappedEvent, context: EvalContext) => Value;

/** One event under one definition: what its expressions see, and the table rows that have been found. */
export class MappedEvent {
  readonly raw: FieldSource;
  readonly #mapping: FieldMapping;
  #aliased: Event | undefined;
  #rows: Map<CompiledTable, ReadonlyMap<string, string> | null> | undefined;

  constructor(raw: FieldSource, mapping: FieldMapping) {
    this.raw = raw;
    this.#mapping = mapping;
  }

  /** Raw fields and aliases. */
  get aliased(): Event {
    this.#aliased ??= Event.over(new AliasedFields(this.raw, this.#mapping.aliases));
    return this.#aliased;
  }

  row(
    table: CompiledTable,
    inputs: readonly ((event: MappedEvent, context: EvalContext) => Value)[],
    context: EvalContext,
  ): ReadonlyMap<string, string> | null {
    this.#rows ??= new Map();
    let found = this.#rows.get(table);
    if (found === undefined) {
      const texts = inputs.map((input) => toText(input(this, context)));
      found = texts.includes(null) ? null : table.find(texts as string[]);
      this.#rows.set(table, found);
    }
    return found;
  }
}

/** Raw fields, and aliases over them. */
class AliasedFields implements FieldSource {
  readonly #raw: FieldSource;
  readonly #aliases: ReadonlyMap<string, readonly string[]>;

  constructor(raw: FieldSource, aliases: ReadonlyMap<string, readonly string[]>) {
    this.#raw = raw;
    this.#aliases = aliases;
  }

  get(field: string): Value {
    for (const from of this.#aliases.get(field) ?? []) {
      const value = this.#raw.get(from);
      if (value !== null) return value;
    }
    return this.#raw.get(field);
  }

  fieldNames(): Iterable<string> {
    return this.#raw.fieldNames();
  }
}

interface Base {
  readonly run: MappedField;
  /** The level that gave the value; asked only where there is one. */
  levelOf(event: MappedEvent): number;
}

/** The value before translations: aliases of the nearer levels, down to the first expression. */
function compileBase(field: string, levels: readonly MappingLevel[]): Base {
  const aliases: { readonly from: string; readonly level: number }[] = [];
  let expression: CompiledExpression | undefined;
  let lastLevel = levels.length;
  for (const [level, { evals, aliases: named }] of levels.entries()) {
    expression = evals.get(field);
    if (expression !== undefined) {
      lastLevel = level;
      break;
    }
    const from = named.get(field);
    if (from !== undefined) aliases.push({ from, level });
  }
  const levelOf = ({ raw }: MappedEvent): number => {
    for (const { from, level } of aliases) if (raw.get(from) !== null) return level;
    return lastLevel;
  };
  const last: MappedField =
    expression === undefined
      ? () => null
      : (event, context) => {
          const value = expression(event.aliased, context);
          return value === null ? removed : asField(value);
        };
  if (aliases.length === 0) return { run: last, levelOf };
  const run: MappedField = (event, context) => {
    for (const { from } of aliases) {
      const value = event.raw.get(from);
      if (value !== null) return value;
    }
    return last(event, context);
  };
  return { run, levelOf };
}

/** Booleans never reach a field (spl-core 2.1). */
function asField(value: Value): Value {
  return typeof value === 'boolean' ? String(value) : value;
}
