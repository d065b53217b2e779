import type { CodeParams } from '../../diagnostics/codes.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { metadataFields } from '../../values/metadata-fields.js';
import type {
  FieldMapping,
  PathStyle,
  RestMapping,
  SchemaMapping,
  TableMapping,
  TablePart,
  TimeMapping,
} from './mapping.js';
import { dataOf, isNothing, keyOf, labelOf, type MappingFile, member, members, type Placed } from './placed.js';
import { FieldReader, plain } from './read-field.js';

/** What a data set is, for checks of names; undefined when there is none of that name. */
export type DataSetFields = (name: string) => { readonly id: string; readonly fields: ReadonlySet<string> } | undefined;

/**
 * Makes a mapping of its files, those it extends first: a later file wins key by key, down to the single field, and null takes
 * a field away. The mapping is undefined when the file stands for nothing that can be read; see the diagnostics.
 */
export function readMapping(
  files: readonly MappingFile[],
  dataSets: DataSetFields,
): { mapping: SchemaMapping | undefined; diagnostics: readonly Diagnostic[] } {
  const reader = new MappingReader(files, dataSets);
  return { mapping: reader.read(), diagnostics: reader.diagnostics };
}

class MappingReader {
  readonly diagnostics: Diagnostic[] = [];
  readonly #files: readonly Placed[];
  readonly #dataSets: DataSetFields;

  constructor(files: readonly MappingFile[], dataSets: DataSetFields) {
    this.#files = files.map((file) => ({ node: file.root, file, path: [] }));
    this.#dataSets = dataSets;
  }

  read(): SchemaMapping | undefined {
    const name = this.#files.flatMap((file) => member(file, 'name') ?? []).at(-1);
    if (name === undefined) return undefined;
    const loaded = dataOf(this.#last(this.#files, 'layout')) === 'loaded';
    const tables = new Map<string, TableMapping>();
    for (const [key, places] of this.#merged(this.#files, 'tables')) {
      const dataSet = this.#dataSets(key);
      if (dataSet === undefined) {
        this.#report('schema-unknown-data-set', { name: key }, places[0]!, true);
        continue;
      }
      const table = loaded ? this.#renamed(key, places) : this.#table(key, places);
      if (table === undefined) continue;
      tables.set(dataSet.id.toLowerCase(), table);
      this.#checkFields(places, dataSet);
    }
    const given = this.#files.flatMap((file) => member(file, 'events') ?? []);
    const events =
      given.length === 0 ? undefined : loaded ? this.#renamed('events', given) : this.#table('events', given);
    return { name: String(dataOf(name)), loaded, tables, events };
  }

  /** A table of the default layout under another name. */
  #renamed(id: string, places: readonly Placed[]): TableMapping | undefined {
    const part = this.#names(places);
    return part === undefined ? undefined : { id, parts: [bare(part)], ordered: true };
  }

  #table(id: string, places: readonly Placed[]): TableMapping | undefined {
    const named = [...this.#merged(places, 'parts')].filter(([, each]) => !isNothing(each.at(-1)!));
    const levels = named.length === 0 ? [[...places]] : named.map(([, each]) => [...places, ...each]);
    const parts = levels.flatMap((level) => this.#part(level) ?? []);
    if (parts.length < levels.length) return undefined;
    return { id, parts, ordered: parts.every(({ order }) => order !== undefined) };
  }

  /** One table; what it does not say itself its data set says, and then the file. */
  #part(places: readonly Placed[]): TablePart | undefined {
    const all = [...this.#files, ...places];
    const fields = new FieldReader(this.#style(), (problem, at) => this.#problem(problem, at));
    const table = this.#names(places);
    const time = this.#time(all, fields);
    const at = places.at(-1)!;
    if (table === undefined) this.#problem('names no `table`', at);
    if (time === undefined) this.#problem('has no `time`, nor has the file', at);
    if (table === undefined || time === undefined) return undefined;
    const mapped = new Map<string, FieldMapping>();
    for (const [name, given] of this.#merged(all, 'fields')) {
      const last = given.at(-1)!;
      const field = isNothing(last) ? undefined : fields.read(last);
      if (field !== undefined) mapped.set(name, field);
    }
    const order = this.#last(all, 'order');
    return {
      table,
      time,
      where: places.flatMap((place) => member(place, 'where') ?? []).flatMap((given) => fields.conditions(given)),
      order: order === undefined || isNothing(order) ? undefined : fields.read(order),
      fields: mapped,
      rest: this.#rest(all),
      under: this.#under(all),
      emptyIsMissing: dataOf(this.#last(this.#files, 'empty')) === 'missing',
    };
  }

  #names(places: readonly Placed[]): readonly string[] | undefined {
    const given = dataOf(this.#last(places, 'table'));
    if (given === undefined) return undefined;
    return Array.isArray(given) ? given.map(String) : [String(given)];
  }

  #style(): PathStyle {
    const given = dataOf(this.#last(this.#files, 'paths'));
    if (given === 'flat') return { kind: 'flat' };
    if (typeof given === 'object' && given !== null && 'json' in given)
      return { kind: 'json', column: String(given.json) };
    return { kind: 'struct' };
  }

  #time(all: readonly Placed[], fields: FieldReader): TimeMapping | undefined {
    const given = this.#last(all, 'time');
    if (given === undefined) return undefined;
    const value = fields.read(given);
    if (value === undefined) return undefined;
    const always = dataOf(member(given, 'always')) === true;
    return { value, unit: value.unit ?? 'seconds', always };
  }

  #rest(all: readonly Placed[]): RestMapping | undefined {
    const given = dataOf(this.#last(all, 'rest'));
    if (typeof given !== 'object' || given === null) return undefined;
    for (const kind of ['lists', 'texts', 'json'] as const)
      if (kind in given) return { kind, column: String((given as Record<string, unknown>)[kind]) };
    return undefined;
  }

  /** Columns by the first part of names. */
  #under(all: readonly Placed[]): ReadonlyMap<string, string> {
    const entries = [...this.#merged(all, 'under')].map(([name, given]) => [name, given.at(-1)!] as const);
    return new Map(entries.flatMap(([name, at]) => (isNothing(at) ? [] : [[name, String(dataOf(at))] as const])));
  }

  /** Names that no search can write are mistakes of the file. */
  #checkFields(places: readonly Placed[], { id, fields }: { id: string; fields: ReadonlySet<string> }): void {
    for (const place of places) {
      for (const owner of [place, ...members(member(place, 'parts'))]) {
        for (const each of members(member(owner, 'fields'))) {
          const name = keyOf(each);
          if (fields.has(name) || metadataFields.has(name) || name === 'nodename' || isNothing(each)) continue;
          const help = didYouMean(suggest(name, [...fields]));
          this.diagnostics.push(
            diagnostic('schema-unknown-field', { field: name, dataset: id }, { at: labelOf(each, true), help }),
          );
        }
      }
    }
  }

  /** The entries of a mapping that several places give, by key in any letter case for names of data sets. */
  #merged(places: readonly Placed[], key: string): Map<string, Placed[]> {
    const found = new Map<string, Placed[]>();
    const spelled = new Map<string, string>();
    for (const place of places) {
      for (const each of members(member(place, key))) {
        const name = keyOf(each);
        const same = key === 'tables' ? (spelled.get(name.toLowerCase()) ?? name) : name;
        spelled.set(name.toLowerCase(), same);
        const before = found.get(same);
        if (before === undefined) found.set(same, [each]);
        else before.push(each);
      }
    }
    return found;
  }

  #last(places: readonly Placed[], key: string): Placed | undefined {
    return places.flatMap((place) => member(place, key) ?? []).at(-1);
  }

  #problem(problem: string, at: Placed): void {
    this.#report('schema-mapping', { path: at.path.join('.'), problem }, at, at.node.kind !== 'scalar');
  }

  #report<C extends 'schema-mapping' | 'schema-unknown-data-set'>(
    code: C,
    params: CodeParams<C>,
    at: Placed,
    atKey: boolean,
  ): void {
    this.diagnostics.push(diagnostic(code, params, { at: labelOf(at, atKey) }));
  }
}

/** A table of which only the name counts. */
function bare(table: readonly string[]): TablePart {
  const time: TimeMapping = { value: plain({ kind: 'constant', text: '' }, 'text'), unit: 'seconds', always: false };
  return {
    table,
    where: [],
    time,
    order: undefined,
    fields: new Map(),
    rest: undefined,
    under: new Map(),
    emptyIsMissing: false,
  };
}
