/** Where an address is, as far as it is known; names in the language asked for. */
export interface GeoRecord {
  readonly city?: string;
  readonly country?: string;
  readonly region?: string;
  readonly latitude?: number;
  readonly longitude?: number;
  readonly continent?: string;
  readonly metroCode?: string;
  readonly timeZone?: string;
}

/** A database of addresses for `iplocation` (spl-commands 7.6). */
export interface GeoSource {
  /** Undefined for an address it does not know. `language`: `en`, `de`, ...; names fall back to English. */
  lookup(address: string, language: string): GeoRecord | undefined;
}
