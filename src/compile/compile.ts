import { syntaxOf } from '../commands/define.js';
import { commands } from '../commands/index.js';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { scalarRegistry } from '../functions/scalar/index.js';
import { expandMacros, type MacroCall, type MacroOptions } from '../macros/expand-macros.js';
import type { MacroResolver } from '../macros/macro-definition.js';
import type { Plan } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import { Registry } from '../support/registry.js';
import type { Pipeline } from '../syntax/ast.js';
import { Language } from '../syntax/parse.js';
import { defaultLimits, type Limits } from '../values/limits.js';
import { defaultSemantics, type Semantics } from '../values/semantics.js';
import { type LowerEnvironment, lowerSearch, type PipelineStart, type WrittenRegex } from './lower.js';

/** The built-in commands by name. */
export const commandRegistry = new Registry(commands);

/** The built-in commands as the parser sees them; the parser is built on first use. */
export const language = new Language(commands.map(syntaxOf));

export interface CompileOptions {
  readonly macros?: MacroResolver;
  readonly limits?: Limits;
  readonly semantics?: Semantics;
  /**
   * `search`: as Splunk reads a saved search: without a leading pipe the first command is `search`. `rows`: a first word
   * that names a command is that command, so that `stats count by host` can be typed.
   */
  readonly start?: PipelineStart;
  /** Evaluates eval-based macros; without it they are refused. */
  readonly evaluateMacro?: MacroOptions['evaluate'];
}

/** A search made ready, or the reasons why it is refused. */
export interface CompiledSearch extends ReadSearch {
  /** Undefined when the search is refused: a prefix of a broken search is never run. */
  readonly plan: Plan | undefined;
  /** Fixed regular expressions, as far as commands were read. */
  readonly regexes: readonly WrittenRegex[];
}

/** A search with its macros expanded, as a tree. */
export interface ReadSearch {
  /** The text after macro expansion, with origins. */
  readonly source: Source;
  readonly macroCalls: readonly MacroCall[];
  readonly tree: Pipeline;
  readonly diagnostics: readonly Diagnostic[];
}

/** Macros and syntax: what there is to say of the text of a search before any command looks at its arguments. */
export function readSearch(search: Source, options: Omit<CompileOptions, 'semantics'> = {}): ReadSearch {
  const start = options.start ?? 'search';
  const expanded = expandMacros(search, options.macros ?? noMacros, {
    limits: options.limits ?? defaultLimits,
    ...(options.evaluateMacro === undefined ? {} : { evaluate: options.evaluateMacro }),
  });
  const parsed = language.parseSearch(expanded.source, {
    leadingCommand: start !== 'search',
    start: start === 'branch' ? 'commands' : 'pipeline',
  });
  const isTold = hasErrors(expanded.diagnostics);
  const diagnostics = [...expanded.diagnostics, ...parsed.diagnostics.filter((each) => !(isTold && isLeftCall(each)))];
  return { source: expanded.source, macroCalls: expanded.calls, tree: parsed.tree, diagnostics };
}

/** Macros, syntax, plan: the whole way from the text of a search to what can be run, checked or ported. */
export function compileSearch(search: Source, options: CompileOptions = {}): CompiledSearch {
  const read = readSearch(search, options);
  if (hasErrors(read.diagnostics)) return { ...read, plan: undefined, regexes: [] };
  const environment: LowerEnvironment = {
    language,
    commands: commandRegistry,
    functions: scalarRegistry,
    limits: options.limits ?? defaultLimits,
    semantics: options.semantics ?? defaultSemantics,
  };
  const lowered = lowerSearch(read.tree, read.source, environment, options.start ?? 'search');
  const diagnostics = [...read.diagnostics, ...lowered.diagnostics];
  const plan = hasErrors(diagnostics) ? undefined : lowered.plan;
  return { ...read, plan, diagnostics, regexes: lowered.regexes };
}

/** Where a command is expected a macro call was left standing, of which expanding has told what is wrong. */
function isLeftCall({ code, primary }: Diagnostic): boolean {
  return code === 'unknown-command' && primary !== undefined && primary.source.text[primary.span.start] === '`';
}

const noMacros: MacroResolver = { find: () => undefined, named: () => [], names: () => [] };
