import type {
  DialectText,
  FieldMapping,
  FieldPath,
  FieldSourceMapping,
  FieldType,
  PathStyle,
  TableCondition,
  TimeUnit,
} from './mapping.js';
import { columnPath, isManyPath, parsePath } from './path.js';
import { dataOf, isNothing, keyOf, member, members, type Placed } from './placed.js';

type Report = (problem: string, at: Placed) => void;

/** Keys that say where a value is; of the first group a field has exactly one. */
const sources = ['path', 'column', 'expression', 'constant', 'template', 'first', 'all'] as const;

/** Reads the values and conditions of one table. What is wrong is reported, and the value left out. */
export class FieldReader {
  readonly #style: PathStyle;
  readonly #report: Report;

  constructor(style: PathStyle, report: Report) {
    this.#style = style;
    this.#report = report;
  }

  /** A path, a list of which the first counts, or a value said in full. */
  read(place: Placed): FieldMapping | undefined {
    const { node } = place;
    if (node.kind === 'scalar') {
      const at = this.#path(node.text, place);
      return at === undefined ? undefined : plain({ kind: 'path', at }, isManyPath(at.path) ? 'list' : 'text');
    }
    if (node.kind === 'list') {
      const of = this.#several(place);
      return of === undefined ? undefined : plain({ kind: 'first', of }, typeOfAll(of));
    }
    const from = this.#source(place);
    if (from === undefined) return undefined;
    const type = dataOf(member(place, 'type')) as FieldType | undefined;
    const unit = dataOf(member(place, 'unit')) as TimeUnit | undefined;
    const known = member(place, 'values');
    const letters = dataOf(member(place, 'letters')) as FieldMapping['letters'];
    const otherwise = member(place, 'otherwise');
    const when = member(place, 'when');
    if (otherwise !== undefined && known === undefined) this.#report('has `otherwise` without `values`', place);
    if (type === 'time' && unit === undefined) this.#report('is a time without a `unit`', place);
    const many = from.kind === 'all' || (from.kind === 'path' && isManyPath(from.at.path));
    if (many && type !== undefined && type !== 'list')
      this.#report(`has several values, so its type cannot be ${type}`, place);
    return {
      from,
      type: many ? 'list' : (type ?? (from.kind === 'first' ? typeOfAll(from.of) : 'text')),
      unit,
      values:
        known === undefined ? undefined : new Map(members(known).map((each) => [keyOf(each), String(dataOf(each))])),
      otherwise:
        otherwise === undefined
          ? { kind: 'keep' }
          : isNothing(otherwise)
            ? { kind: 'none' }
            : { kind: 'text', text: String(dataOf(otherwise)) },
      letters,
      afterLast: dataOf(member(place, 'after_last')) as string | undefined,
      hex: dataOf(member(place, 'hex')) as number | undefined,
      when: when === undefined ? [] : this.conditions(when),
      shownOnly: dataOf(member(place, 'shown_only')) === true,
    };
  }

  /** Values by path, SQL, or a list of both. */
  conditions(place: Placed): TableCondition[] {
    const { node } = place;
    if (node.kind === 'scalar') return [{ kind: 'expression', sql: { any: node.text, byDialect: new Map() } }];
    if (node.kind === 'list') return members(place).flatMap((each) => this.conditions(each));
    return members(place).flatMap((each): TableCondition[] => {
      const value = this.#path(keyOf(each), each);
      if (value === undefined) return [];
      const wanted = each.node.kind === 'list' ? members(each).map(dataOf) : [dataOf(each)];
      return [{ kind: 'is', value, values: wanted as (string | number | boolean)[] }];
    });
  }

  #source(place: Placed): FieldSourceMapping | undefined {
    const given = sources.filter((key) => member(place, key) !== undefined);
    if (given.length !== 1) {
      const all = sources.map((key) => `\`${key}\``).join(', ');
      this.#report(
        given.length === 0
          ? `needs one of ${all}`
          : `has ${given.map((key) => `\`${key}\``).join(' and ')}, which exclude each other`,
        place,
      );
      return undefined;
    }
    const at = member(place, given[0]!)!;
    const text = at.node.kind === 'scalar' ? at.node.text : '';
    switch (given[0]!) {
      case 'path': {
        const path = this.#path(text, at);
        return path === undefined ? undefined : { kind: 'path', at: path };
      }
      case 'column':
        return this.#column(text, place);
      case 'expression':
        return { kind: 'expression', sql: dialectText(at) };
      case 'constant':
        return { kind: 'constant', text };
      case 'template':
        return this.#template(text, at);
      case 'first': {
        const of = this.#several(at);
        return of === undefined ? undefined : { kind: 'first', of };
      }
      case 'all': {
        const of = this.#several(at);
        return of === undefined ? undefined : { kind: 'all', of };
      }
    }
  }

  #column(column: string, place: Placed): FieldSourceMapping | undefined {
    const json = member(place, 'json');
    const key = member(place, 'key');
    if (json !== undefined && key !== undefined) {
      this.#report('has `json` and `key`, which exclude each other', place);
      return undefined;
    }
    if (key !== undefined) return { kind: 'map', column, key: String(dataOf(key)) };
    if (json === undefined) return { kind: 'path', at: { path: columnPath(column), style: { kind: 'struct' } } };
    const at = this.#path(String(dataOf(json)), json, { kind: 'json', column });
    return at === undefined ? undefined : { kind: 'path', at };
  }

  /** Texts with paths in braces; `{{` is a brace. */
  #template(text: string, place: Placed): FieldSourceMapping | undefined {
    const parts: (string | FieldPath)[] = [];
    for (const [whole, brace, path, plainText] of text.matchAll(/(\{\{|\}\})|\{([^{}]*)\}|([^{}]+)|[{}]/g)) {
      if (plainText !== undefined) parts.push(plainText);
      else if (brace !== undefined) parts.push(brace[0]!);
      else if (path === undefined) {
        this.#report(`has the brace ${whole} alone; two of them stand for one`, place);
        return undefined;
      } else {
        const at = this.#path(path, place);
        if (at === undefined) return undefined;
        if (isManyPath(at.path)) {
          this.#report(`has the path ${path}, which leads to several values`, place);
          return undefined;
        }
        parts.push(at);
      }
    }
    return { kind: 'template', parts };
  }

  #several(place: Placed): FieldMapping[] | undefined {
    const inner = members(place);
    const of = inner.flatMap((each) => this.read(each) ?? []);
    return of.length < inner.length ? undefined : of;
  }

  #path(text: string, at: Placed, style: PathStyle = this.#style): FieldPath | undefined {
    const path = parsePath(text);
    if (path === undefined) {
      this.#report(
        `has no path in "${text}": names stand with dots between them, a list is \`name[]\`, at most one in a path, and a name with other signs stands in double quotes`,
        at,
      );
      return undefined;
    }
    return { path, style };
  }
}

/** A value as it stands. */
export function plain(from: FieldSourceMapping, type: FieldType): FieldMapping {
  return {
    from,
    type,
    unit: undefined,
    values: undefined,
    otherwise: { kind: 'keep' },
    letters: undefined,
    afterLast: undefined,
    hex: undefined,
    when: [],
    shownOnly: false,
  };
}

function typeOfAll(of: readonly FieldMapping[]): FieldType {
  const first = of[0]?.type ?? 'text';
  return of.some(({ type }) => type === 'list') ? 'list' : of.every(({ type }) => type === first) ? first : 'text';
}

function dialectText(place: Placed): DialectText {
  if (place.node.kind === 'scalar') return { any: place.node.text, byDialect: new Map() };
  return { any: undefined, byDialect: new Map(members(place).map((each) => [keyOf(each), String(dataOf(each))])) };
}
