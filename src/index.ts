export { type DetectionInput, type EvaluateOptions, type Evaluation, evaluate } from './api/evaluate.js';
export type { LookupOption, MacroOption, SearchOptions } from './api/options.js';
export type { PlainEvent, Row } from './api/plain-events.js';
export { type SearchResult, search } from './api/search.js';
export type { Diagnostic, Label, Severity } from './diagnostics/diagnostic.js';
export { renderText } from './diagnostics/render-text.js';
export type { Finding, FindingEntity, MissingField, RiskEvent } from './findings/finding.js';
export type { Limits } from './values/limits.js';
export type { Semantics } from './values/semantics.js';
