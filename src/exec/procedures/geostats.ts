import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText, toNumber } from '../../values/coerce.js';
import { compareText } from '../../values/compare.js';
import { Event } from '../../values/event.js';
import { type Value, valuesOf } from '../../values/value.js';
import type { Batch, ExecContext } from '../context.js';
import { AggregationSet, aggregationRoom, GroupState } from '../groups/aggregation.js';
import { cellBatches, type OperatorCompiler, type Run } from '../operator.js';
import { reportLimit } from '../report-limit.js';
import { namesBeside, seriesName } from '../series.js';

type Geostats = TableProcedure & { readonly name: 'geostats' };

/** One bin of the map at one zoom level. */
interface GeoBin {
  readonly level: number;
  readonly y: number;
  readonly x: number;
  latitudes: number;
  longitudes: number;
  points: number;
  readonly cells: Map<string, GroupState>;
}

/** The bins of a zoom level, which are half as wide and high as those of the level before. */
class ZoomLevel {
  readonly bins = new Map<number | string, GeoBin>();
  readonly #level: number;
  readonly #height: number;
  readonly #width: number;
  readonly #columns: number;
  /** Whether row and column fit into one number. */
  readonly #isCoarse: boolean;

  constructor(level: number, { binLatitude, binLongitude }: Geostats) {
    this.#level = level;
    this.#height = binLatitude / 2 ** level;
    this.#width = binLongitude / 2 ** level;
    this.#columns = Math.floor(360 / this.#width) + 1;
    this.#isCoarse = this.#columns * (Math.floor(180 / this.#height) + 1) <= Number.MAX_SAFE_INTEGER;
  }

  /** The bin of a place; undefined where there is none and none may be made. */
  binAt(latitude: number, longitude: number, make: boolean): GeoBin | undefined {
    const y = Math.floor((latitude + 90) / this.#height);
    const x = Math.floor((longitude + 180) / this.#width);
    const place = this.#isCoarse ? y * this.#columns + x : `${y} ${x}`;
    let bin = this.bins.get(place);
    if (bin === undefined && make) {
      bin = { level: this.#level, y, x, latitudes: 0, longitudes: 0, points: 0, cells: new Map() };
      this.bins.set(place, bin);
    }
    return bin;
  }
}

const whole = '';

/** The column of what is beyond the limit. */
const otherName = 'OTHER';

/** `geostats`: aggregations in a grid over the map, for every zoom level twice as fine (spl-commands 13). */
export function compileGeostats(procedure: Geostats, input: Run, compiler: OperatorCompiler): Run {
  const set = new AggregationSet(procedure.aggregations, compiler, { allNumeric: false });
  return async function* (context) {
    const levels = Array.from({ length: procedure.maxZoom + 1 }, (_, level) => new ZoomLevel(level, procedure));
    let held = 0;
    const frequency = new Map<string, number>();
    const room = aggregationRoom(context);
    const limit = context.limits.heldRows;
    let full = false;
    for await (const batch of input(context)) {
      for (const event of batch) {
        const latitude = toNumber(event.get(procedure.latitude));
        const longitude = toNumber(event.get(procedure.longitude));
        if (latitude === null || longitude === null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) continue;
        const series = procedure.by === undefined ? [whole] : valuesOf(event.get(procedure.by)).map(scalarText);
        for (const name of series) frequency.set(name, (frequency.get(name) ?? 0) + 1);
        for (const level of levels) {
          const bin = level.binAt(latitude, longitude, held < limit);
          if (bin === undefined) {
            full = true;
            continue;
          }
          if (bin.points === 0) held++;
          bin.latitudes += latitude;
          bin.longitudes += longitude;
          bin.points++;
          for (const name of series) {
            let cell = bin.cells.get(name);
            if (cell === undefined) {
              cell = new GroupState(set, context, room);
              bin.cells.set(name, cell);
            }
            cell.add(event);
          }
        }
      }
    }
    if (full) reportLimit(context, 'The bins of geostats', 'heldRows');
    yield* rowsOf(
      levels.flatMap((level) => [...level.bins.values()]),
      frequency,
      procedure,
      set,
      context,
    );
  };
}

function rowsOf(
  bins: readonly GeoBin[],
  frequency: ReadonlyMap<string, number>,
  procedure: Geostats,
  set: AggregationSet,
  context: ExecContext,
): Iterable<Batch> {
  // States that are put together are still held apart.
  const room = aggregationRoom(context);
  const ranked = [...frequency].sort(([a, m], [b, n]) => n - m || compareText(a, b)).map(([name]) => name);
  const kept = procedure.limit === 0 ? ranked : ranked.slice(0, procedure.limit);
  // What is beyond the limit, with a series of that name.
  const others = new Set(ranked.slice(kept.length));
  const series = kept.filter((name) => others.size === 0 || name !== otherName).sort(compareText);
  if (others.size > 0) series.push(otherName);
  const merged = (bin: GeoBin): GroupState => {
    const state = new GroupState(set, context, room);
    for (const [name, cell] of bin.cells) if (others.has(name) || name === otherName) state.merge(cell);
    return state;
  };
  const naming = { separator: ': ', format: undefined, several: procedure.aggregations.length > 1 };
  const places = ['geobin', procedure.outputLatitude, procedure.outputLongitude];
  const titles = namesBeside(
    series.flatMap((name) =>
      procedure.aggregations.map(({ as }) => (procedure.by === undefined ? as : seriesName(as, name, naming))),
    ),
    places,
    'geostats',
    context.note,
  );
  const sorted = bins.toSorted((a, b) => a.level - b.level || a.y - b.y || a.x - b.x);
  const row = (bin: GeoBin): Event => {
    const values = series.flatMap((name) => {
      const state = others.size > 0 && name === otherName ? merged(bin) : bin.cells.get(name);
      return [...(state ?? new GroupState(set, context, room)).results()].map(([, value]) => value);
    });
    return Event.of([
      ['geobin', `bin_id_zl_${bin.level}_y_${bin.y}_x_${bin.x}`],
      [procedure.outputLatitude, bin.latitudes / bin.points],
      [procedure.outputLongitude, bin.longitudes / bin.points],
      ...titles.map((title, at): [string, Value] => [title, values[at]!]),
    ]);
  };
  const rows = (function* () {
    for (const each of sorted) yield row(each);
  })();
  return cellBatches(rows, procedure.by === undefined ? 0 : titles.length, 'The cells of geostats', context);
}
