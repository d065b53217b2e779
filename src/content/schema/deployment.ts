import {
  count,
  date,
  flag,
  type JsonSchema,
  longText,
  mapping,
  named,
  optionalTexts,
  text,
  uuid,
  version,
} from './building-blocks.js';

const classicScheduling = mapping(['cron_schedule', 'earliest_time', 'latest_time'], {
  cron_schedule: text,
  earliest_time: text,
  latest_time: text,
  schedule_window: text,
});

const alertAction = mapping([], {
  notable: mapping(['rule_title', 'rule_description'], {
    rule_title: text,
    rule_description: text,
    nes_fields: optionalTexts,
  }),
  rba: mapping([], { enabled: flag }),
  email: mapping([], { message: text, subject: text, to: text }),
  slack: mapping([], { channel: text, message: text }),
  phantom: mapping([], { cam_workers: text, label: text, phantom_server: text, sensitivity: text, severity: text }),
});

/** The block inside a detection or baseline; the name is that of its owner. */
export const inlineDeployment: JsonSchema = mapping([], {
  name: text,
  scheduling: classicScheduling,
  alert_action: alertAction,
});

/** Classic `deployments/*.yml`. */
export const deploymentSchema: JsonSchema = named(
  'deployment',
  'Deployment',
  mapping(['name', 'scheduling', 'type'], {
    name: text,
    id: uuid,
    version,
    date,
    author: text,
    description: longText,
    scheduling: classicScheduling,
    alert_action: alertAction,
    type: text,
    tags: { type: 'object' },
  }),
);

/** A schedule of ESCU 6.x, in its own words or in those of older deployments; which of them it needs is a rule of `check`. */
const scheduleKeys: Readonly<Record<string, JsonSchema>> = {
  cron: text,
  window: text,
  earliest: text,
  latest: text,
  cron_schedule: text,
  schedule_window: text,
  earliest_time: text,
  latest_time: text,
};

/** `custom_schedule` of a detection of ESCU 6.x. */
export const customSchedule: JsonSchema = mapping([], scheduleKeys);

/** ESCU 6.x `schedules/*.yml`. */
export const scheduleSchema: JsonSchema = named(
  'schedule',
  'Schedule',
  mapping(['name'], {
    name: text,
    id: uuid,
    version,
    creation_date: date,
    modification_date: date,
    author: text,
    description: longText,
    type: text,
    priority: count,
    ...scheduleKeys,
  }),
);
