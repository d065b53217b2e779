import { foldCase } from '../values/case-fold.js';
import type { Extraction, SourceDefinition } from './source-definition.js';

/** Fields that the input's flags or the text as a whole decide, whatever the text says about them. */
const ownFields =
  /^(?:host|source|sourcetype|index|eventtype|tag|tag::.*|splunk_server|linecount|punct|timestartpos|timeendpos|date_.*|_(?!raw$).*)$/;

/**
 * Which fields of events are pieces of their text, whatever the source: no definition maps them and no extraction changes
 * them (beyond the entities of XML, and `+` for blanks in W3C logs). Fields that came with the input as JSON are such pieces too.
 */
export class CopiedFields {
  readonly #made = new Set<string>();
  /** Folded texts that stand in place of what was extracted. */
  readonly #replacements: string[] = [];
  /** Rules of an add-on can put any field together. */
  #known = true;

  constructor(definitions: Iterable<SourceDefinition>) {
    for (const definition of definitions) {
      for (const field of definition.aliases.keys()) this.#made.add(field);
      for (const field of definition.evals.keys()) this.#made.add(field);
      for (const field of definition.enumerations.keys()) this.#made.add(field);
      for (const { rows } of definition.tables) {
        for (const { set } of rows) for (const field of set.keys()) this.#made.add(field);
      }
      if (definition.extraction !== undefined) this.#read(definition.extraction);
    }
  }

  /** Whether an event whose field holds this folded text has the text in its own. */
  copies(field: string, text: string): boolean {
    if (ownFields.test(field) || this.#made.has(field)) return false;
    return field === '_raw' || (this.#known && !this.#replacements.some((each) => each.includes(text)));
  }

  #read(extraction: Extraction): void {
    if (extraction.kind === 'steps') this.#known = false;
    if (extraction.kind === 'delimited' && extraction.decode !== undefined) {
      for (const column of extraction.columns) this.#made.add(column);
    }
    if (extraction.kind !== 'kv' && extraction.kind !== 'delimited') return;
    for (const text of extraction.replace.values()) if (text !== null) this.#replacements.push(foldCase(text));
  }
}
