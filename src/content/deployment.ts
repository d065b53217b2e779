import type { Label } from '../diagnostics/diagnostic.js';
import type { MapReader } from './map-reader.js';
import { type PlacedText, placed } from './placed-text.js';

/** When a search runs and over which time: `scheduling` of a classic deployment, a schedule of ESCU 6.x. */
export interface Schedule {
  readonly cron?: string;
  /** Relative time such as `-70m@m`. */
  readonly earliest?: string;
  readonly latest?: string;
  readonly window?: string;
}

/** Where the parts of a schedule stand. */
export type ScheduleLabels = Readonly<Partial<Record<keyof Schedule, Label>>>;

/** A schedule, and where its parts stand as far as that is known. */
export interface PlacedSchedule {
  readonly schedule: Schedule;
  readonly scheduleAt?: ScheduleLabels | undefined;
}

/** The notable that a deployment asks for; title and description hold `%name%` and `%description%`. */
export interface NotableAction {
  readonly title: string;
  readonly description: string;
  /** Fields of the row that the notable shows. */
  readonly fields: readonly string[];
  /** Its title and description as they are written, where they are. */
  readonly texts?: readonly PlacedText[];
}

/** What is done with the rows of a detection: when it runs, whether rows become notables, whether they become risk events. */
export interface Deployment extends PlacedSchedule {
  readonly name: string;
  /** The detection type it is the default for. */
  readonly type?: string;
  readonly notable?: NotableAction;
  readonly risk: boolean;
  /** Actions that no build carries out: `email`, `slack`, `phantom`. */
  readonly otherActions?: readonly PlacedText[];
  readonly at?: Label;
  readonly typeAt?: Label;
}

/** Classic `deployments/*.yml`, ESCU 6.x `schedules/*.yml`, and the `deployment` block inside a detection or baseline. */
export function readDeployment(map: MapReader, name = map.trimmed('name')): Deployment {
  const actions = map.map('alert_action');
  const notable = actions?.map('notable');
  const type = map.text('type')?.trim();
  const others = ['email', 'slack', 'phantom'].filter((key) => actions?.has(key));
  return {
    name,
    ...(type === undefined ? {} : { type, typeAt: map.at('type') }),
    ...readSchedule(map.map('scheduling') ?? map),
    ...(notable === undefined
      ? {}
      : {
          notable: {
            title: notable.text('rule_title') ?? '%name%',
            description: notable.text('rule_description') ?? '%description%',
            fields: notable.texts('nes_fields').map((field) => field.trim()),
            texts: ['rule_title', 'rule_description'].flatMap((key) => placed(notable, key) ?? []),
          },
        }),
    risk: actions?.map('rba')?.flag('enabled') ?? false,
    ...(others.length === 0 || actions === undefined
      ? {}
      : { otherActions: others.map((text) => ({ text, at: keyOf(actions, text) })) }),
    at: map.at(map.firstOf('name', 'scheduling')),
  };
}

function keyOf(map: MapReader, key: string): Label {
  return { source: map.file, span: map.node.entries.get(key)!.key };
}

const scheduleKeys = {
  cron: ['cron_schedule', 'cron'],
  earliest: ['earliest_time', 'earliest'],
  latest: ['latest_time', 'latest'],
  window: ['schedule_window', 'window'],
} as const;

/** Reads both spellings: `cron_schedule earliest_time latest_time schedule_window` and `cron earliest latest window`. */
export function readSchedule(map: MapReader): Required<PlacedSchedule> {
  const schedule: Partial<Record<keyof Schedule, string>> = {};
  const scheduleAt: Partial<Record<keyof Schedule, Label>> = {};
  for (const part of Object.keys(scheduleKeys) as (keyof Schedule)[]) {
    const key = map.firstOf(...scheduleKeys[part]);
    const text = map.text(key)?.trim();
    if (text === undefined) continue;
    schedule[part] = text;
    scheduleAt[part] = map.at(key);
  }
  return { schedule, scheduleAt };
}

/** The default configuration of a type where a repository brings none (escu-formats 1). */
export function defaultDeployment(type: string): Deployment {
  const kind = type.toLowerCase();
  const notable = kind === 'ttp' || kind === 'correlation';
  const daily = kind === 'baseline';
  return {
    name: `default ${type}`,
    type,
    schedule: {
      cron: daily ? '10 0 * * *' : '0 * * * *',
      earliest: daily ? '-1450m@m' : '-70m@m',
      latest: '-10m@m',
      window: 'auto',
    },
    ...(notable ? { notable: { title: '%name%', description: '%description%', fields: ['user', 'dest'] } } : {}),
    risk: kind === 'ttp' || kind === 'anomaly',
  };
}
