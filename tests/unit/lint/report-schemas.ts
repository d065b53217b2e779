/**
 * The parts of the public SARIF 2.1.0 specification that code hosts rely on, written as JSON schema: required properties, value
 * sets and the bounds of regions. It is not the whole schema of the standard; what it does not name is refused, so that a
 * property that we begin to write must be looked up first.
 */
const message = {
  type: 'object',
  required: ['text'],
  properties: { text: { type: 'string', minLength: 1 }, markdown: { type: 'string' } },
  additionalProperties: false,
};
const region = {
  type: 'object',
  required: ['startLine'],
  properties: {
    startLine: { type: 'integer', minimum: 1 },
    startColumn: { type: 'integer', minimum: 1 },
    endLine: { type: 'integer', minimum: 1 },
    endColumn: { type: 'integer', minimum: 1 },
  },
  additionalProperties: false,
};
const artifactLocation = {
  type: 'object',
  required: ['uri'],
  properties: { uri: { type: 'string', pattern: '^[^\\s\\\\]+$' }, uriBaseId: { type: 'string' } },
  additionalProperties: false,
};
const location = {
  type: 'object',
  required: ['physicalLocation'],
  properties: {
    id: { type: 'integer', minimum: 0 },
    message,
    physicalLocation: {
      type: 'object',
      required: ['artifactLocation'],
      properties: { artifactLocation, region },
      additionalProperties: false,
    },
  },
  additionalProperties: false,
};
const level = { enum: ['none', 'note', 'warning', 'error'] };

export const sarifSchema = {
  type: 'object',
  required: ['version', 'runs'],
  properties: {
    $schema: { type: 'string' },
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name'],
                properties: {
                  name: { type: 'string' },
                  version: { type: 'string' },
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: {
                      type: 'object',
                      required: ['id'],
                      properties: {
                        id: { type: 'string' },
                        shortDescription: message,
                        fullDescription: message,
                        help: message,
                        defaultConfiguration: { type: 'object', properties: { level }, additionalProperties: false },
                        properties: {
                          type: 'object',
                          properties: { tags: { type: 'array', items: { type: 'string' }, uniqueItems: true } },
                        },
                      },
                      additionalProperties: false,
                    },
                  },
                },
                additionalProperties: false,
              },
            },
            additionalProperties: false,
          },
          columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
          originalUriBaseIds: { type: 'object' },
          results: {
            type: 'array',
            items: {
              type: 'object',
              required: ['message'],
              properties: {
                ruleId: { type: 'string' },
                ruleIndex: { type: 'integer', minimum: 0 },
                level,
                message,
                locations: { type: 'array', items: location },
                relatedLocations: { type: 'array', items: location, uniqueItems: true },
                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                fixes: {
                  type: 'array',
                  items: {
                    type: 'object',
                    required: ['artifactChanges'],
                    properties: {
                      description: message,
                      artifactChanges: {
                        type: 'array',
                        minItems: 1,
                        items: {
                          type: 'object',
                          required: ['artifactLocation', 'replacements'],
                          properties: {
                            artifactLocation,
                            replacements: {
                              type: 'array',
                              minItems: 1,
                              items: {
                                type: 'object',
                                required: ['deletedRegion'],
                                properties: {
                                  deletedRegion: region,
                                  insertedContent: {
                                    type: 'object',
                                    required: ['text'],
                                    properties: { text: { type: 'string' } },
                                  },
                                },
                                additionalProperties: false,
                              },
                            },
                          },
                          additionalProperties: false,
                        },
                      },
                    },
                    additionalProperties: false,
                  },
                },
              },
              additionalProperties: false,
            },
          },
        },
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

const count = { type: 'string', pattern: '^[0-9]+$' };
const time = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?$' };

/** The JUnit format as CI systems read it, over elements as `{tag, attributes, children}`. */
export const junitSchema = {
  $defs: {
    text: {
      type: 'object',
      required: ['tag', 'attributes'],
      properties: {
        tag: { enum: ['failure', 'system-out'] },
        attributes: {
          type: 'object',
          properties: { message: { type: 'string' }, type: { type: 'string' } },
          additionalProperties: false,
        },
        children: { type: 'array', maxItems: 0 },
      },
    },
    testcase: {
      type: 'object',
      properties: {
        tag: { const: 'testcase' },
        attributes: {
          type: 'object',
          required: ['name', 'classname'],
          properties: { name: { type: 'string', minLength: 1 }, classname: { type: 'string' }, time },
          additionalProperties: false,
        },
        children: { type: 'array', items: { $ref: '#/$defs/text' } },
      },
    },
    testsuite: {
      type: 'object',
      properties: {
        tag: { const: 'testsuite' },
        attributes: {
          type: 'object',
          required: ['name', 'tests', 'failures', 'errors'],
          properties: { name: { type: 'string' }, tests: count, failures: count, errors: count, skipped: count, time },
          additionalProperties: false,
        },
        children: { type: 'array', minItems: 1, items: { $ref: '#/$defs/testcase' } },
      },
    },
  },
  type: 'object',
  properties: {
    tag: { const: 'testsuites' },
    attributes: {
      type: 'object',
      required: ['tests', 'failures'],
      properties: { name: { type: 'string' }, tests: count, failures: count, errors: count, time },
      additionalProperties: false,
    },
    children: { type: 'array', minItems: 1, items: { $ref: '#/$defs/testsuite' } },
  },
};
