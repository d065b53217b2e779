import { describe, expect, test } from 'vitest';
import { search } from '../../../../src/index.js';
import { openGeoDatabase, readGeoDatabase } from '../../../../src/node/knowledge/geo-database.js';
import { smallMmdb } from './small-mmdb.js';

const bitsOf = (network: string): string =>
  network
    .split('.')
    .map((part) => Number(part).toString(2).padStart(8, '0'))
    .join('');

const database = readGeoDatabase(
  smallMmdb([
    {
      bits: bitsOf('81.2.69'),
      record: {
        city: { names: { en: 'London', de: 'London (de)' } },
        country: { names: { en: 'United Kingdom' } },
        subdivisions: [{ names: { en: 'England' } }, { names: { en: 'Greater London' } }],
        location: { latitude: 51.5142, longitude: -0.0931, time_zone: 'Europe/London' },
        continent: { names: { en: 'Europe' } },
      },
    },
    { bits: bitsOf('8.8'), record: { country: { names: { en: 'United States' } } } },
  ]),
);

const located = (spl: string, src: unknown) => search(spl, [{ src }], { geo: database });

describe('iplocation with a database', () => {
  test('adds the fields of an address', async () => {
    const { rows } = await located('iplocation src', '81.2.69.160');
    expect(rows).toEqual([
      {
        src: '81.2.69.160',
        City: 'London',
        Country: 'United Kingdom',
        Region: 'England',
        lat: '51.5142',
        lon: '-0.0931',
      },
    ]);
  });

  test('leaves names empty where only the country is known', async () => {
    const { rows } = await located('iplocation prefix=x_ allfields=t src', '8.8.8.8');
    expect(rows).toEqual([
      {
        src: '8.8.8.8',
        x_City: '',
        x_Country: 'United States',
        x_Region: '',
        x_lat: '',
        x_lon: '',
        x_Continent: '',
        x_MetroCode: '',
        x_Timezone: '',
      },
    ]);
  });

  test('takes names in another language where there are some', async () => {
    const { rows } = await located('iplocation lang=de src | fields City Country', '81.2.69.160');
    expect(rows).toEqual([{ City: 'London (de)', Country: 'United Kingdom' }]);
  });

  test('adds nothing for unknown, private and malformed addresses, and says nothing', async () => {
    for (const src of ['1.1.1.1', '10.0.0.1', 'x', '::1', '__proto__']) {
      const { rows, diagnostics } = await located('iplocation src', src);
      expect(rows).toEqual([{ src }]);
      expect(diagnostics).toEqual([]);
    }
  });

  test('goes through the values of a multivalue', async () => {
    const { rows } = await located('iplocation src | fields Country', ['8.8.8.8', '10.0.0.1', '81.2.69.1']);
    expect(rows).toEqual([{ Country: ['United States', 'United Kingdom'] }]);
  });

  test('rejects a file that cannot be read', async () => {
    await expect(openGeoDatabase('no/such/file.mmdb')).rejects.toThrow();
    expect(() => readGeoDatabase(Buffer.from('nothing'))).toThrow();
  });
});
