import type { CompiledExpression, EvalContext } from '../functions/context.js';
import { toText } from '../values/coerce.js';
import { Event, type FieldSource } from '../values/event.js';
import { multivalue, type Value, valuesOf } from '../values/value.js';
import { type FieldName, fieldName, type NamedFields } from './field-name.js';
import type { MappingLevel } from './mapping-level.js';
import type { Enumeration } from './source-definition.js';
import type { CompiledTable } from './translation-table.js';

/** A field that an expression made null: gone, even where the raw event has one of that name. */
export const removed = Symbol('removed');

/** A field of one event under one definition; null when the definition has nothing to say about it. */
export type MappedField = (raw: NamedFields, context: EvalContext) => Value | typeof removed;

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
  readonly #rows = new Map<CompiledTable, TableRow>();
  /** What its expressions see. */
  readonly #aliased: AliasedFields;

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
    this.#aliased = new AliasedFields(aliases);
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
    const base = compileBase(name, this.#levels, this.#aliased);
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
            : (raw, context) => (before.some((each) => each(raw, context) !== null) ? null : run(raw, context));
        translations.push({ level, mode, run: guarded });
      }
    }
    if (translations.length === 0) return base.run;
    const plain = fieldName(name);
    return (raw, context) => {
      const start = base.run(raw, context);
      const startLevel = start === null ? this.#levels.length : base.levelOf(raw);
      let value: Value | typeof removed = start;
      for (const { level, mode, run } of translations) {
        const has = value !== null && value !== removed;
        if (mode === 'fill') {
          if (has || (value === null && raw.read(plain) !== null)) continue;
        } else if (has && startLevel < level) continue;
        const translated = run(raw, context);
        if (translated !== null) value = translated;
      }
      return value;
    };
  }

  /** Value of a field as a translation reads it. */
  #input(name: string): (raw: NamedFields, context: EvalContext) => Value {
    const { run } = compileBase(name, this.#levels, this.#aliased);
    const plain = fieldName(name);
    return (raw, context) => {
      const value = run(raw, context);
      return value === removed ? null : (value ?? raw.read(plain));
    };
  }

  #enumerated(enumeration: Enumeration): Translation {
    const first = this.#translation(enumeration);
    if (enumeration.fallback === undefined) return first;
    const second = this.#translation(enumeration.fallback);
    return (raw, context) => first(raw, context) ?? second(raw, context);
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
    return (raw, context) => {
      const value = input(raw, context);
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
    let row = this.#rows.get(table);
    if (row === undefined) {
      row = this.#rowOf(table);
      this.#rows.set(table, row);
    }
    const find = row;
    return (raw, context) => find(raw, context)?.get(name) ?? null;
  }

  /** The row of a table for an event; the last one is remembered, as several fields are asked for one after the other. */
  #rowOf({ keys, find }: CompiledTable): TableRow {
    const inputs = keys.map((key) => this.#input(key));
    let last: NamedFields | undefined;
    let found: ReadonlyMap<string, string> | null = null;
    return (raw, context) => {
      if (raw !== last) {
        const texts = inputs.map((input) => toText(input(raw, context)));
        found = texts.includes(null) ? null : find(texts as string[]);
        last = raw;
      }
      return found;
    };
  }
}

type Translation = (raw: NamedFields, context: EvalContext) => Value;
type TableRow = (raw: NamedFields, context: EvalContext) => ReadonlyMap<string, string> | null;

/** Raw fields, and aliases over them, of one event after the other. */
class AliasedFields implements FieldSource {
  readonly #aliases: ReadonlyMap<string, readonly FieldName[]>;
  #raw: NamedFields = noEvent;
  /** The fields as an event; no expression writes to it. */
  readonly #event = Event.over(this);

  constructor(aliases: ReadonlyMap<string, readonly string[]>) {
    this.#aliases = new Map([...aliases].map(([field, from]) => [field, from.map(fieldName)]));
  }

  /** The fields of an event, until those of another are asked for: expressions do not look at two. */
  of(raw: NamedFields): Event {
    this.#raw = raw;
    return this.#event;
  }

  get(field: string): Value {
    const aliases = this.#aliases.get(field);
    if (aliases !== undefined) {
      for (const from of aliases) {
        const value = this.#raw.read(from);
        if (value !== null) return value;
      }
    }
    return this.#raw.get(field);
  }

  fieldNames(): Iterable<string> {
    return this.#raw.fieldNames();
  }
}

const noEvent: NamedFields = { get: () => null, read: () => null, fieldNames: () => [] };

interface Base {
  readonly run: MappedField;
  /** The level that gave the value; asked only where there is one. */
  levelOf(raw: NamedFields): number;
}

/** The value before translations: aliases of the nearer levels, down to the first expression. */
function compileBase(field: string, levels: readonly MappingLevel[], aliased: AliasedFields): Base {
  const aliases: { readonly from: FieldName; readonly level: number }[] = [];
  let expression: CompiledExpression | undefined;
  let lastLevel = levels.length;
  for (const [level, { evals, aliases: named }] of levels.entries()) {
    expression = evals.get(field);
    if (expression !== undefined) {
      lastLevel = level;
      break;
    }
    const from = named.get(field);
    if (from !== undefined) aliases.push({ from: fieldName(from), level });
  }
  const levelOf = (raw: NamedFields): number => {
    for (const { from, level } of aliases) if (raw.read(from) !== null) return level;
    return lastLevel;
  };
  const run = expression;
  const last: MappedField =
    run === undefined
      ? () => null
      : (raw, context) => {
          const value = run(aliased.of(raw), context);
          return value === null ? removed : asField(value);
        };
  if (aliases.length === 0) return { run: last, levelOf };
  const [{ from: only }] = aliases as [(typeof aliases)[0]];
  if (aliases.length === 1) return { run: (raw, context) => raw.read(only) ?? last(raw, context), levelOf };
  return {
    run: (raw, context) => {
      for (const { from } of aliases) {
        const value = raw.read(from);
        if (value !== null) return value;
      }
      return last(raw, context);
    },
    levelOf,
  };
}

/** Booleans never reach a field (spl-core 2.1). */
function asField(value: Value): Value {
  return typeof value === 'boolean' ? String(value) : value;
}
