import { readFile, writeFile } from 'node:fs/promises';
import { readSettings } from '../../api/options.js';
import { prepare } from '../../api/run.js';
import { isUnreadable } from '../../content/content.js';
import type { ContentFile } from '../../content/read-file.js';
import { hasErrors } from '../../diagnostics/diagnostic.js';
import { visible } from '../../diagnostics/visible-text.js';
import { type FormatCompilers, type FormattedFile, formatFile } from '../../format/format-file.js';
import { systemReason } from '../../node/content/content-files.js';
import { findContentRoot } from '../../node/content/content-root.js';
import type { LoadedContent } from '../../node/content/load-content.js';
import { type ExitCode, exitCodes } from '../exit-codes.js';
import { loadGivenContent } from '../given-content.js';
import type { CliIo } from '../io.js';
import type { OptionValues } from '../option.js';
import { Reporter } from '../report.js';
import { showUsage } from '../with-output.js';
import { filesBelow } from './asked-files.js';

/** `escudo fmt`: lays out the SPL of content files. */
export async function fmt(values: OptionValues, io: CliIo): Promise<ExitCode> {
  if (values.has('check') && values.has('write'))
    return showUsage({ problem: '--check and --write exclude each other.', help: ['--check changes nothing.'] }, io);
  const paths = values.words.length > 0 ? values.words : [values.one('content') ?? (await findContentRoot('.')) ?? '.'];
  const content = await loadGivenContent(values, paths);
  const reporter = new Reporter(io, true);
  const failed = content.diagnostics.filter(isUnreadable);
  await reporter.show(failed);
  if (failed.length > 0 && hasErrors(failed)) return exitCodes.unusable;
  const asked = filesBelow(content, paths);
  const formatting = new Formatting(asked, content, values, io);
  return formatting.run();
}

class Formatting {
  readonly #files: readonly ContentFile[];
  readonly #compilers: FormatCompilers;
  readonly #values: OptionValues;
  readonly #io: CliIo;
  #changed = 0;
  #left = 0;
  #spl = 0;
  readonly #faults = { unreadable: 0, unparsed: 0 };

  constructor(files: readonly ContentFile[], content: LoadedContent, values: OptionValues, io: CliIo) {
    this.#files = files;
    this.#values = values;
    this.#io = io;
    const { settings } = readSettings({ now: 0 });
    this.#compilers = {
      search: (search) => prepare(search, content.catalog, settings, 'search'),
      macro: (text) => prepare(text, content.catalog, settings, 'rows'),
    };
  }

  async run(): Promise<ExitCode> {
    const { stdout, stderr } = this.#io;
    const quiet = this.#values.has('quiet');
    const toScreen = this.#files.length === 1 && !this.#values.has('check') && !this.#values.has('write');
    for (const { source, path } of this.#files) {
      const result = formatFile(source, path, this.#compilers);
      if (result.state !== 'no-spl') this.#spl++;
      if (result.state === 'left') {
        this.#left++;
        if (result.fault !== undefined) this.#faults[result.fault]++;
        // Without a word nobody would know why the command fails.
        if (!quiet || this.#fails(result.fault))
          await stderr.write(`${visible(source.name)}: left as it is. ${visible(result.problem)}\n`);
      }
      if (toScreen) await stdout.write(result.state === 'changed' ? result.text : source.text);
      if (result.state !== 'changed') continue;
      this.#changed++;
      if (toScreen) continue;
      if (this.#values.has('write')) {
        const problem = await write(source.name, source.text, result);
        if (problem !== undefined) return showUsage({ problem, help: [] }, this.#io);
      }
      await stdout.write(`${visible(source.name)}\n`);
    }
    if (!quiet && !toScreen) await stderr.write(`${this.#summary()}\n`);
    if (this.#faults.unreadable > 0) return exitCodes.unusable;
    const isFound = this.#changed > 0 || this.#faults.unparsed > 0;
    return this.#values.has('check') && isFound ? exitCodes.found : exitCodes.ok;
  }

  #fails(fault: (FormattedFile & { state: 'left' })['fault']): boolean {
    return fault === 'unreadable' || (fault === 'unparsed' && this.#values.has('check'));
  }

  #summary(): string {
    const verb = this.#values.has('write') ? 'laid out' : 'would be laid out';
    const left = this.#left === 0 ? '' : `, ${this.#left} left as ${this.#left === 1 ? 'it is' : 'they are'}`;
    const hint =
      this.#changed > 0 && !this.#values.has('write') && !this.#values.has('check') ? ' Write them with --write.' : '';
    return `${this.#changed} of ${this.#spl} ${this.#spl === 1 ? 'file' : 'files'} with SPL ${verb}${left}.${hint}`;
  }
}

/** Writes a file that is still what was read; anything else is a problem to tell. */
async function write(
  path: string,
  before: string,
  { text }: FormattedFile & { state: 'changed' },
): Promise<string | undefined> {
  try {
    const now = await readFile(path);
    if (!now.equals(Buffer.from(before, 'utf8')))
      return `${path} is not UTF-8 or has changed meanwhile; it is left as it is.`;
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return `Cannot write ${path}: ${systemReason(error)}.`;
  }
}
