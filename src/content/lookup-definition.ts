import type { Label } from '../diagnostics/diagnostic.js';
import type { LookupMatch } from '../values/lookup/lookup-column.js';
import { isTrueSetting } from './conf-text.js';
import type { ContentOrigin } from './origin.js';

/**
 * A lookup as searches know it (spl-commands 8.2), whatever it was written in: YAML of either format or transforms.conf.
 */
export interface LookupDefinition {
  readonly name: string;
  readonly kind: 'csv' | 'kvstore' | 'mlmodel';
  /** Data file, relative to the content root; for a KV store an optional file with its rows. */
  readonly path?: string;
  readonly collection?: string;
  /** Declared columns; empty when the header of the CSV says. */
  readonly fields: readonly string[];
  readonly description?: string;
  /** Text given to every output field when fewer than `minMatches` rows match. */
  readonly defaultMatch?: string;
  readonly minMatches: number;
  /** Rows that count at most: the first 100 in file order, or the latest one of a time-based lookup, unless the definition says otherwise. */
  readonly maxMatches: number;
  readonly caseSensitive: boolean;
  /** Fields that are not compared exactly. */
  readonly match: ReadonlyMap<string, LookupMatch>;
  readonly time?: LookupTime;
  /** Search expression that the rows of the table must meet. */
  readonly filter?: string;
  readonly origin: ContentOrigin;
  readonly at?: Label;
  /** Where its settings stand, by their keys. */
  readonly settingsAt?: Readonly<Record<string, Label>>;
}

/** A table whose rows count from a time on: the nearest rows that are not later than the event. */
export interface LookupTime {
  readonly field: string;
  /** strptime format of the field; epoch seconds when absent. */
  readonly format?: string;
  /** How much later than the row an event has to be, and may be. */
  readonly minOffsetSeconds: number;
  readonly maxOffsetSeconds: number;
}

/** The settings of a definition as text, under their transforms.conf names. */
export interface LookupSettings {
  get(setting: string): string | undefined;
}

/** The default of `time_format`: epoch seconds, the fraction optional. */
const epochFormat = '%s.%Q';

/** The part of a definition that YAML and transforms.conf write alike; defaults are those of transforms.conf. */
export function lookupMatching(
  settings: LookupSettings,
): Pick<LookupDefinition, 'minMatches' | 'maxMatches' | 'caseSensitive' | 'match'> &
  Partial<Pick<LookupDefinition, 'defaultMatch' | 'time' | 'filter'>> {
  const timeField = settings.get('time_field')?.trim() || undefined;
  const timeFormat = settings.get('time_format')?.trim();
  const defaultMatch = settings.get('default_match');
  const filter = settings.get('filter');
  const sensitive = settings.get('case_sensitive_match');
  return {
    minMatches: wholeNumber(settings.get('min_matches'), 0),
    maxMatches: wholeNumber(settings.get('max_matches'), timeField === undefined ? 100 : 1),
    caseSensitive: sensitive === undefined || isTrueSetting(sensitive),
    match: matchKinds(settings.get('match_type') ?? ''),
    ...(defaultMatch === undefined || defaultMatch === '' ? {} : { defaultMatch }),
    ...(filter === undefined ? {} : { filter }),
    ...(timeField === undefined
      ? {}
      : {
          time: {
            field: timeField,
            ...(timeFormat === undefined || timeFormat === epochFormat ? {} : { format: timeFormat }),
            minOffsetSeconds: wholeNumber(settings.get('min_offset_secs'), 0),
            maxOffsetSeconds: wholeNumber(settings.get('max_offset_secs'), 2_000_000_000),
          },
        }),
  };
}

/** `WILDCARD(a), CIDR(b)` as a map; fields that are not named compare exactly. */
function matchKinds(text: string): Map<string, LookupMatch> {
  const kinds = new Map<string, LookupMatch>();
  for (const [, kind, field] of text.matchAll(/\b(WILDCARD|CIDR|EXACT)\(([^()]*)\)/gi)) {
    kinds.set(field!.trim(), kind!.toLowerCase() as LookupMatch);
  }
  return kinds;
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  return text !== undefined && /^\s*[0-9]{1,15}\s*$/.test(text) ? Number(text) : otherwise;
}
