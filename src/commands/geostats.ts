import { aggregations, clause, fields, options } from '../syntax/forms.js';
import { lowerAggregations } from './aggregations.js';
import { defineCommand } from './define.js';
import { boolean, decimal, field, integer } from './options.js';

/** `geostats`: aggregations by place (spl-commands 13). */
export const geostats = defineCommand({
  name: 'geostats',
  kind: 'transforming',
  mode: 'words',
  forms: [options(), aggregations({ min: 1 }), clause('by', [fields('field', { min: 1, max: 1 }), options()])],
  options: {
    latfield: field('lat', 'The field with the latitude.'),
    longfield: field('lon', 'The field with the longitude.'),
    outputlatfield: field('latitude', 'The column of the latitude.'),
    outputlongfield: field('longitude', 'The column of the longitude.'),
    globallimit: integer(10, 'How many columns a BY field makes at most; 0 for all.', { min: 0 }),
    locallimit: integer(10, 'Has no effect: the columns are the same in all bins.', { min: 0 }),
    binspanlat: decimal(22.5, 'The height of a bin in degrees at the lowest zoom level.'),
    binspanlong: decimal(45, 'The width of a bin in degrees at the lowest zoom level.'),
    maxzoomlevel: integer(9, 'The highest zoom level, 0 to 9.', { min: 0, max: 9 }),
    translatetoxy: boolean(true, 'Must be true: the result is one row per bin.'),
  },
  lower(args, input, cx) {
    const given = args.options;
    const by = args.clause('by')?.fields ?? [];
    if (by[1] !== undefined)
      cx.report('surplus-argument', { command: 'geostats', what: 'a second BY field' }, by[1].span);
    if (!given.translatetoxy) {
      cx.report(
        'unsupported',
        { command: 'geostats', reason: 'the result of translatetoxy=f is not documented.' },
        args.option('translatetoxy')!.span,
      );
    }
    for (const name of ['binspanlat', 'binspanlong'] as const) {
      if (given[name] > 0) continue;
      cx.report(
        'wrong-option-value',
        { option: name, expected: 'degrees above 0', found: String(given[name]) },
        args.option(name)!.value.span,
      );
    }
    return {
      kind: 'apply',
      input,
      procedure: {
        name: 'geostats',
        aggregations: lowerAggregations(
          args.aggregations,
          { command: 'geostats', expressions: true, wildcards: false },
          cx,
        ),
        by: by[0]?.name,
        latitude: given.latfield,
        longitude: given.longfield,
        outputLatitude: given.outputlatfield,
        outputLongitude: given.outputlongfield,
        binLatitude: given.binspanlat,
        binLongitude: given.binspanlong,
        maxZoom: given.maxzoomlevel,
        limit: given.globallimit,
      },
      span: args.span,
    };
  },
  doc: {
    summary:
      'Aggregations per rectangle of the map, for every zoom level: `geobin`, `latitude`, `longitude` and the results.',
    examples: [
      {
        title: 'One zoom level',
        spl: 'geostats maxzoomlevel=0 count',
        input: [
          { lat: '10', lon: '20' },
          { lat: '12', lon: '22' },
        ],
        output: [{ geobin: 'bin_id_zl_0_y_4_x_4', latitude: '11', longitude: '21', count: '2' }],
      },
    ],
  },
});
