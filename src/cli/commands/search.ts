import { readSettings } from '../../api/options.js';
import { rowOf } from '../../api/plain-events.js';
import { hasErrors } from '../../diagnostics/diagnostic.js';
import { createSource } from '../../source/source.js';
import { BugReport } from '../bug-report.js';
import { readEngine, runIn } from '../choose-engine.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { loadGivenContent } from '../given-content.js';
import { type CliIo, isOutputProblem, usesColor } from '../io.js';
import type { OptionValues } from '../option.js';
import { jsonText } from '../output/json.js';
import { writeRows } from '../output/results.js';
import { ShownRows } from '../output/shown-rows.js';
import { Reporter } from '../report.js';
import { readRunSettings } from '../run-settings.js';
import { inputSummary, rowsSummary, zoneSummary } from '../summary.js';
import { noEvents, showUsage, withOutput } from '../with-output.js';

/** `escudo search`: an ad-hoc search over logs. */
export async function search(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const given = readRunSettings(values, Math.floor(io.clock() / 1000));
  if ('problem' in given) return showUsage(given, io);
  const [text, ...more] = values.words;
  const usage = "Write escudo search 'SPL' --events PATH...; see escudo search --help.";
  if (text === undefined) return showUsage({ problem: 'No search is given.', help: [usage] }, io);
  if (more.length > 0) {
    return showUsage(
      {
        problem: `The search is one word for the shell; ${more.length} more follow it.`,
        help: ['Put it in quotes.', usage],
      },
      io,
    );
  }
  const engine = await readEngine(values, io);
  if (engine !== undefined && 'problem' in engine) return showUsage(engine, io);
  const reporter = new Reporter(io, values.has('quiet'));
  const { settings, diagnostics } = readSettings(given.search);
  await reporter.show(diagnostics);
  if (hasErrors(diagnostics)) return exitCodes.unusable;
  const content = await loadGivenContent(values, []);
  await reporter.show(content.diagnostics);
  return withOutput(values.one('output'), io, async (sink) => {
    // Lines can be written while events are read; every other form has to know all rows.
    let streamed = 0;
    const request = {
      search: createSource('<search>', text),
      start: 'rows' as const,
      settings,
      ...(given.format === 'ndjson'
        ? {
            receive: async (rows: readonly Parameters<typeof rowOf>[0][]) => {
              streamed += rows.length;
              await sink.write(rows.map((row) => `${jsonText(rowOf(row))}\n`).join(''));
            },
          }
        : {}),
    };
    const session = await runIn(engine, [request], content.catalog, { values, io, given, settings });
    if (session.needsEvents) return showUsage(noEvents, io);
    const outcome = session.outcomes[0]!;
    const rows = new ShownRows(outcome.rows);
    const width = sink.width ?? 100;
    if (outcome.state === 'done' && given.format !== 'ndjson') {
      await writeRows(outcome.columns, rows, given.format, sink, {
        width,
        timeZone: settings.timeZone,
        color: usesColor(sink, io.env),
      });
    }
    // Rows are written while the search runs.
    if (outcome.state === 'crashed' && isOutputProblem(outcome.error)) throw outcome.error;
    await reporter.show(outcome.diagnostics);
    await reporter.show(session.diagnostics);
    await reporter.finish();
    if (outcome.state === 'crashed') {
      await new BugReport(outcome.error, `search ${text}`).show(io);
      return exitCodes.bug;
    }
    if (outcome.state === 'refused') {
      await reporter.say('The search was refused.');
      return exitCodes.unusable;
    }
    const read = values.has('events') || session.place !== undefined ? ` ${inputSummary(session)}` : '';
    const shown = given.format === 'table' && rows.length > 0 ? [outcome.columns] : [];
    await reporter.say(`${rowsSummary(rows.length + streamed)}${zoneSummary(shown, settings.timeZone)}${read}`);
    return session.unreadable ? exitCodes.unusable : exitCodes.ok;
  });
}
