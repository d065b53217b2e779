import type { LintRule } from './define.js';

/** Checks of contentctl 5.6 and of the ESCU 6 schemas that loading answers: by schema, reader or compiler. */
export const loadedChecks: readonly (readonly [check: string, code: string, how: string])[] = [
  ['file readable', 'content-unreadable', 'reader'],
  ['YAML parses', 'yaml-syntax', 'reader; what PyYAML takes and YAML 1.2 does not is read with `yaml-lenient`'],
  ['file not empty', 'content-empty', 'reader'],
  ['no `__UPDATE__` placeholder', 'content-placeholder', 'reader'],
  ['unknown keys rejected', 'content-schema', 'schema, with the nearest known key'],
  ['author ≤255, description ≤10,000 characters', 'content-schema', 'schema'],
  ['date has the form of a date', 'content-schema', 'schema; see `date-invalid` for the calendar'],
  ['version is a non-negative integer (≥1 in ESCU 6)', 'content-schema', 'schema'],
  ['id is a UUID', 'content-schema', 'schema'],
  ['throttling period `^[0-9]+[smh]$`', 'content-schema', 'schema'],
  ['drilldown keys present', 'content-schema', 'schema'],
  ['enrichment fields not hand-written', 'content-schema', 'schema: they are unknown keys'],
  ['each macro exists', 'macro-unknown', 'macro expansion, nested calls too, with suggestions'],
  ['macro called with the right number of arguments', 'macro-argument-count', 'macro expansion'],
  ['each CSV row has the header’s column count', 'lookup-row-length', 'lookup reader'],
  ['CSV file of a lookup exists', 'lookup-data-missing', 'lookup reader'],
  ['macro definition not empty', 'content-schema', 'schema'],
  [
    'baseline/investigation: type, search',
    'content-schema',
    'schema; their lookups, macros and syntax as for detections',
  ],
  ['data-source fields', 'content-schema', 'schema'],
  ['the search parses (not checked by contentctl)', 'syntax-error', 'parser'],
];

/** Checks that escudo leaves to others, with the reason. */
const leftChecks: readonly (readonly [check: string, reason: string])[] = [
  ['attack_data answers a HEAD request', 'escudo reaches no network; `escudo test` says which data is missing'],
  [
    'ATT&CK id, CVE and atomic GUID known to their catalogues',
    'needs the catalogues from the network; their form is checked',
  ],
  ['TA version against Splunkbase', 'needs the network'],
];

/** The table `grammar/checks.md`: every check of contentctl with what answers it here, and every rule with what it says. */
export function checksTable(rules: readonly LintRule[]): string {
  const covered = rules.flatMap((rule) =>
    (rule.contentctl ?? []).map((check) => [check, rule.id, 'lint rule'] as const),
  );
  const rows = [...loadedChecks, ...covered].map(
    ([check, code, how]) => `| ${cell(check)} | \`${code}\` | ${cell(how)} |`,
  );
  const left = leftChecks.map(([check, reason]) => `| ${cell(check)} | ${cell(reason)} |`);
  const all = rules.map(
    (rule) =>
      `| \`${rule.id}\` | ${rule.severity} | ${rule.category} | ${cell(rule.what)} | ${cell(rule.why)} | ${cell(rule.fix)} |`,
  );
  return [
    '# Checks of `escudo check`',
    '',
    'Generated from the rules; a test fails when it differs from them.',
    '',
    '## What contentctl checks, and what answers here',
    '',
    '| Check | Code or rule | By |',
    '|---|---|---|',
    ...rows,
    '',
    'Not checked:',
    '',
    '| Check | Why |',
    '|---|---|',
    ...left,
    '',
    '## Rules',
    '',
    '| Rule | Severity | About | What | Why | What to do |',
    '|---|---|---|---|---|---|',
    ...all,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
