import { readSettings } from '../../api/options.js';
import { isUnreadable } from '../../content/content.js';
import { hasErrors } from '../../diagnostics/diagnostic.js';
import { isDifferent } from '../../diff/detection-diff.js';
import { renderDiffMarkdown, renderDiffText } from '../../diff/render-diff.js';
import { Comparison } from '../diff-comparison.js';
import { loadSides, placesOf } from '../diff-sides.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { jsonText } from '../output/json.js';
import { Reporter } from '../report.js';
import { readRunSettings } from '../run-settings.js';
import { showUsage, withOutput } from '../with-output.js';

/** `escudo diff`: what changed in the meaning of detections. */
export async function diff(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const given = readRunSettings(values, Math.floor(io.clock() / 1000));
  if ('problem' in given) return showUsage(given, io);
  const places = await placesOf(values);
  if ('problem' in places) return showUsage(places, io);
  const reporter = new Reporter(io, values.has('quiet'));
  const { settings, diagnostics } = readSettings(given.search);
  await reporter.show(diagnostics);
  if (hasErrors(diagnostics)) return exitCodes.unusable;
  const sides = await loadSides(places, values);
  if ('problem' in sides) return showUsage(sides, io);
  for (const side of sides) {
    await reporter.show(side.diagnostics.filter((each) => each.severity === 'error'));
    if (side.diagnostics.some(isUnreadable)) return exitCodes.unusable;
  }
  const [before, after] = sides;
  if (before.detections.length + after.detections.length === 0)
    return showUsage({ problem: 'There is no detection on either side.', help: [withDetections] }, io);
  const comparison = new Comparison(before, after, { values, io, given, settings });
  const diffs = await comparison.run();
  await reporter.show(comparison.diagnostics);
  await reporter.finish();
  return withOutput(values.one('output'), io, async (sink) => {
    const format = values.one('format') ?? 'text';
    await sink.write(
      format === 'json'
        ? `${jsonText(diffs, 2)}\n`
        : format === 'markdown'
          ? renderDiffMarkdown(diffs)
          : renderDiffText(diffs),
    );
    if (hasErrors(comparison.diagnostics)) return exitCodes.unusable;
    return values.has('exit-code') && diffs.some(isDifferent) ? exitCodes.found : exitCodes.ok;
  });
}

/** What a macro, lookup or deployment changes shows in the detections that use it. */
const withDetections =
  'Name the folder of the detections: what changed in macros, lookups and deployments is shown with them.';
