import type { LintRule } from './define.js';
import { conditionAlwaysTrue } from './rules/condition-always-true.js';
import { conditionNeverTrue } from './rules/condition-never-true.js';
import { drilldownTokenMissing } from './rules/drilldown-token-missing.js';
import { fieldNotAvailable } from './rules/field-not-available.js';
import { messageTokenMissing } from './rules/message-token-missing.js';
import { notableFieldMissing } from './rules/notable-field-missing.js';
import { outputFieldMissing } from './rules/output-field-missing.js';
import { riskFieldMissing } from './rules/risk-field-missing.js';
import { throttleFieldMissing } from './rules/throttle-field-missing.js';

export const lintRules: readonly LintRule[] = [
  conditionAlwaysTrue,
  conditionNeverTrue,
  drilldownTokenMissing,
  fieldNotAvailable,
  messageTokenMissing,
  notableFieldMissing,
  outputFieldMissing,
  riskFieldMissing,
  throttleFieldMissing,
];
