import type { Source } from '../../source/source.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

const entityTypes = new Set(['system', 'user', 'other']);
const threatTypes = new Set([
  'certificate_common_name',
  'certificate_organization',
  'certificate_serial',
  'certificate_unit',
  'command',
  'domain',
  'email_address',
  'email_subject',
  'file_hash',
  'file_name',
  'file_path',
  'http_user_agent',
  'ip_address',
  'process',
  'process_name',
  'parent_process',
  'parent_process_name',
  'process_hash',
  'registry_path',
  'registry_value_name',
  'registry_value_text',
  'service',
  'signature',
  'system',
  'tls_hash',
  'url',
]);

/** Fields that hold machines and accounts wherever the common information model is kept. */
const systemFields = /^(?:dest|src|dvc|host|orig_host|(?:dest|src|dvc)_(?:ip|host|dns|mac)|Computer|ComputerName)$/;
const userFields = /^(?:(?:src_|dest_)?user(?:_name|Name|_id)?)$/;

/** A score out of range, an unknown type, a title whose dollars do not pair. */
export const riskValues = defineRule({
  id: 'risk-values',
  severity: 'error',
  category: 'metadata',
  what: 'A risk score is not between 1 and 100 (0 and 100 in ESCU 6.x), an entity or threat object has an unknown type, a machine is called a user or a user a machine, a message has unbalanced dollars, or one of ESCU 6.x has no `$field$`.',
  why: 'Enterprise Security refuses or misfiles the risk event.',
  fix: 'Use a score in range and a known type; write tokens as `$field$`.',
  contentctl: [
    'score 1–100, type enums',
    'balanced `$` and at least one `$field$` in titles and messages',
    'scores 0–100',
  ],
  good: [{}],
  bad: [
    {
      yaml: 'rba:\n  message: Seen on $dest$\n  risk_objects:\n    - {field: dest, type: machine, score: 40}\n  threat_objects: []',
    },
    {
      yaml: 'rba:\n  message: Seen on $dest$\n  risk_objects:\n    - {field: dest, type: system, score: 400}\n  threat_objects:\n    - {field: dest, type: thing}',
    },
    {
      yaml: 'rba:\n  message: Seen on $dest$\n  risk_objects:\n    - {field: dest, type: user, score: 40}\n  threat_objects: []',
    },
    {
      yaml: 'rba:\n  message: Seen on $dest\n  risk_objects:\n    - {field: dest, type: system, score: 40}\n  threat_objects: []',
    },
    {
      yaml: "creation_date: '2026-01-01'\nmodification_date: '2026-01-01'\ncategory: endpoint\nfinding:\n  title: Seen on $dest\n  entity: {field: dest, type: system, score: 10}",
    },
  ],
  detection(detection, cx) {
    const { risk, format } = detection;
    const least = format === 'escu6' ? 0 : 1;
    for (const { field, score, type, at, key } of [
      ...risk.entities,
      ...(risk.finding?.entity === undefined ? [] : [risk.finding.entity]),
    ]) {
      if (format !== 'observables' && (score < least || score > 100))
        cx.report(`The score ${score} is not between ${least} and 100.`, { at, about: `${key}.score` });
      else if (format !== 'observables' && !Number.isInteger(score))
        cx.report(`The score ${score} is no whole number.`, { at, about: `${key}.score` });
      if (!entityTypes.has(type))
        cx.report(`\`${type}\` is no type of a risk object.`, {
          at,
          about: `${key}.type`,
          help: [`Types: ${[...entityTypes].join(', ')}.`],
        });
      const meant = systemFields.test(field) ? 'system' : userFields.test(field) ? 'user' : type;
      if (format !== 'observables' && meant !== type && entityTypes.has(type) && type !== 'other')
        cx.report(`\`${field}\` is called a ${type} here, and by its name it is a ${meant}.`, {
          at,
          about: `${key}.type`,
          severity: 'warning',
          help: [`Write \`type: ${meant}\`: the risk is added to another thing otherwise.`],
        });
    }
    if (format === 'observables') return;
    for (const { type, at, key } of risk.threatObjects) {
      if (threatTypes.has(type)) continue;
      const close = suggest(type, threatTypes);
      cx.report(`\`${type}\` is no type of a threat object.`, {
        at,
        about: `${key}.type`,
        help: close.length > 0 ? didYouMean(close.slice(0, 1)) : [`Types: ${[...threatTypes].join(', ')}.`],
      });
    }
    const texts: Source[] = [
      ...(risk.finding === undefined ? [] : [risk.finding.title]),
      ...risk.entities.flatMap((each) => each.message ?? []),
    ];
    for (const text of texts) {
      const at = { source: text, span: { start: 0, end: text.text.length } };
      // Before 6.x nothing asks for them, and `$dest` is shown as it stands.
      const severity = format === 'escu6' ? 'error' : 'warning';
      if ((text.text.split('$').length - 1) % 2 !== 0)
        cx.report('The dollars of this text do not pair.', { at, severity });
      else if (format === 'escu6' && !/\$[\w.]+\$/.test(text.text))
        cx.report('The text has no `$field$`, so every finding reads the same.', { at });
    }
  },
});
