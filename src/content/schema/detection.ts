import {
  count,
  date,
  filledText,
  type JsonSchema,
  listOf,
  longText,
  mapping,
  named,
  oneOfWords,
  optionalTexts,
  score,
  text,
  texts,
  uuid,
  version,
} from './building-blocks.js';
import { customSchedule, inlineDeployment } from './deployment.js';

const entity = mapping(['field', 'type', 'score'], {
  field: filledText,
  type: oneOfWords('system', 'user', 'other'),
  score,
});
const threatObject = mapping(['field', 'type'], { field: filledText, type: filledText });

const attackData = mapping(['data', 'source', 'sourcetype'], {
  data: filledText,
  source: text,
  sourcetype: text,
  custom_index: text,
  host: text,
});

/** What escudo adds to a test: its events in the file itself (docs/testing.md); other tools read past it. */
const inlineTest: Readonly<Record<string, JsonSchema>> = {
  events: { type: 'array', minItems: 1, items: { type: ['string', 'object'] } },
  source: text,
  sourcetype: text,
  host: text,
  index: text,
  absent_fields: texts,
};

const drilldowns = listOf(
  mapping(['name', 'search', 'earliest_offset', 'latest_offset'], {
    name: filledText,
    search: filledText,
    earliest_offset: text,
    latest_offset: text,
  }),
);

const throttling = mapping(['fields', 'period'], {
  fields: texts,
  period: { type: 'string', pattern: '^[0-9]+[smh]$', description: 'must be a period like 3600s' },
});

/** What every form has in common. */
const shared: Readonly<Record<string, JsonSchema>> = {
  name: { ...filledText, maxLength: 99 },
  id: uuid,
  version,
  author: { ...filledText, maxLength: 255 },
  status: text,
  type: text,
  description: { ...filledText, maxLength: 10_000 },
  search: filledText,
  data_source: optionalTexts,
  how_to_implement: longText,
  known_false_positives: longText,
  references: optionalTexts,
  drilldown_searches: drilldowns,
  deployment: inlineDeployment,
  enabled_by_default: { type: 'boolean' },
};

const classicTags = mapping(['analytic_story', 'asset_type', 'product', 'security_domain'], {
  analytic_story: texts,
  asset_type: text,
  mitre_attack_id: optionalTexts,
  cve: optionalTexts,
  product: texts,
  security_domain: text,
  atomic_guid: optionalTexts,
  group: optionalTexts,
  required_fields: optionalTexts,
  confidence: score,
  impact: score,
  risk_score: score,
  risk_severity: text,
  message: longText,
  observable: listOf(mapping(['name', 'type'], { name: filledText, type: text, role: optionalTexts })),
  manual_test: text,
  throttling,
  drilldown_search: text,
  // Written by hand in files that are older than the enrichment of the content's own tools.
  automated_detection_testing: text,
  cis20: optionalTexts,
  context: optionalTexts,
  dataset: optionalTexts,
  kill_chain_phases: optionalTexts,
  nist: optionalTexts,
  supported_tas: optionalTexts,
  integration_type: text,
  event_schema: text,
  mappings: { type: 'array' },
});

/** Classic detections, with `tags.impact` or with `rba`. */
export const classicDetectionSchema: JsonSchema = named(
  'detection-classic',
  'Detection (ESCU up to 5.x)',
  mapping(['name', 'id', 'version', 'date', 'author', 'status', 'type', 'description', 'search', 'tags'], {
    ...shared,
    date,
    datamodel: optionalTexts,
    rba: mapping(['message', 'risk_objects'], {
      message: filledText,
      risk_objects: listOf(entity),
      threat_objects: listOf(threatObject),
    }),
    tags: classicTags,
    tests: listOf(
      mapping(['name'], {
        name: filledText,
        description: longText,
        expected_results: count,
        attack_data: listOf(attackData),
        ...inlineTest,
        pass_condition: text,
        earliest_time: text,
        latest_time: text,
        file: text,
      }),
    ),
  }),
);

const testOfEscu6 = mapping(['name', 'test_type'], {
  name: filledText,
  test_type: oneOfWords('unit', 'experimental'),
  description: longText,
  expected_results: count,
  attack_data: listOf({
    ...attackData,
    properties: { ...(attackData.properties as Record<string, JsonSchema>), index: text },
  }),
  ...inlineTest,
});

/** Detections of ESCU 6.x. Which risk keys a type asks for is a rule of `check`, not of the shape. */
export const escu6DetectionSchema: JsonSchema = named(
  'detection-escu6',
  'Detection (ESCU 6.x)',
  mapping(
    [
      'name',
      'id',
      'version',
      'creation_date',
      'modification_date',
      'author',
      'status',
      'type',
      'description',
      'search',
      'category',
    ],
    {
      ...shared,
      version: { ...version, minimum: 1 },
      creation_date: date,
      modification_date: date,
      analytic_story: texts,
      asset_type: text,
      product: texts,
      security_domain: text,
      mitre_attack_id: optionalTexts,
      cve: optionalTexts,
      threat_group: optionalTexts,
      atomic_guid: optionalTexts,
      category: text,
      finding: mapping(['title', 'entity'], { title: filledText, entity }),
      intermediate_findings: mapping(['entities'], {
        entities: {
          type: 'array',
          minItems: 1,
          items: mapping(['field', 'type', 'score', 'message'], {
            ...(entity.properties as Record<string, JsonSchema>),
            message: filledText,
          }),
        },
      }),
      threat_objects: listOf(threatObject),
      schedule: text,
      custom_schedule: customSchedule,
      baselines: optionalTexts,
      throttling,
      manual_test: text,
      deprecation_info: mapping(['reason'], {
        reason: longText,
        removed_in_version: text,
        replacement_content: optionalTexts,
      }),
      tests: listOf(testOfEscu6),
    },
  ),
);
