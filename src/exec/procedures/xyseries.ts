import type { TableProcedure } from '../../plan/nodes/procedure.js';
import { scalarText } from '../../values/coerce.js';
import { compareNumbersFirst, compareText } from '../../values/compare.js';
import { type Scalar, type Value, valuesOf } from '../../values/value.js';
import { type Run, wholeTable } from '../operator.js';
import { namesBeside, type SeriesNaming, seriesName } from '../series.js';
import { tableRows } from '../table-row.js';

type Xyseries = TableProcedure & { readonly name: 'xyseries' };

interface Line {
  readonly x: Scalar;
  /** Per series the values of the value fields. */
  readonly cells: Map<string, readonly Value[]>;
}

/**
 * `xyseries`: one row per x, one column per name (spl-commands 4.8). Of several rows with the same x and name the last
 * survives; `grouped=t` trusts that rows of one x stand together and keeps their order.
 */
export function compileXyseries(procedure: Xyseries, input: Run): Run {
  const { x, series, values } = procedure;
  const naming: SeriesNaming = { ...procedure, several: values.length > 1 };
  return wholeTable(input, 'xyseries', (rows, context) => {
    const lines: Line[] = [];
    const byX = new Map<string, Line>();
    const names = new Set<string>();
    let previous: string | undefined;
    for (const row of rows) {
      const [label] = valuesOf(row.get(x));
      const [name] = valuesOf(row.get(series));
      if (label === undefined || name === undefined) continue;
      const text = scalarText(label);
      let line = procedure.grouped && text !== previous ? undefined : byX.get(text);
      previous = text;
      if (line === undefined) {
        line = { x: label, cells: new Map() };
        byX.set(text, line);
        lines.push(line);
      }
      const column = scalarText(name);
      names.add(column);
      line.cells.set(
        column,
        values.map((field) => row.get(field)),
      );
    }
    const sorted = [...names].sort(compareText);
    if (!procedure.grouped) lines.sort((a, b) => compareNumbersFirst(a.x, b.x));
    const titles = namesBeside(
      values.flatMap((field) => sorted.map((name) => seriesName(field, name, naming))),
      [x],
      'xyseries',
      context.note,
    );
    const make = tableRows([x, ...titles]);
    const places = new Map(sorted.map((name, place) => [name, place]));
    return lines.map((line) => {
      // Its own cells only: a table of many rows and columns may hold few.
      const own = [...line.cells]
        .map(([name, cell]) => ({ place: places.get(name)!, cell }))
        .sort((a, b) => a.place - b.place);
      const cells: [string, Value][] = [[x, line.x]];
      for (const index of values.keys())
        for (const { place, cell } of own) cells.push([titles[index * sorted.length + place]!, cell[index]!]);
      return make(cells);
    });
  });
}
