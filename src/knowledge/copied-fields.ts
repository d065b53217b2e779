import { deliveredConstants } from '../events/delivered-event.js';
import { rewrittenFields } from '../events/windows/windows-fields.js';
import type { Expression } from '../syntax/ast.js';
import { foldCase } from '../values/case-fold.js';
import type { DataModel, DataSet, DataSetField } from './data-model.js';
import type { Enumeration, Extraction, SourceDefinition } from './source-definition.js';
import { addPieces, type ValuePieces } from './value-pieces.js';

/** Fields that the input's flags or the text as a whole decide, whatever the text says about them. */
const ownFields =
  /^(?:host|source|Channel|sourcetype|index|eventtype|tag|tag::.*|splunk_server|linecount|punct|timestartpos|timeendpos|date_.*|_(?!raw$).*)$/;

/**
 * Which values of fields are pieces of their event's text, whatever the source: those that extraction copies (it changes the entities
 * of XML, and `+` to a blank in W3C logs), and what definitions and data models take from them without putting anything together.
 * Fields that came with the input as JSON are such pieces too.
 */
export class CopiedFields {
  /** Eval expressions of mapped fields, and constants that stand in place of their values. */
  readonly #expressions = new Map<string, Set<string>>();
  readonly #constants = new Map<string, Set<string>>();
  /** Mapped fields that were asked for: what their values are pieces of; null where they are put together. */
  readonly #mapped = new Map<string, ValuePieces | null | undefined>();
  readonly #aliases = new Map<string, Set<string>>();
  /** Fields whose reading or extraction changes their text. */
  readonly #changed = new Set<string>([...rewrittenFields, ...deliveredConstants]);
  /** Folded texts that stand in place of what was extracted. */
  readonly #replacements: string[] = [];
  /** Rules of an add-on can put any field together. */
  #known = true;
  readonly #models: () => ReadonlyMap<string, DataModel>;
  readonly #parse: (text: string) => Expression | undefined;

  /** `parse` reads an eval expression; undefined for one that is broken. */
  constructor(
    definitions: Iterable<SourceDefinition>,
    models: () => ReadonlyMap<string, DataModel>,
    parse: (text: string) => Expression | undefined,
  ) {
    this.#models = models;
    this.#parse = parse;
    for (const definition of definitions) {
      for (const [field, from] of definition.aliases) add(this.#aliases, field, from);
      for (const [field, text] of definition.evals) add(this.#expressions, field, text);
      for (const [field, enumeration] of definition.enumerations) {
        for (const text of constantsOf(enumeration)) add(this.#constants, field, text);
      }
      for (const { rows } of definition.tables) {
        for (const { set } of rows) for (const [field, text] of set) add(this.#constants, field, text);
      }
      if (definition.extraction !== undefined) this.#read(definition.extraction);
    }
  }

  /** Whether an event whose field holds this folded text has the text in its own. */
  copies(field: string, text: string): boolean {
    if (!this.#copiesAliased(field, text)) return false;
    const pieces = this.#mappedPieces(field);
    if (pieces === undefined) return true;
    // What is looked for in the whole text may hold separators.
    return pieces !== null && field !== '_raw' && this.#holds(pieces, text, (each) => this.#copiesAliased(each, text));
  }

  /** The same for a field of a data set's rows under its plain name. */
  copiesInDataset(model: string, dataset: string, field: string, text: string): boolean {
    const datasets = this.#models().get(model)?.datasets;
    const found = datasets?.get(dataset);
    if (datasets === undefined || found === undefined) return false;
    const lineage = found.lineage.map((name) => datasets.get(name)!);
    if (lineage.some(({ expand }) => expand !== undefined)) return false;
    // Fields that only data sets below it have are not looked into.
    if (field !== '_raw' && fieldOf(lineage, field) === undefined) return false;
    return this.#copiesInRow(lineage, field, text, new Set());
  }

  #copiesInRow(lineage: readonly DataSet[], name: string, text: string, above: ReadonlySet<string>): boolean {
    const field = fieldOf(lineage, name);
    if (field === undefined || above.has(name)) return this.copies(name, text);
    if (field.default !== undefined && foldCase(field.default).includes(text)) return false;
    if (field.calculation === undefined) return this.copies(name, text);
    const pieces = this.#piecesOf(field.calculation);
    const inside = new Set(above).add(name);
    // A calculation sees other fields as they were before their own calculation, or behind it.
    const copies = (each: string): boolean => this.copies(each, text) && this.#copiesInRow(lineage, each, text, inside);
    return pieces !== null && this.#holds(pieces, text, copies);
  }

  /** Whether all pieces of which a value can be are in the text of the event. */
  #holds({ fields, constants }: ValuePieces, text: string, copies: (field: string) => boolean): boolean {
    for (const constant of constants) if (constant.includes(text)) return false;
    for (const field of fields) if (!copies(field)) return false;
    return true;
  }

  /** A raw field, or one that is an alias of raw fields. */
  #copiesAliased(field: string, text: string): boolean {
    if (!this.#copiesRaw(field, text)) return false;
    for (const from of this.#aliases.get(field) ?? []) if (!this.#copiesRaw(from, text)) return false;
    return true;
  }

  #copiesRaw(field: string, text: string): boolean {
    if (ownFields.test(field) || this.#changed.has(field)) return false;
    return field === '_raw' || (this.#known && !this.#replacements.some((each) => each.includes(text)));
  }

  /** What the values of a field are pieces of; null where they are put together, undefined where it is not mapped. */
  #mappedPieces(field: string): ValuePieces | null | undefined {
    if (this.#mapped.has(field)) return this.#mapped.get(field);
    const pieces = this.#joinedPieces(this.#expressions.get(field) ?? none, this.#constants.get(field) ?? none);
    this.#mapped.set(field, pieces);
    return pieces;
  }

  #joinedPieces(expressions: ReadonlySet<string>, constants: ReadonlySet<string>): ValuePieces | null | undefined {
    if (expressions.size + constants.size === 0) return undefined;
    const joined: ValuePieces = { fields: new Set(), constants: new Set([...constants].map(foldCase)) };
    for (const text of expressions) {
      const pieces = this.#piecesOf(text);
      if (pieces === null) return null;
      for (const each of pieces.fields) joined.fields.add(each);
      for (const each of pieces.constants) joined.constants.add(each);
    }
    return joined;
  }

  #piecesOf(text: string): ValuePieces | null {
    const expression = this.#parse(text);
    const pieces: ValuePieces = { fields: new Set(), constants: new Set() };
    return expression !== undefined && addPieces(expression, pieces) ? pieces : null;
  }

  #read(extraction: Extraction): void {
    if (extraction.kind === 'steps') this.#known = false;
    if (extraction.kind === 'delimited' && extraction.decode !== undefined) {
      for (const column of extraction.columns) this.#changed.add(column);
    }
    if (extraction.kind !== 'kv' && extraction.kind !== 'delimited') return;
    for (const text of extraction.replace.values()) if (text !== null) this.#replacements.push(foldCase(text));
  }
}

const none: ReadonlySet<string> = new Set();

function add(sets: Map<string, Set<string>>, name: string, text: string): void {
  const known = sets.get(name);
  if (known === undefined) sets.set(name, new Set([text]));
  else known.add(text);
}

/** The declaration that counts: the one farthest down. */
function fieldOf(lineage: readonly DataSet[], name: string): DataSetField | undefined {
  return lineage.findLast(({ fields }) => fields.has(name))?.fields.get(name);
}

function constantsOf({ values, default: otherwise, fallback }: Enumeration): string[] {
  const texts = [...values.values(), ...(fallback?.values.values() ?? [])];
  for (const text of [otherwise, fallback?.default]) if (text !== undefined) texts.push(text);
  return texts;
}
