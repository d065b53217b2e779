import { diagnostic } from '../../diagnostics/diagnostic.js';
import { type MappedPlace, problemOfType } from '../../sql/mapping/column-type.js';
import type { SqlEngine, StatementLimits } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';

/** Looks up the types of the places that schema mappings name, each once, before searches read them. */
export class PlaceCheck {
  readonly #engine: SqlEngine;
  readonly #limits: StatementLimits;
  readonly #types = new Map<string, string>();

  constructor(engine: SqlEngine, limits: StatementLimits) {
    this.#engine = engine;
    this.#limits = limits;
  }

  /** Throws an {@link EngineFailure} for a place that is not there, or is of a type that cannot be what the mapping says. */
  async check(places: readonly MappedPlace[]): Promise<void> {
    for (const from of new Set(places.map((place) => place.from))) {
      const unknown = places.filter((place) => place.from === from && !this.#types.has(keyOf(place)));
      const types = await this.#typesOf(unknown);
      for (const [i, place] of unknown.entries()) this.#types.set(keyOf(place), types[i]!);
    }
    for (const place of places) {
      const type = this.#types.get(keyOf(place))!;
      const problem = problemOfType(place, type);
      if (problem === undefined) continue;
      const { field, schema, table } = place;
      const params = { field, schema, table, taken: problem.taken, type };
      throw new EngineFailure(diagnostic('schema-field-type', params, { help: [problem.help] }));
    }
  }

  /** The engine's types of places of one table. */
  async #typesOf(places: readonly MappedPlace[]): Promise<string[]> {
    if (places.length === 0) return [];
    try {
      return await this.#described(places);
    } catch (error) {
      if (!(error instanceof EngineFailure) || error.fatal || !isOfPlace(error)) throw error;
      // One by one, to name the field.
      const types: string[] = [];
      for (const place of places)
        types.push(
          ...(await this.#described([place]).catch((cause: unknown) => {
            throw placeFailure(place, cause);
          })),
        );
      return types;
    }
  }

  async #described(places: readonly MappedPlace[]): Promise<string[]> {
    const columns = places.map(({ sql }, i) => `${sql} AS c${i}`);
    const select = `SELECT ${columns.join(', ')} FROM ${places[0]!.from}`;
    const rows = await this.#engine.query(this.#engine.columnsStatement(select), this.#limits);
    return rows.map(([, type]) => type ?? '');
  }
}

const keyOf = ({ from, sql }: MappedPlace): string => `${from}\n${sql}`;

/** Whether an error may be about what is read, and not about the table or the connection. */
const isOfPlace = ({ diagnostic: { code } }: EngineFailure): boolean =>
  code === 'engine-no-column' || code === 'engine-failed';

function placeFailure({ field, schema, table }: MappedPlace, cause: unknown): unknown {
  if (!(cause instanceof EngineFailure) || !isOfPlace(cause)) return cause;
  const reason = cause.message.replace(/[.\s]+$/, '');
  return new EngineFailure(diagnostic('schema-field-place', { field, schema, table, reason }));
}
