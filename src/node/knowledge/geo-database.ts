import { readFile } from 'node:fs/promises';
import { type CityResponse, Reader } from 'maxmind';
import type { GeoRecord, GeoSource } from '../../exec/geo-source.js';

/** Names in several languages; English where the one asked for is missing. */
function nameIn(names: Readonly<Record<string, string | undefined>> | undefined, language: string): string | undefined {
  if (names === undefined) return undefined;
  const { en: english } = names;
  return (Object.hasOwn(names, language) ? names[language] : undefined) ?? english;
}

function recordOf(found: CityResponse, language: string): GeoRecord {
  const { city, country, subdivisions, location, continent } = found;
  const names = (given: { readonly names: object } | undefined) =>
    nameIn(given?.names as Readonly<Record<string, string>> | undefined, language);
  const parts: { [K in keyof GeoRecord]: GeoRecord[K] | undefined } = {
    city: names(city),
    country: names(country),
    region: names(subdivisions?.[0]),
    latitude: location?.latitude,
    longitude: location?.longitude,
    continent: names(continent),
    metroCode: location?.metro_code === undefined ? undefined : String(location.metro_code),
    timeZone: location?.time_zone,
  };
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as GeoRecord;
}

/** The addresses of a MaxMind database in memory (GeoLite2 City; a country database gives countries only). */
export function readGeoDatabase(bytes: Buffer): GeoSource {
  const reader = new Reader<CityResponse>(bytes);
  return {
    lookup(address, language) {
      const found = reader.get(address);
      return found === null ? undefined : recordOf(found, language);
    },
  };
}

/** Opens a MaxMind database file, `.mmdb`; rejects where it cannot be read or is no such database. */
export async function openGeoDatabase(path: string): Promise<GeoSource> {
  return readGeoDatabase(await readFile(path));
}
