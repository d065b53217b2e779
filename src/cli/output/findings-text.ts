import type { Detection } from '../../content/detection.js';
import { visible } from '../../diagnostics/visible-text.js';
import type {
  Finding,
  FindingAnnotations,
  Findings,
  MissingField,
  RiskEvent,
  ThreatObjectValue,
} from '../../findings/finding.js';
import { wrapCells, wrapWords } from './wrap.js';

/** Findings and risk events of one detection as blocks a person reads; ends with a line break unless empty. */
export function renderFindings(
  { findings, riskEvents, missing }: Findings,
  detection: Detection,
  width: number,
): string {
  const lines: string[] = [];
  const rows = new Set([...findings, ...riskEvents].map(({ row }) => row));
  for (const row of [...rows].sort((a, b) => a - b)) {
    for (const each of findings) if (each.row === row) lines.push(...findingLines(each, detection.type, width), '');
    for (const each of riskEvents) if (each.row === row) lines.push(...riskLines(each, width), '');
  }
  for (const each of missing) lines.push(...wrapWords(missingText(each, detection), width));
  if (missing.length > 0) lines.push('');
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, type: string, width: number): string[] {
  const { row, title, description, fields, entities, threatObjects, annotations, detection, drilldowns } = finding;
  const what = detection.format === 'escu6' ? 'Finding' : 'Notable';
  return [
    ...wrapCells(`${what} (row ${row + 1}): ${title}`, width, 4).map(({ text }) => text),
    ...labelled('type', [type], width),
    ...labelled('description', [description], width),
    ...labelled(
      'fields',
      fields.map(({ field, values }) => `${field}=${values.join(', ')}`),
      width,
    ),
    ...labelled(
      'entity',
      entities.map(({ field, type: kind, value, score }) => `${kind} ${field}=${value}, score ${score}`),
      width,
    ),
    ...common(threatObjects, annotations, width),
    ...labelled(
      'drill-down',
      drilldowns.map(({ name }) => name),
      width,
    ),
  ];
}

function riskLines(
  { row, detection, entity, message, threatObjects, annotations }: RiskEvent,
  width: number,
): string[] {
  const what = detection.format === 'escu6' ? 'Intermediate finding' : 'Risk event';
  return [
    ...wrapCells(
      `${what} (row ${row + 1}): score ${entity.score} for ${entity.type} ${entity.field}=${entity.value}`,
      width,
      4,
    ).map(({ text }) => text),
    ...labelled('message', [message], width),
    ...common(threatObjects, annotations, width),
  ];
}

function common(
  threats: readonly ThreatObjectValue[],
  { mitreAttackIds, analyticStories, cves }: FindingAnnotations,
  width: number,
): string[] {
  return [
    ...labelled(
      'threat object',
      threats.map(({ field, type, value }) => `${type} ${field}=${value}`),
      width,
    ),
    ...labelled('ATT&CK', mitreAttackIds.length === 0 ? [] : [mitreAttackIds.join(', ')], width),
    ...labelled('story', analyticStories.length === 0 ? [] : [analyticStories.join(', ')], width),
    ...labelled('CVE', cves.length === 0 ? [] : [cves.join(', ')], width),
  ];
}

const labelWidth = 15;

function labelled(label: string, texts: readonly string[], width: number): string[] {
  return texts.flatMap((text) =>
    wrapCells(text, Math.max(20, width - labelWidth - 2), 12).map((line, index) =>
      `  ${(index === 0 ? label : '').padEnd(labelWidth)}${line.text}`.trimEnd(),
    ),
  );
}

function scores(field: string, { entities }: Detection['risk']): string {
  const found = entities.filter((each) => each.field === field).map(({ score }) => score);
  return found.length === 0 ? '' : ` (score ${found.join(', ')})`;
}

/** A field the detection names and rows lack, as a sentence. */
function missingText({ field, use, rows }: MissingField, { risk }: Detection): string {
  const lacking = `${rows} ${rows === 1 ? 'row has' : 'rows have'} no field \`${visible(field)}\``;
  switch (use) {
    case 'entity':
      return `Missing: ${lacking}, which the detection names as entity: its risk${scores(field, risk)} is attributed to nobody.`;
    case 'threat object':
      return `Missing: ${lacking}, which the detection names as threat object.`;
    case 'notable field':
      return `Missing: ${lacking}, which the deployment wants in the notable.`;
    case 'message':
    case 'title':
    case 'drilldown':
      return `Missing: ${lacking}, which the ${use} names: it stays as it is written.`;
  }
}
