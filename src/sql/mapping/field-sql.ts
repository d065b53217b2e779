import type { Span } from '../../source/span.js';
import type { SqlDialect } from '../dialect.js';
import type { Emitter } from '../emitter.js';
import { parseJsonPath } from '../json-path.js';
import { refused } from '../refusal.js';
import type { SqlValue } from '../value.js';
import type {
  DialectText,
  FieldMapping,
  FieldPath,
  FieldSourceMapping,
  FieldType,
  TableCondition,
  TablePart,
  TimeUnit,
} from './mapping.js';
import { isManyPath, type Path, pathText } from './path.js';
import type { RestPlace } from './rest.js';

/** What is read at a place of the table: an expression of any type, or one that is text or a list of texts already. */
interface Found {
  readonly sql: string;
  readonly is: 'any' | 'text' | 'texts' | 'number';
  /** The list of the table that the texts are of, and how an item of it gives one. */
  readonly items?: { readonly list: string; readonly text: (item: string) => string };
}

/** Emits the values of one part of a table. */
export class FieldSql {
  readonly #cx: Emitter;
  readonly #dialect: SqlDialect;
  readonly #emptyIsMissing: boolean;
  readonly #span: Span;

  /** `span`: the command that reads the table. */
  constructor(part: Pick<TablePart, 'emptyIsMissing'>, span: Span, cx: Emitter) {
    this.#cx = cx;
    this.#dialect = cx.dialect;
    this.#span = span;
    this.#emptyIsMissing = part.emptyIsMissing;
  }

  /** The value of a field as SPL holds it. */
  value(mapping: FieldMapping): SqlValue {
    const value = this.#anyRow(mapping);
    if (mapping.when.length === 0) return value;
    const tests = mapping.when.map((condition) => this.condition(condition)).join(' AND ');
    const type = value.type === 'list' || value.type === 'number' ? value.type : 'text';
    return { ...value, sql: this.#cx.convert.choice([[tests, value.sql]], undefined, type) };
  }

  #anyRow(mapping: FieldMapping): SqlValue {
    const { access } = this.#dialect;
    const found = this.#source(mapping.from, mapping.type);
    if (found.is === 'texts') return this.#present({ sql: this.#changed(found.sql, mapping, true), type: 'list' });
    switch (mapping.type) {
      case 'list':
        return { sql: this.#changed(this.#texts(found.sql), mapping, true), type: 'list' };
      case 'number':
        if (mapping.values === undefined)
          return { sql: found.is === 'number' ? found.sql : access.number(found.sql), type: 'number' };
        break;
      case 'time':
        return { sql: access.seconds(found.sql, mapping.unit ?? 'seconds'), type: 'number' };
      case 'ip':
        return this.#present({ sql: this.#changed(access.address(found.sql), mapping, false), type: 'text' });
      case 'text':
      case 'boolean':
    }
    const text = found.is === 'text' ? found.sql : access.text(found.sql);
    return this.#present({ sql: this.#changed(text, mapping, false), type: 'text' });
  }

  /** A value as it stands in the table; `typed`: of a type of the engine's own, not text out of JSON or a template. */
  stored(mapping: FieldMapping): { readonly sql: string; readonly typed: boolean } {
    const { sql, is } = this.#source(mapping.from);
    return { sql, typed: is === 'any' || is === 'number' };
  }

  /** The places of the table that a value is read from, and what each is taken for. */
  places(
    mapping: FieldMapping,
  ): { readonly sql: string; readonly type: FieldType; readonly unit: TimeUnit | undefined }[] {
    const { from, type, unit } = mapping;
    if (from.kind === 'first' || from.kind === 'all') return from.of.flatMap((each) => this.places(each));
    if (from.kind !== 'path' && from.kind !== 'map') return [];
    const { sql, is, items } = this.#source(from, type);
    if (items !== undefined) return [{ sql: items.list, type: 'list', unit }];
    return is === 'any' ? [{ sql, type, unit }] : [];
  }

  condition(condition: TableCondition): string {
    if (condition.kind === 'expression') return `(${this.#written(condition.sql, 'a condition')})`;
    const found = this.#path(condition.value);
    const literal = (value: string | number | boolean): string =>
      found.is === 'any' && typeof value !== 'string' ? String(value) : this.#dialect.text(String(value));
    const wanted = condition.values.map(literal);
    const among = (each: string): string =>
      wanted.length === 1 ? `${each} = ${wanted[0]}` : `${each} IN (${wanted.join(', ')})`;
    if (!isManyPath(condition.value.path)) return among(found.sql);
    const each = this.#cx.variable();
    const { list, text } = found.items ?? { list: found.sql, text: (item) => item };
    return this.#dialect.lists.any(list, each, among(text(each)));
  }

  /** The entry of a field that is mapped by no name of its own. */
  restOf({ kind, column: written, field }: RestPlace): SqlValue {
    const { access } = this.#dialect;
    const column = this.#dialect.name(written);
    switch (kind) {
      case 'lists':
        return { sql: this.#dialect.maps.entry(column, this.#dialect.text(field)), type: 'list' };
      case 'texts':
        return this.#present({ sql: access.text(access.entry(column, field)), type: 'text' });
      case 'json':
        return this.#jsonField(column, field);
    }
  }

  #present(value: SqlValue): SqlValue {
    if (!this.#emptyIsMissing) return value;
    if (value.type === 'text') return { sql: `nullif(${value.sql}, '')`, type: 'text' };
    if (value.type !== 'list') return value;
    const { lists } = this.#dialect;
    const each = this.#cx.variable();
    return { sql: lists.held(lists.filter(value.sql, each, `${each} <> ''`)), type: 'list' };
  }

  #source(from: FieldSourceMapping, type?: FieldType): Found {
    const { access } = this.#dialect;
    switch (from.kind) {
      case 'path':
        return this.#path(from.at);
      case 'map':
        // Of lists, one that is not there is none.
        if (type === 'list')
          return {
            sql: this.#dialect.maps.entry(this.#dialect.name(from.column), this.#dialect.text(from.key)),
            is: 'any',
          };
        return { sql: access.entry(this.#dialect.name(from.column), from.key), is: 'any' };
      case 'expression': {
        const sql = `(${this.#written(from.sql, 'an expression')})`;
        return { sql, is: 'any' };
      }
      case 'constant':
        return { sql: this.#dialect.text(from.text), is: 'text' };
      case 'template':
        return {
          sql: `(${from.parts
            .map((part) => (typeof part === 'string' ? this.#dialect.text(part) : this.#text(part)))
            .join(' || ')})`,
          is: 'text',
        };
      case 'first': {
        const values = from.of.map((each) => this.value(each));
        const many = values.some(({ type }) => type === 'list') ? 'list' : undefined;
        const type = many ?? (values.every((each) => each.type === 'number') ? 'number' : 'text');
        const sqls = values.map((each) => this.#cx.convert.to(each, type));
        return { sql: this.#cx.convert.firstOf(sqls, type), is: type === 'list' ? 'texts' : type };
      }
      case 'all': {
        const texts = from.of.map((each) => this.#cx.convert.single(this.value(each)));
        return { sql: this.#dialect.lists.compact(texts), is: 'texts' };
      }
    }
  }

  /** A list of anything as one of texts. */
  #texts(list: string, inner: (item: string) => string = (item) => item): string {
    const each = this.#cx.variable();
    return this.#dialect.lists.collect(list, each, this.#dialect.access.text(inner(each)));
  }

  #text(at: FieldPath): string {
    const found = this.#path(at);
    return found.is === 'text' ? found.sql : this.#dialect.access.text(found.sql);
  }

  #path({ path, style }: FieldPath): Found {
    const { access, name } = this.#dialect;
    if (style.kind === 'json') return this.#json(name(style.column), path);
    const split = style.kind === 'flat' ? flatColumn(path) : { column: firstName(path), rest: path.slice(1) };
    const list = split.rest.findIndex((step) => 'every' in step);
    const into = (from: string, steps: Path): string =>
      steps.reduce((sql, step) => {
        if ('member' in step) return access.member(sql, step.member);
        return 'item' in step ? access.item(sql, step.item) : sql;
      }, from);
    const sql = into(name(split.column), list < 0 ? split.rest : split.rest.slice(0, list));
    if (list < 0) return { sql, is: 'any' };
    const inner = (item: string): string => into(item, split.rest.slice(list + 1));
    return {
      sql: this.#texts(sql, inner),
      is: 'texts',
      items: { list: sql, text: (item) => access.text(inner(item)) },
    };
  }

  /** A member by its name, or by the path that the name of a field in JSON is: `user.name`, `items{}.id`. */
  #jsonField(column: string, field: string): SqlValue {
    const { json } = this.#dialect;
    const member = json.value(column, { steps: [{ member: field }], many: false });
    const path = parseJsonPath(field);
    if (path?.many === true) return this.#present({ sql: json.values(column, path), type: 'list' });
    const ways = path === undefined || path.steps.length === 1 ? [member] : [json.value(column, path), member];
    return this.#present({ sql: this.#cx.convert.firstOf(ways, 'text'), type: 'text' });
  }

  #json(column: string, steps: Path): Found {
    const { json } = this.#dialect;
    const many = isManyPath(steps);
    return many
      ? { sql: json.values(column, { steps, many }), is: 'texts' }
      : { sql: json.value(column, { steps, many }), is: 'text' };
  }

  /** Values by the table of the mapping, in letters of one case. */
  #changed(sql: string, mapping: FieldMapping, list: boolean): string {
    const { access } = this.#dialect;
    const { values, letters, otherwise, afterLast, hex } = mapping;
    if (values === undefined && letters === undefined && afterLast === undefined && hex === undefined) return sql;
    const change = (each: string): string => {
      let text = each;
      if (afterLast !== undefined) text = access.afterLast(text, afterLast);
      if (hex !== undefined) text = access.hex(text, hex);
      if (letters !== undefined) text = this.#dialect.functions[letters](text);
      if (values === undefined) return text;
      const cases = [...values].map(([from, to]) => `WHEN ${this.#dialect.text(from)} THEN ${this.#dialect.text(to)}`);
      const rest =
        otherwise.kind === 'keep' ? text : otherwise.kind === 'none' ? 'NULL' : this.#dialect.text(otherwise.text);
      const known = `CASE ${text} ${cases.join(' ')} ELSE ${rest} END`;
      // No value stays no value.
      return otherwise.kind === 'text' ? `CASE WHEN ${each} IS NOT NULL THEN ${known} END` : known;
    };
    if (!list) return change(sql);
    const each = this.#cx.variable();
    return this.#dialect.lists.collect(sql, each, change(each));
  }

  #written(text: DialectText, what: string): string {
    const sql = text.byDialect.get(this.#dialect.id) ?? text.any;
    return sql ?? refused('schema-engine', { what, engine: this.#dialect.id }, this.#span);
  }
}

const firstName = (path: Path): string => (path[0] !== undefined && 'member' in path[0] ? path[0].member : '');

/** The name of a column that holds a whole path, and the steps from the first list on. */
function flatColumn(path: Path): { column: string; rest: Path } {
  const list = path.findIndex((step) => !('member' in step));
  const end = list < 0 ? path.length : list;
  return { column: pathText(path.slice(0, end)), rest: path.slice(end) };
}
