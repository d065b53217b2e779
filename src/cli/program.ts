import { didYouMean, suggest } from '../support/suggest.js';
import { BugReport } from './bug-report.js';
import { commandSpecs } from './commands/specs.js';
import { type ExitCode, exitCodes } from './exit-codes.js';
import { commandHelp, programHelp } from './help.js';
import { type CliIo, OutputClosed, OutputFailed } from './io.js';
import type { OptionValues } from './option.js';
import { isProblem, parseOptions, type UsageProblem } from './parse-options.js';
import { mayBeName } from './rule-words.js';
import { version } from './version.js';
import { showUsage } from './with-output.js';

type Command = (values: OptionValues, io: CliIo) => Promise<ExitCode>;

/** The commands; each is loaded when it is called, so that help and usage errors are quick. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./commands/check.js')).check,
  convert: async () => (await import('./commands/convert.js')).convert,
  diff: async () => (await import('./commands/diff.js')).diff,
  explain: async () => (await import('./commands/explain.js')).explain,
  fmt: async () => (await import('./commands/fmt.js')).fmt,
  load: async () => (await import('./commands/load.js')).load,
  lsp: async () => (await import('./commands/lsp.js')).lsp,
  port: async () => (await import('./commands/port.js')).port,
  run: async () => (await import('./commands/run.js')).run,
  search: async () => (await import('./commands/search.js')).search,
  test: async () => (await import('./commands/test.js')).test,
  verify: async () => (await import('./commands/verify.js')).verify,
};

/** Options whose macros, files and folders are looked at before a command begins. */
const namingOptions = ['macro', 'macros', 'content', 'lookups', 'knowledge'];

/** Commands whose words are rules: paths, or names of detections. */
const takesRules = new Set(['check', 'convert', 'diff', 'explain', 'fmt', 'load', 'port', 'run', 'test', 'verify']);

async function withRulePaths(values: OptionValues): Promise<OptionValues | UsageProblem> {
  const names = await Promise.all(values.words.map(mayBeName));
  return names.includes(true) ? (await import('./named-rules.js')).withNamedRules(values) : values;
}

/** The command line without the process: arguments in, texts to `io`, exit code out. Never rejects. */
export async function runProgram(args: readonly string[], io: CliIo): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    if (error instanceof OutputClosed) return exitCodes.ok;
    if (error instanceof OutputFailed) return showUsage({ problem: error.message, help: [] }, io);
    await new BugReport(error, `escudo ${args.join(' ')}`).show(io);
    return exitCodes.bug;
  }
}

async function dispatch([name, ...rest]: readonly string[], io: CliIo): Promise<ExitCode> {
  const width = Math.min(100, io.stdout.width ?? 100);
  if (name === undefined) {
    await io.stderr.write(programHelp(commandSpecs, width));
    return exitCodes.unusable;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const spec = commandSpecs.find((each) => each.name === rest[0]);
    await io.stdout.write(spec === undefined ? programHelp(commandSpecs, width) : commandHelp(spec, width));
    return exitCodes.ok;
  }
  if (name === '--version' || name === '-V') {
    await io.stdout.write(`escudo ${await version()}\n`);
    return exitCodes.ok;
  }
  const spec = commandSpecs.find((each) => each.name === name);
  if (spec === undefined) {
    const names = commandSpecs.map((each) => each.name);
    const what = name.startsWith('-') ? 'option' : 'command';
    const help = [...didYouMean(suggest(name, names)), 'escudo --help lists the commands.'];
    return showUsage({ problem: `There is no ${what} ${name}.`, help }, io);
  }
  const values = parseOptions(rest, spec);
  if (isProblem(values)) return showUsage(values, io);
  if (values.has('help')) {
    await io.stdout.write(commandHelp(spec, width));
    return exitCodes.ok;
  }
  if (namingOptions.some((option) => values.has(option))) {
    const { namedInputProblems } = await import('./named-inputs.js');
    const { Reporter } = await import('./report.js');
    const problems = await namedInputProblems(values);
    await new Reporter(io, true).show(problems);
    if (problems.length > 0) return exitCodes.unusable;
  }
  const named = takesRules.has(spec.name) ? await withRulePaths(values) : values;
  if (isProblem(named)) return showUsage(named, io);
  return (await commands[spec.name]!())(named, io);
}
