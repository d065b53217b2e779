import { type JsonPlace, renderJson } from '../../diagnostics/render-json.js';
import type { Reporter } from './context.js';

/** For programs: the findings as plain data, and the counts. */
export const json: Reporter = (report, { pathOf, version }) => {
  const place = (each: JsonPlace): JsonPlace => ({ ...each, file: pathOf(each.file) });
  const findings = report.findings.map((found) => {
    const plain = renderJson(found);
    return {
      ...plain,
      ...(plain.place === undefined ? {} : { place: place(plain.place) }),
      calls: plain.calls.map(place),
      related: plain.related.map(place),
      fixes: plain.fixes.map((fix) => ({ ...fix, place: place(fix.place) })),
    };
  });
  const { counts, checked, suppressed } = report;
  return `${JSON.stringify({ tool: 'escudo', version, counts, suppressed, checked, findings }, null, 2)}\n`;
};
