import { type CatalogMacro, macroOf } from '../content/catalog-macro.js';
import { isTrueSetting } from '../content/conf-text.js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { TimeRange } from '../exec/context.js';
import type { GeoSource } from '../exec/geo-source.js';
import { defaultLimits, type Limits } from '../values/limits.js';
import { defaultSemantics, type Semantics } from '../values/semantics.js';
import { resolveTimeModifier } from '../values/time/spec.js';
import { isTimeZone } from '../values/time/zone.js';
import type { PlainEvent } from './plain-events.js';

/** A macro as an option: its text, or its text with arguments. The key is `name` or `name(2)`. */
export type MacroOption =
  | string
  | {
      readonly definition: string;
      readonly args?: readonly string[] | string;
      /** As in macros.conf: `iseval = 1`. */
      readonly iseval?: boolean | number | string;
      readonly validation?: string;
      readonly errormsg?: string;
    };

/** Settings of a lookup, named as in transforms.conf (spl-commands 8.2). */
export type LookupOption = Readonly<Record<string, string | number | boolean>>;

/** What a search may be told; everything has a default. */
export interface SearchOptions {
  /** Macros by name; `name(2)` for two arguments. */
  readonly macros?: Readonly<Record<string, MacroOption>>;
  /** Tables by name; a row is an object of cells. */
  readonly lookups?: Readonly<Record<string, readonly PlainEvent[]>>;
  readonly lookupDefinitions?: Readonly<Record<string, LookupOption>>;
  /** Events of data sets by `Model.Dataset`, with unprefixed field names; `nodename` names child data sets. */
  readonly dataModels?: Readonly<Record<string, readonly PlainEvent[]>>;
  /** Metric data points: `metric_name`, `_value`, dimensions. */
  readonly metrics?: readonly PlainEvent[];
  /** Where addresses are, for `iplocation`; without it the command adds nothing and says so. */
  readonly geo?: GeoSource;
  /** Start of the search: epoch seconds, a Date or ISO text. Without it the time of the call. */
  readonly now?: number | Date | string;
  /** First instant of the search: epoch seconds or a time modifier such as `-24h@h`. Without it all time. */
  readonly earliest?: number | string;
  /** First instant after the search. */
  readonly latest?: number | string;
  /** IANA name; UTC without it. */
  readonly timeZone?: string;
  readonly limits?: Partial<Limits>;
  readonly semantics?: Partial<Semantics>;
  /** Where `random()` starts; the same seed gives the same numbers. */
  readonly seed?: number;
}

/** Options with their defaults filled in. */
export interface Settings {
  readonly now: number;
  readonly timeZone: string;
  readonly range: TimeRange;
  readonly limits: Limits;
  readonly semantics: Semantics;
  readonly seed: number;
}

function epochOf(value: number | Date | string | undefined): number {
  // The one place of the library that looks at the clock: an option nobody gave.
  if (value === undefined) return Math.floor(Date.now() / 1000);
  if (typeof value === 'number') return value;
  const parsed =
    typeof value === 'string' && /^\d+(\.\d+)?$/.test(value) ? Number(value) * 1000 : new Date(value).getTime();
  return parsed / 1000;
}

/** Reads the options of a run; what cannot be read is reported. */
export function readSettings(options: SearchOptions): { settings: Settings; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const wrong = (option: string, expected: string, found: unknown): void => {
    diagnostics.push(diagnostic('wrong-option-value', { option, expected, found: String(found) }));
  };
  const now = epochOf(options.now);
  if (!Number.isFinite(now)) wrong('now', 'epoch seconds or an ISO time', options.now);
  let timeZone = options.timeZone ?? 'UTC';
  if (!isTimeZone(timeZone)) {
    wrong('timeZone', 'a time zone such as Europe/Berlin', timeZone);
    timeZone = 'UTC';
  }
  const bound = (name: 'earliest' | 'latest', open: number): number => {
    const given = options[name];
    if (given === undefined || given === '') return open;
    if (typeof given === 'number') return given;
    const resolved = resolveTimeModifier(given, now, timeZone);
    if (typeof resolved === 'number') return resolved;
    wrong(name, 'epoch seconds or a time such as -24h@h', given);
    return open;
  };
  const earliest = bound('earliest', Number.NEGATIVE_INFINITY);
  const latest = bound('latest', Number.POSITIVE_INFINITY);
  return {
    settings: {
      now,
      timeZone,
      range: { earliest, latest },
      limits: { ...defaultLimits, ...options.limits },
      semantics: { ...defaultSemantics, ...options.semantics },
      seed: options.seed ?? 1,
    },
    diagnostics,
  };
}

/** Macros given as options, for a catalog. */
export function macrosOf(given: SearchOptions['macros'] = {}): CatalogMacro[] {
  return Object.entries(given).map(([key, option]) => {
    const name = key.replace(/\(\d*\)$/, '');
    const parts = typeof option === 'string' ? { definition: option } : option;
    const args =
      parts.args === undefined
        ? []
        : typeof parts.args === 'string'
          ? parts.args.split(',').map((arg) => arg.trim())
          : parts.args;
    return {
      ...macroOf(name, args, parts.definition, 'option'),
      ...(isTrueSetting(String(parts.iseval ?? '')) ? { isEval: true } : {}),
      ...(parts.validation === undefined ? {} : { validation: parts.validation }),
      ...(parts.errormsg === undefined ? {} : { errorMessage: parts.errormsg }),
    };
  });
}
