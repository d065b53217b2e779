import type { ContentKind } from '../../content/content-kind.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

const types = new Set(['TTP', 'Anomaly', 'Hunting', 'Correlation']);
const baselineTypes = new Set(['Baseline', 'Investigation']);
const statuses = new Set(['production', 'experimental', 'deprecated', 'validation']);
/** Kinds whose files have a status. */
const withStatus = new Set<ContentKind>(['detection', 'baseline', 'story', 'dashboard', 'playbook']);

/** A status or type that does not exist. */
export const statusAndType = defineRule({
  id: 'status-and-type',
  severity: 'error',
  category: 'metadata',
  what: 'The status or type of a detection or of what stands beside it is not one of the known words, or `enabled_by_default` is set where it may not be.',
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
    { yaml: 'type: Baseline' },
    { files: { 'baselines/b.yml': 'name: B\ntype: TTP\nsearch: index=a' } },
    { files: { 'stories/s.yml': 'name: S\nnarrative: It goes.\nstatus: done' } },
    {
      files: {
        'deployments/d.yml':
          'name: D\ntype: Huntign\nscheduling: {cron_schedule: "0 * * * *", earliest_time: -70m@m, latest_time: -10m@m}',
      },
    },
    { yaml: 'status: experimental\nenabled_by_default: true' },
  ],
  head({ kind, status, type }, cx) {
    if (withStatus.has(kind) && status !== undefined && !statuses.has(status.text))
      cx.report(`\`${status.text}\` is no status.`, {
        at: status.at,
        help: [
          `A status: ${[...statuses].join(', ')}.`,
          ...(status.text === 'removed' ? ['Removed content lies in the folder `removed`.'] : []),
        ],
      });
    if (kind === 'baseline' && type !== undefined && !baselineTypes.has(type.text))
      cx.report(`\`${type.text}\` is no type of a baseline.`, {
        at: type.at,
        help: [`Types: ${[...baselineTypes].join(', ')}.`],
      });
  },
  deployment({ type, typeAt }, cx) {
    if (type === undefined || typeAt === undefined || types.has(type) || baselineTypes.has(type)) return;
    const all = [...types, ...baselineTypes];
    cx.report(`\`${type}\` is no type of a search.`, {
      at: typeAt,
      help: [...didYouMean(suggest(type, all, 1)), `Types: ${all.join(', ')}.`],
    });
  },
  detection(detection, cx) {
    const { type, status } = detection;
    if (type !== '' && !types.has(type))
      cx.report(`\`${type}\` is no type of a detection.`, {
        at: keyPlace(detection, 'type'),
        help: baselineTypes.has(type)
          ? [`Content of the type \`${type}\` lies in the folder \`${type.toLowerCase()}s\`.`]
          : [`Types: ${[...types].join(', ')}.`],
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
