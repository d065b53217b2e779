import type { MapReader } from './map-reader.js';
import type { Risk } from './risk.js';

/**
 * Where the search of a file stands that is in the form which ESCU had until 2019 (`spec_version: 2`): under `detect`,
 * `baseline` or `investigate`, then `splunk`, for detections then `correlation_rule`. Undefined for any later form.
 */
export function formerRule(map: MapReader): MapReader | undefined {
  if (map.has('search') || !map.has('spec_version')) return undefined;
  const part = ['detect', 'baseline', 'investigate'].find((key) => map.has(key));
  const splunk = part === undefined ? undefined : map.map(part)?.map('splunk');
  return splunk?.map('correlation_rule') ?? splunk?.map('saved_search') ?? splunk;
}

/** The one risk object of such a rule; the text of its notable is the message. */
export function riskOfFormerRule(rule: MapReader): Risk {
  const risk = rule.map('risk');
  const field = risk?.text('risk_object')?.trim();
  if (risk === undefined || field === undefined) return { entities: [], threatObjects: [] };
  const message = rule.map('notable')?.source('rule_description');
  const entity = {
    field,
    type: risk.texts('risk_object_type')[0]?.trim().toLowerCase() ?? 'other',
    score: risk.number('risk_score') ?? 0,
    ...(message === undefined ? {} : { message }),
    at: risk.at('risk_object'),
    key: risk.keyOf(),
  };
  return { entities: [entity], threatObjects: [] };
}
