import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

const types = new Set(['TTP', 'Anomaly', 'Hunting', 'Correlation', 'Baseline', 'Investigation']);
const statuses = new Set(['production', 'experimental', 'deprecated', 'validation', 'removed']);

/** A status or type that does not exist. */
export const statusAndType = defineRule({
  id: 'status-and-type',
  severity: 'error',
  category: 'metadata',
  what: 'The status or type of a detection is not one of the known words, or `enabled_by_default` is set where it may not be.',
  why: 'Type and status decide whether and how the detection is scheduled, and what its rows become.',
  fix: 'Types are TTP, Anomaly, Hunting, Correlation; a status is production, experimental, deprecated or validation.',
  contentctl: [
    'status in the enum permitted for the type',
    '`type`/`status` enums',
    '`enabled_by_default` only for production Anomaly/Correlation/TTP',
  ],
  good: [{}],
  bad: [
    { yaml: 'type: Signature' },
    { yaml: 'status: final' },
    { yaml: 'status: experimental\nenabled_by_default: true' },
  ],
  detection(detection, cx) {
    const { type, status } = detection;
    if (type !== '' && !types.has(type))
      cx.report(`\`${type}\` is no type of a detection.`, {
        at: keyPlace(detection, 'type'),
        help: [`Types: ${[...types].join(', ')}.`],
      });
    if (status !== '' && !statuses.has(status))
      cx.report(`\`${status}\` is no status.`, {
        at: keyPlace(detection, 'status'),
        help: [`A status: ${[...statuses].join(', ')}.`],
      });
    const enabled = detection.document.entries.get('enabled_by_default')?.value;
    if (
      enabled?.kind === 'scalar' &&
      enabled.value === true &&
      !(status === 'production' && /^(?:anomaly|correlation|ttp)$/i.test(type))
    ) {
      cx.report('Only production TTP, Anomaly and Correlation detections may be enabled by default.', {
        at: keyPlace(detection, 'enabled_by_default'),
      });
    }
  },
});
