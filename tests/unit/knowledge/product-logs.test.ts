import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { DataSetRows } from '../../../src/knowledge/data-set-rows.js';
import { readText } from '../events/read-text.js';
import { compiledModels, context, normaliser } from './shipped.js';

/** What is made of the first event of a log as a product writes it. */
interface ProductLog {
  readonly name: string;
  readonly log: string;
  /** The file's name; default: one that tells nothing. */
  readonly file?: string;
  readonly sourcetype?: string;
  /** Fields with their values; null where there must be none. */
  readonly fields: Readonly<Record<string, string | readonly string[] | number | null>>;
  /** Every data set in which the event is, of those that are listed here for some log. */
  readonly datasets?: readonly string[];
}

const products = parse(readFileSync(new URL('product-logs.yaml', import.meta.url), 'utf8')) as ProductLog[];
const datasets = [...new Set(products.flatMap((each) => each.datasets ?? []))];

describe('logs as products write them', () => {
  test.each(products)('$name', ({ log, file, sourcetype, fields, datasets: expected = [] }) => {
    const { events } = readText(log, {
      file: file ?? 'input',
      now: Date.UTC(2026, 10, 30) / 1000,
      defaults: sourcetype === undefined ? {} : { sourcetype },
    });
    const normalised = normaliser.normalise(events[0]!);
    const found = Object.keys(fields).map((name) => [name, normalised.event.get(name)]);
    expect(Object.fromEntries(found)).toEqual(fields);
    const rows = new DataSetRows(normalised, compiledModels, context);
    expect(datasets.filter((each) => rows.row(each) !== null).sort()).toEqual([...expected].sort());
  });
});
