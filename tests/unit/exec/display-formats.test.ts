import { expect, test } from 'vitest';
import { readSettings } from '../../../src/api/options.js';
import { createContext, prepare } from '../../../src/api/run.js';
import { Catalog } from '../../../src/content/catalog.js';
import { displayFormats } from '../../../src/exec/display-formats.js';
import { createMemoryLookups } from '../../../src/exec/lookups/memory-lookups.js';
import { createMemorySources } from '../../../src/exec/memory-sources.js';
import { createSource } from '../../../src/source/source.js';
import { Event } from '../../../src/values/event.js';

function shown(spl: string, fields: Record<string, string>): Record<string, unknown> | undefined {
  const { settings } = readSettings({ now: 0 });
  const catalog = new Catalog({ macros: [] });
  const { plan } = prepare(createSource('<search>', spl), catalog, settings, 'rows');
  const sources = createMemorySources({ events: [] });
  const context = createContext({ catalog, settings, sources, lookups: createMemoryLookups({}, {}), report: () => {} });
  const row = Event.of(Object.entries(fields));
  const formatted = displayFormats(plan!, context)?.(row);
  expect(Object.fromEntries(row.fieldNames().map((name) => [name, row.get(name)]))).toEqual(fields);
  return formatted && Object.fromEntries(formatted.fieldNames().map((name) => [name, formatted.get(name)]));
}

test('a format changes what is shown and not the row', () => {
  expect(shown('fieldformat n=tostring(n,"commas") | sort n', { n: '1234567' })).toEqual({ n: '1,234,567' });
});

test('every format sees the value itself', () => {
  expect(shown('fieldformat a=a."!" | fieldformat b=a."?"', { a: 'x', b: 'y' })).toEqual({ a: 'x!', b: 'x?' });
});

test('rows that are made anew have no format', () => {
  expect(shown('fieldformat n=tostring(n,"commas") | stats max(n) as n', { n: '1000' })).toBeUndefined();
});
