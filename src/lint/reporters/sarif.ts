import { type JsonPlace, renderJson } from '../../diagnostics/render-json.js';
import type { LintDiagnostic } from '../define.js';
import type { ReportContext, Reporter } from './context.js';
import { explain } from './explanation.js';
import { Fingerprints } from './fingerprint.js';

const levels = { error: 'error', warning: 'warning', info: 'note' } as const;

/** SARIF 2.1.0, as code hosts read it: rules with their help, places, fixes, and fingerprints that survive moved lines. */
export const sarif: Reporter = (report, context) => {
  const ids = [...new Set(report.findings.map((found) => found.code))].sort();
  const fingerprints = new Fingerprints();
  const rules = ids.map((id) => {
    const { short, long, category } = explain(id, context.rules);
    const rule = context.rules.find((each) => each.id === id);
    return {
      id,
      shortDescription: { text: short },
      fullDescription: { text: long },
      help: {
        text: long,
        ...(rule === undefined ? {} : { markdown: `**${rule.what}**\n\n${rule.why}\n\n${rule.fix}` }),
      },
      ...(rule === undefined ? {} : { defaultConfiguration: { level: levels[rule.severity] } }),
      properties: { tags: [category] },
    };
  });
  const results = mostSevere(report.findings).map((found) => result(found, ids, fingerprints, context));
  const driver = { name: 'escudo', version: context.version, rules };
  const run = {
    tool: { driver },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { ROOT: { description: { text: 'The content repository.' } } },
    results,
  };
  return `${JSON.stringify({ $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] }, null, 2)}\n`;
};

/** A report with more results is refused as a whole. */
const mostResults = 25_000;

/** The findings in their order; where they are too many, the most severe of them. */
function mostSevere(findings: readonly LintDiagnostic[]): readonly LintDiagnostic[] {
  if (findings.length <= mostResults) return findings;
  const weights = ['error', 'warning', 'info'];
  const chosen = findings
    .map((found, index) => ({ index, weight: weights.indexOf(found.severity) }))
    .sort((a, b) => a.weight - b.weight || a.index - b.index)
    .slice(0, mostResults);
  return chosen.sort((a, b) => a.index - b.index).map(({ index }) => findings[index]!);
}

/** The place of a finding about no file in particular: code hosts refuse a report with a result that has none. */
const wholeContent = { physicalLocation: { artifactLocation: { uri: '.', uriBaseId: 'ROOT' } } };

function result(found: LintDiagnostic, ids: readonly string[], fingerprints: Fingerprints, context: ReportContext) {
  const plain = renderJson(found);
  const location = (place: JsonPlace) => ({
    physicalLocation: { artifactLocation: artifact(place.file, context), region: region(place) },
    ...(place.message === undefined ? {} : { message: { text: place.message } }),
  });
  const related = [...plain.calls, ...plain.related].map((place, id) => ({ id, ...location(place) }));
  const text = [found.message, ...found.help].join(' ');
  return {
    ruleId: found.code,
    ruleIndex: ids.indexOf(found.code),
    level: levels[found.severity],
    message: { text },
    locations: [plain.place === undefined ? wholeContent : location(plain.place)],
    ...(related.length === 0 ? {} : { relatedLocations: related }),
    partialFingerprints: {
      'escudo/v1': fingerprints.of(found, plain.place === undefined ? '' : context.pathOf(plain.place.file)),
    },
    ...(plain.fixes.length === 0
      ? {}
      : {
          fixes: plain.fixes.map((fix) => ({
            description: { text: fix.title },
            artifactChanges: [
              {
                artifactLocation: artifact(fix.place.file, context),
                replacements: [{ deletedRegion: region(fix.place), insertedContent: { text: fix.text } }],
              },
            ],
          })),
        }),
  };
}

function artifact(file: string, { pathOf }: ReportContext) {
  const path = pathOf(file).split('/').map(encodeURIComponent).join('/');
  return path.startsWith('/') ? { uri: `file://${path}` } : { uri: path, uriBaseId: 'ROOT' };
}

function region({ start, end }: JsonPlace) {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}
