import { contentCodes } from './codes/content.js';
import { engineCodes } from './codes/engines.js';
import { eventCodes } from './codes/events.js';
import { knowledgeCodes } from './codes/knowledge.js';
import { macroCodes } from './codes/macros.js';
import { planCodes } from './codes/plan.js';
import { regexCodes } from './codes/regex.js';
import { runCodes } from './codes/run.js';
import { schemaCodes } from './codes/schema.js';
import { syntaxCodes } from './codes/syntax.js';
import { yamlCodes } from './codes/yaml.js';

/** Every diagnostic escudo can give. A code is never reused for another meaning. */
export const codes = {
  ...syntaxCodes,
  ...macroCodes,
  ...regexCodes,
  ...planCodes,
  ...yamlCodes,
  ...contentCodes,
  ...eventCodes,
  ...knowledgeCodes,
  ...runCodes,
  ...engineCodes,
  ...schemaCodes,
} as const;

export type DiagnosticCode = keyof typeof codes;

/** What a code's message needs to be told. */
export type CodeParams<C extends DiagnosticCode> = Parameters<(typeof codes)[C]['message']>[0];
