import { filledText, type JsonSchema, listOf, mapping, named, oneOfWords, text, texts } from './building-blocks.js';

/** `escudo.yml`: how a repository is checked, and what it takes from other apps. */
export const escudoSchema: JsonSchema = named(
  'escudo',
  'escudo.yml',
  mapping([], {
    rules: {
      type: 'object',
      additionalProperties: { anyOf: [oneOfWords('off', 'info', 'warning', 'error'), { const: false }] },
    },
    ignore: listOf(
      mapping(['rule', 'reason'], { rule: filledText, paths: texts, reason: { ...filledText, minLength: 3 } }),
    ),
    provided: mapping([], {
      macros: {
        type: 'array',
        items: { anyOf: [filledText, mapping(['name'], { name: filledText, arguments: texts, definition: text })] },
      },
      lookups: texts,
      datamodels: texts,
    }),
    content: texts,
  }),
);
