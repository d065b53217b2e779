import type { LintRule } from './define.js';
import { actionUnsupported } from './rules/action-unsupported.js';
import { andAfterTime } from './rules/and-after-time.js';
import { annotationsRule } from './rules/annotations.js';
import { appSettings } from './rules/app-settings.js';
import { backslashBeforeQuote } from './rules/backslash-before-quote.js';
import { binNotGrouped } from './rules/bin-not-grouped.js';
import { catalogHead } from './rules/catalog-head.js';
import { conditionAlwaysTrue } from './rules/condition-always-true.js';
import { conditionNeverTrue } from './rules/condition-never-true.js';
import { ctimeOfNoEpoch } from './rules/ctime-of-no-epoch.js';
import { dashboardLayout } from './rules/dashboard-layout.js';
import { dashboardToken } from './rules/dashboard-token.js';
import { dataModelField } from './rules/data-model-field.js';
import { dataSetPrefix } from './rules/data-set-prefix.js';
import { dataSourceFields } from './rules/data-source-fields.js';
import { dataSourceUnused } from './rules/data-source-unused.js';
import { dateInvalid } from './rules/date-invalid.js';
import { dateNotChanged } from './rules/date-not-changed.js';
import { deploymentResolution } from './rules/deployment-resolution.js';
import { deprecationMapping } from './rules/deprecation-mapping.js';
import { dottedName } from './rules/dotted-name.js';
import { drilldownTokenMissing } from './rules/drilldown-token-missing.js';
import { drilldownsRule } from './rules/drilldowns.js';
import { duplicateIdentity } from './rules/duplicate-identity.js';
import { earliestAfterLatest } from './rules/earliest-after-latest.js';
import { eventFieldName } from './rules/event-field-name.js';
import { fieldMadeLater } from './rules/field-made-later.js';
import { fieldNeverUsed } from './rules/field-never-used.js';
import { fieldNotAvailable } from './rules/field-not-available.js';
import { fieldOrText } from './rules/field-or-text.js';
import { fileName } from './rules/file-name.js';
import { filterMacroRule } from './rules/filter-macro.js';
import { joinInsteadOfStats } from './rules/join-instead-of-stats.js';
import { leadingWildcard } from './rules/leading-wildcard.js';
import { likeWithAsterisk } from './rules/like-with-asterisk.js';
import { listedTwice } from './rules/listed-twice.js';
import { lookAlikeCharacter } from './rules/look-alike-character.js';
import { lookupDefinitionRule } from './rules/lookup-definition.js';
import { lookupExactWildcards } from './rules/lookup-exact-wildcards.js';
import { lookupOrphan } from './rules/lookup-orphan.js';
import { lookupUnknownField } from './rules/lookup-unknown-field.js';
import { lowercaseOperator } from './rules/lowercase-operator.js';
import { macroInQuotes } from './rules/macro-in-quotes.js';
import { macroText } from './rules/macro-text.js';
import { messageTokenMissing } from './rules/message-token-missing.js';
import { missingPipe } from './rules/missing-pipe.js';
import { mixedAndOr } from './rules/mixed-and-or.js';
import { nameLength } from './rules/name-length.js';
import { noIndexOrSourcetype } from './rules/no-index-or-sourcetype.js';
import { notableFieldMissing } from './rules/notable-field-missing.js';
import { notableToken } from './rules/notable-token.js';
import { outputFieldMissing } from './rules/output-field-missing.js';
import { playbookReferences } from './rules/playbook-references.js';
import { referenceUrl } from './rules/reference-url.js';
import { regexAsText } from './rules/regex-as-text.js';
import { regexNeverMatches } from './rules/regex-never-matches.js';
import { riskFieldMissing } from './rules/risk-field-missing.js';
import { riskRequired } from './rules/risk-required.js';
import { riskValues } from './rules/risk-values.js';
import { scheduleInvalid } from './rules/schedule-invalid.js';
import { searchWhiteSpace } from './rules/search-white-space.js';
import { slowRegex } from './rules/slow-regex.js';
import { sortBeforeStats } from './rules/sort-before-stats.js';
import { spanLargerThanWindow } from './rules/span-larger-than-window.js';
import { statusAndType } from './rules/status-and-type.js';
import { storyAnnotations } from './rules/story-annotations.js';
import { testData } from './rules/test-data.js';
import { testSourcetype } from './rules/test-sourcetype.js';
import { testsRequired } from './rules/tests-required.js';
import { textTooShort } from './rules/text-too-short.js';
import { throttleFieldMissing } from './rules/throttle-field-missing.js';
import { timeFormat } from './rules/time-format.js';
import { tstatsSummaries } from './rules/tstats-summaries.js';
import { unboundedTransaction } from './rules/unbounded-transaction.js';
import { unknownBaseline } from './rules/unknown-baseline.js';
import { unknownDashboardSearch } from './rules/unknown-dashboard-search.js';
import { unknownDataModel } from './rules/unknown-data-model.js';
import { unknownDataSource } from './rules/unknown-data-source.js';
import { unknownDetection } from './rules/unknown-detection.js';
import { unknownLookup } from './rules/unknown-lookup.js';
import { unknownStory } from './rules/unknown-story.js';
import { unreadableNetwork } from './rules/unreadable-network.js';
import { versionNotRaised } from './rules/version-not-raised.js';
import { wildcardInEval } from './rules/wildcard-in-eval.js';

/** Every rule, by id. */
export const lintRules: readonly LintRule[] = [
  actionUnsupported,
  andAfterTime,
  annotationsRule,
  appSettings,
  backslashBeforeQuote,
  binNotGrouped,
  catalogHead,
  conditionAlwaysTrue,
  conditionNeverTrue,
  ctimeOfNoEpoch,
  dashboardLayout,
  dashboardToken,
  dataModelField,
  dataSetPrefix,
  dataSourceFields,
  dataSourceUnused,
  dateInvalid,
  dateNotChanged,
  deploymentResolution,
  deprecationMapping,
  dottedName,
  drilldownTokenMissing,
  drilldownsRule,
  duplicateIdentity,
  earliestAfterLatest,
  eventFieldName,
  fieldMadeLater,
  fieldNeverUsed,
  fieldNotAvailable,
  fieldOrText,
  fileName,
  filterMacroRule,
  joinInsteadOfStats,
  leadingWildcard,
  likeWithAsterisk,
  listedTwice,
  lookAlikeCharacter,
  lookupDefinitionRule,
  lookupExactWildcards,
  lookupOrphan,
  lookupUnknownField,
  lowercaseOperator,
  macroInQuotes,
  macroText,
  messageTokenMissing,
  missingPipe,
  mixedAndOr,
  nameLength,
  noIndexOrSourcetype,
  notableFieldMissing,
  notableToken,
  outputFieldMissing,
  playbookReferences,
  referenceUrl,
  regexAsText,
  regexNeverMatches,
  riskFieldMissing,
  riskRequired,
  riskValues,
  scheduleInvalid,
  searchWhiteSpace,
  slowRegex,
  sortBeforeStats,
  spanLargerThanWindow,
  statusAndType,
  storyAnnotations,
  testData,
  testSourcetype,
  testsRequired,
  textTooShort,
  throttleFieldMissing,
  timeFormat,
  tstatsSummaries,
  unboundedTransaction,
  unknownBaseline,
  unknownDashboardSearch,
  unknownDataModel,
  unknownDataSource,
  unknownDetection,
  unknownLookup,
  unknownStory,
  unreadableNetwork,
  versionNotRaised,
  wildcardInEval,
];
