import { readsOfExpression, readsOfSearch } from '../../plan/fields/field-reads.js';
import type { Span } from '../../source/span.js';
import type { Expression, SearchExpression } from '../../syntax/ast.js';
import type { Emitter } from '../emitter.js';
import { Refusal, refused, unsupported } from '../refusal.js';
import { fieldOf, type Relation } from '../relation.js';
import type { MappedTable } from '../schema.js';
import type { Scope } from '../scope.js';
import { nullValue, type SqlValue } from '../value.js';
import type { FieldRule } from './data-set-rules.js';
import { restPlace } from './rest.js';

/** The fields of one mapped table: what the table gives, and what the data model makes of it. */
export class MappedFields {
  readonly #table: MappedTable;
  readonly #span: Span;
  readonly #cx: Emitter;
  readonly #calculations = new Map<string, Expression>();
  readonly #filters: readonly SearchExpression[];

  constructor(table: MappedTable, span: Span, cx: Emitter) {
    this.#table = table;
    this.#span = span;
    this.#cx = cx;
    this.#filters = (table.rules?.filters ?? []).map((text) => this.#filter(text));
  }

  /** Whether the table has a place for the field, or the data model works it out from fields that have one. */
  isMapped(key: string, visited: readonly string[] = []): boolean {
    const { mapping } = this.#table;
    if (this.#nodename(key) !== undefined) return true;
    // What the names of the data set give for a plain name that needs its data set in front.
    if (key.startsWith('\0')) return false;
    if (mapping.parts.some((part) => part.fields.has(key) || restPlace(part, key) !== undefined)) return true;
    const rule = this.#rule(key);
    if (rule?.calculation === undefined || visited.includes(key)) return false;
    const from = this.#reads(key, rule).filter((name) => name !== key && this.#rule(name) !== undefined);
    return from.length > 0 && from.every((name) => this.isMapped(name, [...visited, key]));
  }

  /** Whether the values are good to show only. */
  isShownOnly(key: string): boolean {
    return this.#table.mapping.parts.some(({ fields }) => fields.get(key)?.shownOnly === true);
  }

  /** Every field that is known to have a value. */
  mappedKeys(): string[] {
    const { mapping, rules } = this.#table;
    const own = new Set(mapping.parts.flatMap(({ fields }) => [...fields.keys()]));
    const derived = [...(rules?.fields.keys() ?? [])].filter((key) => !own.has(key) && this.isMapped(key));
    return [...own, ...derived];
  }

  /** These fields, and those that they and the filters of the data model are worked out from. */
  needed(keys: readonly string[]): string[] {
    const { mapping, schema, rules } = this.#table;
    for (const name of this.#filtered()) {
      if (this.isMapped(name)) continue;
      const use = `the data model asks for ${rules?.filters.join(', ')}`;
      refused('schema-field-unmapped', { field: name, schema, table: mapping.id, use, others: [] }, this.#span);
    }
    const found = new Set<string>();
    const add = (key: string): void => {
      if (key === '_time' || found.has(key)) return;
      found.add(key);
      const rule = this.#rule(key);
      if (rule?.calculation === undefined) return;
      for (const name of this.#reads(key, rule)) if (!this.isShownOnly(name)) add(name);
    };
    for (const key of [...keys, ...this.#filtered()]) add(key);
    return [...found];
  }

  /** The value of a field over the rows that have what the table gives: the mapped value, then the calculation, then the default. */
  final(key: string, rows: Relation): SqlValue {
    const nodename = this.#nodename(key);
    if (nodename !== undefined) return { sql: this.#cx.dialect.text(nodename), type: 'text' };
    const rule = this.#rule(key);
    let value = this.#own(key, rule, rows);
    if (rule === undefined) return value;
    if (rule.calculation !== undefined) {
      const expression = this.#calculation(key, rule);
      const bound = new Map<string, SqlValue>();
      for (const name of this.#reads(key, rule)) {
        const other = this.#rule(name);
        const before = other !== undefined && name !== key && other.order < rule.order;
        // A calculation of the data model knows nothing of values of the table's own kind.
        if (this.isShownOnly(name) && name !== key) bound.set(name, nullValue);
        else bound.set(name, before ? this.final(name, rows) : this.#own(name, other, rows));
      }
      value = this.#in(`the calculation of ${key}`, () => this.#cx.value(expression, scopeWith(rows, bound)));
      if (value.type === 'boolean') value = { sql: this.#cx.convert.text(value), type: 'text' };
    }
    if (rule.default === undefined) return value;
    return this.#orDefault(value, rule.default);
  }

  /** Conditions of the data model on the rows, over the final values of the fields. */
  filters(rows: Relation): string[] {
    const bound = new Map(this.#filtered().map((name) => [name, this.final(name, rows)]));
    return this.#filters.map((filter) =>
      this.#in('the filter of the data set', () => this.#cx.search(filter, scopeWith(rows, bound))),
    );
  }

  /** The path of the data set, where nothing below it could be in the field too. */
  #nodename(key: string): string | undefined {
    const { rules, mapping } = this.#table;
    if (key !== 'nodename' || mapping.parts.some(({ fields }) => fields.has(key))) return undefined;
    return rules?.nodename;
  }

  #rule(key: string): FieldRule | undefined {
    return this.#table.rules?.fields.get(key);
  }

  /** The mapped value; texts that count as missing are. */
  #own(key: string, rule: FieldRule | undefined, rows: Relation): SqlValue {
    const value = fieldOf(rows, key, this.#cx.dialect);
    if (value.type !== 'text' || rule === undefined || rule.nullValues.length === 0) return value;
    const texts = rule.nullValues.map((text) => this.#cx.dialect.text(text));
    return { sql: `CASE WHEN ${value.sql} NOT IN (${texts.join(', ')}) THEN ${value.sql} END`, type: 'text' };
  }

  #orDefault(value: SqlValue, fallback: string): SqlValue {
    const { convert, dialect } = this.#cx;
    const text: SqlValue = { sql: dialect.text(fallback), type: 'text' };
    if (value.type === 'null') return text;
    if (value.type === 'list') return { sql: convert.firstOf([value.sql, convert.list(text)], 'list'), type: 'list' };
    const number = Number(fallback);
    if (value.type === 'number' && value.text === undefined && String(number) === fallback)
      return { sql: `coalesce(${value.sql}, ${dialect.number(number)})`, type: 'number' };
    return { sql: `coalesce(nullif(${convert.text(value)}, ''), ${text.sql})`, type: 'text' };
  }

  #filtered(): string[] {
    return [...new Set(this.#filters.flatMap((filter) => readsOfSearch(filter).map(({ name }) => name)))];
  }

  #reads(key: string, rule: FieldRule): string[] {
    return [...new Set(readsOfExpression(this.#calculation(key, rule)).map(({ name }) => name))];
  }

  #calculation(key: string, rule: FieldRule): Expression {
    let found = this.#calculations.get(key);
    if (found === undefined) {
      const root = this.#cx.compileText(`eval x=${rule.calculation}`, 'branch')?.root;
      const assignment = root?.kind === 'extend' ? root.assignments[0] : undefined;
      if (assignment === undefined) return unsupported(`the calculation of ${key} in the data model`, this.#span);
      found = assignment.expression;
      this.#calculations.set(key, found);
    }
    return found;
  }

  #filter(text: string): SearchExpression {
    const root = this.#cx.compileText(`search ${text}`, 'branch')?.root;
    if (root?.kind === 'filter' && root.condition.language === 'search') return root.condition.expression;
    return unsupported('the filter of the data set in the data model', this.#span);
  }

  /** What is refused in text of the data model stands at the place of the command that reads it. */
  #in<T>(what: string, emit: () => T): T {
    try {
      return emit();
    } catch (error) {
      if (error instanceof Refusal) throw new Refusal(`${what}: ${error.reason}`, this.#span, error.code);
      throw error;
    }
  }
}

function scopeWith(rows: Relation, bound: ReadonlyMap<string, SqlValue>): Scope {
  return { relation: rows, bound, qualifier: '' };
}
