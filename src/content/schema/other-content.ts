import {
  count,
  date,
  filledText,
  flag,
  type JsonSchema,
  listOf,
  longText,
  mapping,
  named,
  oneOfWords,
  optionalTexts,
  text,
  texts,
  uuid,
  version,
} from './building-blocks.js';
import { inlineDeployment } from './deployment.js';

const identity: Readonly<Record<string, JsonSchema>> = {
  name: filledText,
  id: uuid,
  version,
  date,
  creation_date: date,
  modification_date: date,
  author: text,
  description: longText,
};

/** `macros/*.yml` of either format. */
export const macroSchema: JsonSchema = named(
  'macro',
  'Macro',
  mapping(['name', 'definition'], { ...identity, definition: filledText, arguments: texts, tags: { type: 'object' } }),
);

/** One or several `WILDCARD(column)` and `CIDR(column)`; `EXACT` says what holds anyway. */
const matchType: JsonSchema = {
  pattern: '^\\s*(?:(?:WILDCARD|CIDR|EXACT)\\([^()]+\\)[\\s,]*)*$',
  description: 'must be WILDCARD(column) or CIDR(column)',
};

/** `lookups/*.yml` of either format. */
export const lookupSchema: JsonSchema = named(
  'lookup',
  'Lookup',
  mapping(['name'], {
    ...identity,
    lookup_type: oneOfWords('csv', 'kvstore', 'mlmodel'),
    filename: text,
    collection: text,
    fields: texts,
    fields_list: text,
    default_match: text,
    match_type: { type: ['array', 'string'], items: { type: 'string', ...matchType }, ...matchType },
    max_matches: { type: 'integer', minimum: 1, maximum: 1000 },
    min_matches: count,
    case_sensitive_match: flag,
    time_field: text,
    time_format: text,
    min_offset_secs: count,
    max_offset_secs: count,
    filter: text,
  }),
);

/** `baselines/*.yml`. */
export const baselineSchema: JsonSchema = named('baseline', 'Baseline', {
  // In ESCU 6.x the folder says it.
  dependentRequired: { date: ['type'] },
  ...mapping(['name', 'search'], {
    ...identity,
    type: text,
    status: text,
    search: filledText,
    data_source: optionalTexts,
    datamodel: optionalTexts,
    how_to_implement: longText,
    known_false_positives: longText,
    references: optionalTexts,
    deployment: inlineDeployment,
    schedule: text,
    custom_schedule: { type: 'object' },
    tags: { type: 'object' },
    analytic_story: optionalTexts,
    product: optionalTexts,
    security_domain: text,
    deprecation_info: { type: 'object' },
  }),
});

/** `data_sources/*.yml`. */
export const dataSourceSchema: JsonSchema = named(
  'data-source',
  'Data source',
  mapping(['name', 'source', 'sourcetype'], {
    ...identity,
    source: text,
    sourcetype: text,
    separator: text,
    separator_value: text,
    configuration: text,
    logsource: { type: 'object' },
    mitre_components: optionalTexts,
    supported_TA: listOf(mapping(['name'], { name: text, url: text, version: text })),
    fields: optionalTexts,
    output_fields: optionalTexts,
    field_mappings: listOf(
      mapping(['data_model', 'mapping'], { data_model: text, data_set: text, mapping: { type: 'object' } }),
    ),
    convert_to_log_source: listOf(
      mapping(['data_source', 'mapping'], { data_source: text, mapping: { type: 'object' } }),
    ),
    example_log: text,
  }),
);

const storyKeys: Readonly<Record<string, JsonSchema>> = {
  category: optionalTexts,
  product: optionalTexts,
  usecase: text,
  cve: optionalTexts,
};

/** `stories/*.yml` of either format. */
export const storySchema: JsonSchema = named(
  'story',
  'Analytic story',
  mapping(['name', 'id', 'version', 'author', 'description', 'narrative'], {
    ...identity,
    status: text,
    narrative: filledText,
    references: optionalTexts,
    tags: mapping([], { ...storyKeys, group: optionalTexts, analytic_story: text }),
    ...storyKeys,
    threat_group: optionalTexts,
  }),
);

/** `dashboards/*.yml`; the layout is a JSON file of the same name. */
export const dashboardSchema: JsonSchema = named(
  'dashboard',
  'Dashboard',
  mapping(['name', 'id', 'version', 'author', 'description'], {
    ...identity,
    status: text,
    references: optionalTexts,
    json_obj: longText,
    j2_template: longText,
  }),
);

/** `playbooks/*.yml` of either format. */
export const playbookSchema: JsonSchema = named(
  'playbook',
  'Playbook',
  mapping(['name', 'id', 'version', 'author', 'type', 'description', 'playbook', 'how_to_implement', 'app_list'], {
    ...identity,
    status: text,
    type: text,
    playbook: filledText,
    how_to_implement: filledText,
    references: optionalTexts,
    app_list: optionalTexts,
    tags: { type: 'object' },
    detections: optionalTexts,
    labels: optionalTexts,
    platform_tags: optionalTexts,
    playbook_type: text,
    vpe_type: text,
    playbook_fields: optionalTexts,
    playbook_outputs: optionalTexts,
    product: optionalTexts,
    use_cases: optionalTexts,
    defend_technique_id: { type: ['array', 'string', 'null'], items: text },
  }),
);

/** `contentctl.yml`: the parts that mean something to content; the rest configures other tools. */
export const configSchema: JsonSchema = named('config', 'contentctl.yml', {
  type: 'object',
  properties: {
    path: text,
    app: {
      type: 'object',
      properties: { title: text, appid: text, version: text, prefix: text, label: text, author_name: text },
    },
    apps: { type: 'array', items: { type: 'object' } },
  },
});
