import type { SearchOptions } from '../api/options.js';
import type { EventDefaults } from '../events/raw-event.js';
import { didYouMean, suggest } from '../support/suggest.js';
import { defaultLimits, type Limits } from '../values/limits.js';
import { heapLimits } from './heap-limits.js';
import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';

export type OutputFormat = 'table' | 'json' | 'ndjson' | 'csv';

/** What the shared options say. */
export interface RunSettings {
  readonly search: SearchOptions;
  readonly defaults: EventDefaults;
  readonly format: OutputFormat;
  /** Threads that may read a file; undefined: as many as the machine has cores. */
  readonly jobs: number | undefined;
}

/** Reads the shared options; `now` is the start of the run, epoch seconds. */
export function readRunSettings(values: OptionValues, now: number): RunSettings | UsageProblem {
  const limits = readLimits(values.all('limit'));
  if ('problem' in limits) return limits as UsageProblem;
  const budget = values.one('rule-budget');
  if (budget !== undefined && !/^\d{1,6}(?:\.\d{1,3})?$/.test(budget)) {
    return {
      problem: '--rule-budget needs a number of seconds.',
      help: ['Write --rule-budget 10, or 0.5 for half a second.'],
    };
  }
  const jobs = values.one('jobs');
  if (jobs !== undefined && !/^[1-9]\d{0,2}$/.test(jobs)) {
    return { problem: '--jobs needs a number of threads.', help: ['Write --jobs 1 to read with one thread.'] };
  }
  const text = <K extends string>(option: string, key: K): { [P in K]?: string } => {
    const value = values.one(option);
    return (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
  };
  return {
    search: {
      now: values.one('now') ?? now,
      ...text('earliest', 'earliest'),
      ...text('latest', 'latest'),
      ...text('time-zone', 'timeZone'),
      limits: { ...heapLimits(), ...limits },
      ...(values.has('exact-source-names') ? { semantics: { metadataNames: 'own' as const } } : {}),
    },
    defaults: {
      ...text('sourcetype', 'sourcetype'),
      ...text('source', 'source'),
      ...text('host', 'host'),
      ...text('index', 'index'),
    },
    format: (values.one('format') ?? 'table') as OutputFormat,
    jobs: jobs === undefined ? undefined : Number(jobs),
  };
}

function readLimits(given: readonly string[]): Partial<Limits> | UsageProblem {
  const names = Object.keys(defaultLimits);
  const limits: Partial<Record<keyof Limits, number>> = {};
  for (const text of given) {
    const [, name = '', value] = /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
    if (!names.includes(name)) {
      const help = [...didYouMean(suggest(name, names)), `Limits: ${names.join(', ')}.`];
      return { problem: `There is no limit ${JSON.stringify(name)}.`, help };
    }
    if (value === undefined || !/^\d{1,12}$/.test(value)) {
      return {
        problem: `--limit ${name} needs a whole number.`,
        help: [`Write --limit ${name}=${defaultLimits[name as keyof Limits]} (the default).`],
      };
    }
    limits[name as keyof Limits] = Number(value);
  }
  return limits;
}
