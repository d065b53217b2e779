import type { JsonSchema } from './building-blocks.js';
import { deploymentSchema, scheduleSchema } from './deployment.js';
import { classicDetectionSchema, escu6DetectionSchema } from './detection.js';
import { escudoSchema } from './escudo.js';
import {
  baselineSchema,
  configSchema,
  dashboardSchema,
  dataSourceSchema,
  lookupSchema,
  macroSchema,
  playbookSchema,
  storySchema,
} from './other-content.js';
import { schemaMappingSchema } from './schema-mapping.js';

/** The schema of every kind of content file, JSON Schema 2020-12, without the word lists of any one repository. */
export const schemas = {
  'detection-classic': classicDetectionSchema,
  'detection-escu6': escu6DetectionSchema,
  macro: macroSchema,
  lookup: lookupSchema,
  deployment: deploymentSchema,
  schedule: scheduleSchema,
  baseline: baselineSchema,
  'data-source': dataSourceSchema,
  story: storySchema,
  dashboard: dashboardSchema,
  playbook: playbookSchema,
  config: configSchema,
  escudo: escudoSchema,
  'schema-mapping': schemaMappingSchema,
} as const satisfies Record<string, JsonSchema>;

/** The names of the schemas. */
export type SchemaName = keyof typeof schemas;
