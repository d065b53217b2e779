import type { CodeParams, DiagnosticCode } from '../diagnostics/codes.js';
import type { Diagnostic, DiagnosticDetails } from '../diagnostics/diagnostic.js';
import type { AggregateFunction } from '../functions/define.js';
import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { TimeWindow } from '../plan/nodes/source.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import type { Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { Expression, Pipeline, SearchExpression } from '../syntax/ast.js';
import { type Form, keywordsOf } from '../syntax/forms.js';
import type { ArgumentMode } from '../syntax/lexer.js';
import type { SyntaxCommand } from '../syntax/parser.js';
import type { Limits } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import type { CommandArguments } from './arguments.js';
import type { OptionSpecs } from './options.js';

/** An example of a command's page; it runs as a test. Values as in a row; a missing key is null. */
export interface CommandExample {
  readonly title: string;
  readonly spl: string;
  readonly input: readonly ExampleRow[];
  readonly output: readonly ExampleRow[];
  readonly lookups?: Readonly<Record<string, readonly ExampleRow[]>>;
}
/** A row of an example; a list is a multivalue field. */
export type ExampleRow = Readonly<Record<string, string | number | readonly string[]>>;

/** The documentation of a command; its examples run as tests. */
export interface CommandDoc {
  readonly summary: string;
  /** Facts a user of the command needs, one sentence or two each. */
  readonly notes?: readonly string[];
  readonly examples: readonly CommandExample[];
}

/** Results that only the end of the same aggregation can read, as `tstats prestats=t` and `sistats` make them. */
export interface PartialResults {
  /** The command that makes them, and its place. */
  readonly command: string;
  readonly span: Span;
  /** The commands that finish them. */
  readonly readers: readonly string[];
  /** What they may be asked. */
  readonly aggregations: readonly Aggregation[];
  /** They stand behind the rows before the command, or there are none; otherwise they are made of those. */
  readonly adds: boolean;
}

/** What lowering a command may ask. */
export interface LowerContext {
  readonly source: Source;
  readonly limits: Limits;
  readonly semantics: Semantics;
  /** The window of the pipeline. Terms of its searches that come later still set it, so that a node has to refer to this object. */
  readonly window: TimeWindow;
  /** Reports a mistake of the user; an error refuses the search. */
  report<C extends DiagnosticCode>(
    code: C,
    params: CodeParams<C>,
    at: Span,
    details?: Omit<DiagnosticDetails, 'at'>,
  ): void;
  add(diagnostic: Diagnostic): void;
  /** Says that the rows of the command are partial results. The plan holds events instead, and is refused where anything else reads them. */
  partial(results: PartialResults): void;
  /** Lowers a subsearch; `branch` pipelines begin with the current rows, others with a generating command or a search. */
  subsearch(pipeline: Pipeline, kind?: 'search' | 'branch'): PlanNode;
  /** Checks an eval expression: functions, argument counts, kinds; lowers subsearches in it. `condition`: it must be Boolean. */
  check(expression: Expression, place: 'value' | 'condition' | 'any'): Expression;
  /**
   * Checks search terms; lowers subsearches in them; takes out the time window. `rows`: whether they choose the events that are read, or
   * rows of a command, which may have fields of the older names for a window.
   */
  checkSearch(expression: SearchExpression, rows: 'read' | 'given'): SearchExpression;
  /** As `checkSearch`, for a command that makes its own rows: the window is given back instead of set for the pipeline. */
  checkWindowed(expression: SearchExpression): { readonly expression: SearchExpression; readonly window: TimeWindow };
  /** Parses and checks an eval expression given as text inside an argument. */
  parseExpression(text: string, at: Span, place: 'value' | 'condition'): Expression | undefined;
  parseSearch(text: string, at: Span): SearchExpression | undefined;
  /** Parses and lowers commands that run over the current rows, given as text; nothing is reported. */
  branch(source: Source): LoweredBranch;
  /** Whether a PCRE pattern is valid; reports it when not. Gives the names of its groups. */
  checkRegex(pattern: string, at: Span): { readonly groupNames: readonly string[] } | undefined;
  checkSed(script: string, at: Span): void;
  aggregate(
    name: string,
  ): { readonly definition: AggregateFunction; readonly parameter: number | undefined } | undefined;
  aggregateNames(): readonly string[];
}

/** Commands given as text: their plan over a `branch-input`, undefined with an error. */
export interface LoweredBranch {
  readonly plan: Plan | undefined;
  readonly commands: readonly { readonly name: string; readonly kind: CommandKind; readonly span: Span }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Where in a pipeline a command stands and what it does to the rows. */
export type CommandKind =
  /** Begins a pipeline; makes rows. */
  | 'generating'
  /** One row at a time. */
  | 'streaming'
  /** Needs all rows before it gives the first. */
  | 'blocking'
  /** Replaces the rows by a table of results. */
  | 'transforming'
  /** Parsed, refused when run. */
  | 'unsupported';

/** A command: its syntax, options, lowering and documentation. */
export interface CommandDefinition<O extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: CommandKind;
  readonly mode: ArgumentMode;
  readonly forms: readonly Form[];
  /** Keywords after which the arguments are cut in another mode: `tstats ... where <search> by`. */
  readonly switches?: Readonly<Record<string, ArgumentMode>>;
  readonly options: O;
  /** A generating command that may stand after others as well: it adds its rows to theirs or replaces them. */
  readonly standsAnywhere?: boolean;
  /** Options with names of the user's choice are taken as well (`rangemap low=0-30`). */
  readonly openOptions?: boolean;
  /** `input`: the rows before the command; for a generating command that begins a search there are none (`noRows`). */
  lower(args: CommandArguments<O>, input: PlanNode, cx: LowerContext): PlanNode;
  readonly doc: CommandDoc;
}

/** A command whatever its options are. */
// biome-ignore lint/suspicious/noExplicitAny: option types differ by command; lower() checks its own.
export type AnyCommand = CommandDefinition<any>;

/** A command: syntax, options, lowering and documentation in one place. Execution and SQL are by plan operator. */
export function defineCommand<O extends OptionSpecs>(definition: CommandDefinition<O>): CommandDefinition<O> {
  return Object.freeze(definition);
}

/** Kinds of arguments that may be or hold brackets. */
const bracketed = new Set<Form['kind']>(['subsearch', 'template', 'search', 'expression', 'assignments']);

const takesBrackets = (forms: readonly Form[]): boolean =>
  forms.some((form) => bracketed.has(form.kind) || (form.kind === 'clause' && takesBrackets(form.forms)));

/** Whether the text of a subsearch may stand among the arguments (spl-commands 9.1). */
const isFillable = (command: AnyCommand): boolean =>
  (command.kind === 'streaming' || command.kind === 'blocking' || command.kind === 'transforming') &&
  !takesBrackets(command.forms);

/** The part of a command that the parser needs. */
export function syntaxOf(command: AnyCommand): SyntaxCommand {
  const keywords = keywordsOf(command.forms);
  for (const keyword of Object.keys(command.switches ?? {})) keywords.add(keyword.toLowerCase());
  return {
    name: command.name,
    ...(command.aliases === undefined ? {} : { aliases: command.aliases }),
    mode: command.mode,
    keywords,
    switches: new Map(Object.entries(command.switches ?? {})),
    ...(command.forms.some((form) => form.kind === 'template') ? { template: true } : {}),
    ...(isFillable(command) ? { fillable: true } : {}),
    forms: command.forms,
  };
}
