import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isUnreadable } from '../../content/content.js';
import { kindOfKeys, kindOfPath } from '../../content/content-kind.js';
import { readDocument } from '../../content/document.js';
import { type ContentFile, readContentFile } from '../../content/read-file.js';
import { createSchemaValidator } from '../../content/schema/validator.js';
import { toEscu6 } from '../../convert/to-escu6.js';
import { visible } from '../../diagnostics/visible-text.js';
import { isBelow, systemReason } from '../../node/content/content-files.js';
import { makeFolder } from '../../node/content/make-folder.js';
import { createSource } from '../../source/source.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { loadGivenContent } from '../given-content.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { Reporter } from '../report.js';
import { showUsage } from '../with-output.js';
import { filesBelow } from './asked-files.js';

/** `escudo convert`: classic detections in the format of ESCU 6.x. */
export async function convert(values: OptionValues, io: CliIo): Promise<ExitCode> {
  const usage = (problem: string, help: string): Promise<ExitCode> => showUsage({ problem, help: [help] }, io);
  const example = 'Write escudo convert --to escu6 PATH; see escudo convert --help.';
  if (values.one('to') === undefined) return usage('--to is missing.', example);
  if (values.words.length === 0) return usage('No file is given.', example);
  const into = values.one('into');
  if (into !== undefined && values.has('write'))
    return usage('--write and --into exclude each other.', 'Choose one of them.');
  const content = await loadGivenContent(values, values.words);
  const failed = content.diagnostics.filter(isUnreadable);
  await new Reporter(io, true).show(failed);
  if (failed.length > 0) return exitCodes.unusable;
  const files = filesBelow(content, values.words).filter(isDetection);
  if (files.length === 0) return usage('There is no detection in these paths.', example);
  const toScreen = into === undefined && !values.has('write');
  if (toScreen && files.length > 1)
    return usage(`These are ${files.length} detections.`, 'Write --write to write over them, or --into DIR.');
  const validator = await createSchemaValidator();
  let converted = 0;
  let problems = 0;
  let asItWas = 0;
  for (const { source, path } of files) {
    const say = (kind: string, text: string): Promise<void> =>
      io.stderr.write(`${visible(source.name)}: ${kind}: ${visible(text)}\n`);
    const result = toEscu6(source, path);
    if (result.state === 'as-it-was') {
      asItWas++;
      if (toScreen) await io.stdout.write(source.text);
      continue;
    }
    const again =
      result.state === 'converted'
        ? readContentFile({ source: createSource(source.name, result.text), path, origin: 'repository' }, validator)
        : undefined;
    const wrong =
      result.state === 'problem'
        ? result.problem
        : again!.diagnostics.find((each) => each.severity === 'error')?.message;
    if (result.state === 'problem' || wrong !== undefined) {
      problems++;
      await say('not converted', wrong ?? '');
      continue;
    }
    for (const note of result.notes) {
      if (note.kind === 'missing' || !values.has('quiet')) await say(note.kind, note.text);
    }
    if (toScreen) await io.stdout.write(result.text);
    else {
      const target = into === undefined ? source.name : join(into, path);
      const problem = await write(target, into, result.text);
      if (problem !== undefined) return showUsage({ problem, help: [] }, io);
      await io.stdout.write(`${visible(target)}\n`);
    }
    converted++;
  }
  if (!values.has('quiet') && !toScreen) {
    const rest = [
      ...(asItWas === 0 ? [] : [`${asItWas} in the new format already`]),
      ...(problems === 0 ? [] : [`${problems} not converted`]),
    ];
    await io.stderr.write(`${[`${converted} of ${files.length} detections converted`, ...rest].join(', ')}.\n`);
  }
  return problems > 0 ? exitCodes.found : exitCodes.ok;
}

function isDetection({ source, path }: ContentFile): boolean {
  const kind = kindOfPath(path);
  if (kind !== undefined) return kind === 'detection';
  const { root } = readDocument(source);
  return root !== undefined && kindOfKeys(root) === 'detection';
}

/** Writes a file below the folder that was named, if one was. */
async function write(path: string, folder: string | undefined, text: string): Promise<string | undefined> {
  if (folder !== undefined && !isBelow(resolve(folder), resolve(path))) return `${path} is not below ${folder}.`;
  try {
    if (folder !== undefined) await makeFolder(dirname(path));
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return `Cannot write ${path}: ${systemReason(error)}.`;
  }
}
