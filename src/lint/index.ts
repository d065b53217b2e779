import type { LintRule } from './define.js';
import { backslashBeforeQuote } from './rules/backslash-before-quote.js';
import { conditionAlwaysTrue } from './rules/condition-always-true.js';
import { conditionNeverTrue } from './rules/condition-never-true.js';
import { dataModelField } from './rules/data-model-field.js';
import { dataSetPrefix } from './rules/data-set-prefix.js';
import { dataSourceUnused } from './rules/data-source-unused.js';
import { drilldownTokenMissing } from './rules/drilldown-token-missing.js';
import { fieldNotAvailable } from './rules/field-not-available.js';
import { likeWithAsterisk } from './rules/like-with-asterisk.js';
import { lowercaseOperator } from './rules/lowercase-operator.js';
import { macroInQuotes } from './rules/macro-in-quotes.js';
import { messageTokenMissing } from './rules/message-token-missing.js';
import { mixedAndOr } from './rules/mixed-and-or.js';
import { notableFieldMissing } from './rules/notable-field-missing.js';
import { outputFieldMissing } from './rules/output-field-missing.js';
import { regexAsText } from './rules/regex-as-text.js';
import { riskFieldMissing } from './rules/risk-field-missing.js';
import { testSourcetype } from './rules/test-sourcetype.js';
import { throttleFieldMissing } from './rules/throttle-field-missing.js';
import { tstatsSummaries } from './rules/tstats-summaries.js';
import { unknownDataModel } from './rules/unknown-data-model.js';
import { wildcardInEval } from './rules/wildcard-in-eval.js';

/** Every rule, by id. */
export const lintRules: readonly LintRule[] = [
  backslashBeforeQuote,
  conditionAlwaysTrue,
  conditionNeverTrue,
  dataModelField,
  dataSetPrefix,
  dataSourceUnused,
  drilldownTokenMissing,
  fieldNotAvailable,
  likeWithAsterisk,
  lowercaseOperator,
  macroInQuotes,
  messageTokenMissing,
  mixedAndOr,
  notableFieldMissing,
  outputFieldMissing,
  regexAsText,
  riskFieldMissing,
  testSourcetype,
  throttleFieldMissing,
  tstatsSummaries,
  unknownDataModel,
  wildcardInEval,
];
