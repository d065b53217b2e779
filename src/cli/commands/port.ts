import { visible } from '../../diagnostics/visible-text.js';
import { systemReason } from '../../node/content/content-files.js';
import { type PortedDetection, placedText, sqlFile } from '../../node/sql/port-content.js';
import { gradeSummary, writePortFolder } from '../../node/sql/port-folder.js';
import { sqlDialects } from '../../node/sql/sql-dialects.js';
import type { SqlDialect } from '../../sql/dialect.js';
import { commentText } from '../../sql/quote.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { openPortSession } from '../port-session.js';
import { showUsage } from '../with-output.js';

/** `escudo port`: detections as SQL, each with its grade. */
export async function port(values: OptionValues, io: CliIo): Promise<ExitCode> {
  if (values.words.length === 0)
    return showUsage(
      { problem: 'No rules are given.', help: ['Write escudo port RULES...; see escudo port --help.'] },
      io,
    );
  const dialect = (values.one('to') ?? 'duckdb') as SqlDialect['id'];
  const session = await openPortSession(values, io, sqlDialects[dialect]);
  if (session === undefined) return exitCodes.unusable;
  const { ported, content, reporter, schema } = session;
  const folder = values.one('out');
  if (folder !== undefined) {
    try {
      await writePortFolder(folder, ported, content, sqlDialects[dialect], schema);
    } catch (error) {
      return showUsage({ problem: `Cannot write to ${folder}: ${systemReason(error)}.`, help: [] }, io);
    }
  }
  if (values.has('report')) await io.stdout.write(reportOf(ported));
  else if (folder === undefined) {
    const texts = ported.flatMap(
      (each) =>
        sqlFile(each, content) ??
        `-- ${commentText(each.detection.name)}\n-- refused: ${commentText(reasonOf(each), 300)}\n`,
    );
    await io.stdout.write(texts.join('\n'));
  }
  const refused = ported.filter(({ port: each }) => each.grade === 'refused').length;
  await reporter.say(gradeSummary(ported));
  return refused === ported.length ? exitCodes.unusable : exitCodes.ok;
}

const reasonOf = ({ port: each, candidate }: PortedDetection): string =>
  each.grade === 'refused' ? placedText(each.reason, each.span, candidate, each.code).replaceAll(/\s+/g, ' ') : '';

function reportOf(ported: readonly PortedDetection[]): string {
  const lines = ported.map((each) => {
    const { detection, port: found, candidate } = each;
    const notes =
      found.grade === 'refused'
        ? [reasonOf(each)]
        : found.caveats.map(({ message, span, code }) => placedText(message, span, candidate, code));
    const lines = [`${found.grade.padEnd(10)}  ${detection.name}`, ...notes.map((note) => `            ${note}`)];
    return lines.map(visible).join('\n');
  });
  return `${lines.join('\n')}\n`;
}
