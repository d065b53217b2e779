import { readArguments } from '../commands/arguments.js';
import type { AnyCommand, LowerContext, LoweredBranch, PartialResults } from '../commands/define.js';
import { noRows } from '../commands/no-rows.js';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import { aggregateNames, findAggregate } from '../functions/aggregate/index.js';
import type { ScalarFunction } from '../functions/define.js';
import type { TimeWindow } from '../plan/nodes/source.js';
import type { Plan, PlanNode } from '../plan/plan.js';
import { compileRegex } from '../regex/regex.js';
import { compileSed } from '../regex/sed.js';
import { parentPlace } from '../source/origin-map.js';
import { createSource, type Source } from '../source/source.js';
import type { Span } from '../source/span.js';
import type { Registry } from '../support/registry.js';
import type {
  Command,
  Expression,
  Pipeline,
  SearchComparison,
  SearchExpression,
  SearchIn,
  SearchTime,
} from '../syntax/ast.js';
import { olderFields, serverTerms } from '../syntax/older-terms.js';
import type { Language, Parsed } from '../syntax/parse.js';
import { unreadTimeOption } from '../syntax/time-modifiers.js';
import type { Limits } from '../values/limits.js';
import type { Semantics } from '../values/semantics.js';
import { parseTimeSpec } from '../values/time/spec.js';
import { checkExpression } from './check-expression.js';
import { PartialRows } from './partial-results.js';
import { withEscapes } from './string-escapes.js';
import { givesTerms } from './subsearch-text.js';

/** What lowering needs besides the tree. */
export interface LowerEnvironment {
  readonly language: Language;
  readonly commands: Registry<AnyCommand>;
  readonly functions: Registry<ScalarFunction>;
  readonly limits: Limits;
  readonly semantics: Semantics;
}

interface Lowered {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /** Fixed regular expressions, in the order in which they were read. */
  readonly regexes: readonly WrittenRegex[];
}

/** What stands before the first command of a pipeline. */
export type PipelineStart = 'search' | 'rows' | 'branch';

/** A regular expression that a search writes as a text, whether it compiles or not. */
export interface WrittenRegex {
  /** As PCRE reads it. */
  readonly pattern: string;
  readonly span: Span;
}

/**
 * Turns a tree into a plan. The tree must have parsed without error; what is wrong with its meaning is reported, and
 * with an error the plan must not be run.
 */
export function lowerSearch(
  tree: Pipeline,
  source: Source,
  environment: LowerEnvironment,
  start: PipelineStart,
): Lowered {
  const lowering = new Lowering(source, environment);
  const root = lowering.pipeline(tree, start);
  const { subsearches, diagnostics, regexes } = lowering;
  return { plan: { root, subsearches }, diagnostics, regexes };
}

class Lowering implements LowerContext {
  readonly source: Source;
  readonly limits: Limits;
  readonly semantics: Semantics;
  readonly diagnostics: Diagnostic[] = [];
  readonly subsearches = new Map<Pipeline, PlanNode>();
  readonly regexes: WrittenRegex[] = [];
  readonly #environment: LowerEnvironment;
  readonly #partialRows = new PartialRows();
  #depth = 0;
  /** The window of the search being lowered, filled by its leading terms. */
  #window: { -readonly [K in keyof TimeWindow]: TimeWindow[K] } = {};

  constructor(source: Source, environment: LowerEnvironment) {
    this.source = source;
    this.limits = environment.limits;
    this.semantics = environment.semantics;
    this.#environment = environment;
  }

  report: LowerContext['report'] = (code, params, at, details = {}) => {
    this.diagnostics.push(diagnostic(code, params, { ...details, at: { source: this.source, span: at } }));
  };

  add(found: Diagnostic): void {
    this.diagnostics.push(found);
  }

  partial(results: PartialResults): void {
    this.#partialRows.give(results);
  }

  get window(): TimeWindow {
    return this.#window;
  }

  pipeline(tree: Pipeline, start: PipelineStart): PlanNode {
    const outerWindow = this.#window;
    const window: typeof outerWindow = {};
    this.#window = window;
    const outerPartial = this.#partialRows.begin();
    const at = { start: tree.span.start, end: tree.span.start };
    // The window is filled while the commands are lowered; the node refers to the same object.
    let node: PlanNode = start === 'branch' ? { kind: 'branch-input', span: at } : { kind: 'scan', window, span: at };
    let first = true;
    for (const item of tree.commands) {
      if (item.kind !== 'command') continue;
      node = this.#command(item, node, first, tree.leadingPipe, start);
      first = false;
    }
    this.#window = outerWindow;
    return this.#partialRows.end(node, outerPartial, this.#depth > 0);
  }

  #command(command: Command, input: PlanNode, first: boolean, leadingPipe: boolean, start: PipelineStart): PlanNode {
    const definition = this.#environment.commands.get(command.name);
    if (definition === undefined) throw new Error(`The parser knows a command ${command.name} that is not registered.`);
    if (
      first &&
      start === 'search' &&
      (leadingPipe || this.#depth > 0) &&
      definition.kind !== 'generating' &&
      definition.kind !== 'unsupported' &&
      definition.name !== 'search'
    ) {
      this.report('not-generating', { command: command.name }, command.nameSpan);
    }
    if (command.filled === true) return this.#partialRows.after(definition.name, this.#filled(command, input), input);
    const args = readArguments(command, definition, this);
    if (
      definition.kind === 'generating' &&
      !first &&
      definition.standsAnywhere !== true &&
      !mayStandLater(definition, args.options)
    ) {
      this.report('generating-command', { command: command.name }, command.nameSpan);
    }
    // A generating command that begins a search reads no events; what it adds its rows to is empty.
    const alone =
      first && definition.kind === 'generating' && (start === 'search' || (leadingPipe && start === 'rows'));
    const rows = alone ? noRows(command.nameSpan) : input;
    return this.#partialRows.after(definition.name, definition.lower(args, rows, this), rows);
  }

  /** A command that waits for the texts of its subsearches. */
  #filled({ name, args, span }: Command, input: PlanNode): PlanNode {
    const pieces = args.flatMap((each, at): (string | Pipeline)[] => {
      if (each.kind !== 'subsearch') return each.kind === 'word' ? [each.text] : [];
      this.#expressionSubsearch(each.pipeline);
      // The texts of two subsearches in a row are two words.
      return args[at + 1]?.kind === 'subsearch' ? [each.pipeline, ' '] : [each.pipeline];
    });
    return { kind: 'apply', input, procedure: { name: 'filled', command: name, pieces }, span };
  }

  subsearch(tree: Pipeline, kind: 'search' | 'branch' = 'search'): PlanNode {
    if (this.#depth >= this.limits.subsearchDepth) {
      this.report('nesting-too-deep', { what: 'Subsearches', limit: this.limits.subsearchDepth }, tree.span);
      return { kind: 'branch-input', span: tree.span };
    }
    this.#depth++;
    const plan = this.pipeline(tree, kind);
    this.#depth--;
    return plan;
  }

  branch(source: Source): LoweredBranch {
    const { tree, diagnostics } = this.#environment.language.parseSearch(source, {
      leadingCommand: true,
      start: 'commands',
    });
    if (this.#depth >= this.limits.subsearchDepth) {
      const deep = diagnostic(
        'nesting-too-deep',
        { what: 'Templates', limit: this.limits.subsearchDepth },
        { at: { source, span: tree.span } },
      );
      return { plan: undefined, commands: [], diagnostics: [deep] };
    }
    if (hasErrors(diagnostics)) return { plan: undefined, commands: [], diagnostics };
    const lowering = new Lowering(source, this.#environment);
    lowering.#depth = this.#depth + 1;
    const rows = lowering.pipeline(tree, 'branch');
    const root = lowering.#partialRows.after('foreach', rows, rows);
    for (const { pattern, span } of lowering.regexes) this.#noteRegex(pattern, parentPlace(source, span)?.span ?? span);
    const found = [...diagnostics, ...lowering.diagnostics];
    const commands = tree.commands.flatMap((item) => {
      const kind = item.kind === 'command' ? this.#environment.commands.get(item.name)?.kind : undefined;
      return item.kind !== 'command' || kind === undefined ? [] : [{ name: item.name, kind, span: item.nameSpan }];
    });
    return {
      plan: hasErrors(found) ? undefined : { root, subsearches: lowering.subsearches },
      commands,
      diagnostics: found,
    };
  }

  #expressionSubsearch(tree: Pipeline): void {
    this.subsearches.set(tree, this.subsearch(tree));
  }

  /** The text of a subsearch stands where a value must. */
  #needsValue(tree: Pipeline): void {
    if (!givesTerms(tree, this.source)) return;
    this.report(
      'type-mismatch',
      { reason: 'A value is needed here, and this subsearch gives search terms.' },
      tree.span,
      {
        help: ['End it with `return $field`.'],
      },
    );
  }

  check(expression: Expression, place: 'value' | 'condition' | 'any'): Expression {
    checkExpression(expression, place, {
      functions: this.#environment.functions,
      report: this.report,
      subsearch: (tree, place) => {
        this.#expressionSubsearch(tree);
        if (place !== 'condition') this.#needsValue(tree);
      },
      checkRegex: (pattern, at) => this.checkRegex(pattern, at),
    });
    return withEscapes(expression, this.semantics);
  }

  checkSearch(expression: SearchExpression, rows: 'read' | 'given'): SearchExpression {
    return this.#searchTerm(expression, true, rows) ?? { kind: 'everything', span: expression.span };
  }

  checkWindowed(expression: SearchExpression): { expression: SearchExpression; window: TimeWindow } {
    const outer = this.#window;
    const window: typeof outer = {};
    this.#window = window;
    const checked = this.checkSearch(expression, 'read');
    this.#window = outer;
    return { expression: checked, window };
  }

  /** The expression without its time modifiers, or undefined when nothing is left. `top`: the term must hold. */
  #searchTerm(expression: SearchExpression, top: boolean, rows: 'read' | 'given'): SearchExpression | undefined {
    switch (expression.kind) {
      case 'time': {
        if (rows === 'given' && expression.older !== undefined) return expression.older;
        return this.#timeModifier(expression, top);
      }
      case 'subsearch':
        this.#expressionSubsearch(expression.pipeline);
        if (expression.compared !== undefined) this.#needsValue(expression.pipeline);
        return expression;
      case 'group': {
        const inner = this.#searchTerm(expression.inner, top, rows);
        return inner === undefined ? undefined : { ...expression, inner };
      }
      case 'not': {
        const operand = this.#searchTerm(expression.operand, false, rows);
        return operand === undefined ? undefined : { ...expression, operand };
      }
      case 'and':
      case 'or': {
        const operands = expression.operands.flatMap(
          (each) => this.#searchTerm(each, top && expression.kind === 'and', rows) ?? [],
        );
        if (operands.length === 0) return undefined;
        return operands.length === 1 ? operands[0] : { ...expression, operands };
      }
      case 'in':
        return rows === 'given' ? expression : this.#knownField(expression);
      case 'comparison': {
        if (rows === 'given') return expression;
        const known = this.#knownField(expression);
        if (known !== expression || expression.operator !== '=') return known;
        const reason = unreadTimeOption(expression.field, expression.value.text);
        if (reason === undefined) return expression;
        if (reason !== '') this.report('invalid-time', { text: expression.value.text, reason }, expression.span);
        return undefined;
      }
      default:
        return expression;
    }
  }

  /** A term with the name that its field has today; undefined for one that only a Splunk server can answer. */
  #knownField<T extends SearchComparison | SearchIn>(term: T): T | undefined {
    const server = serverTerms.get(term.field);
    if (server !== undefined) {
      this.report('unsupported', { command: `${term.field}=`, reason: server }, term.span);
      return undefined;
    }
    const field = olderFields.get(term.field);
    return field === undefined ? term : { ...term, field };
  }

  /** A window that all terms share goes to where the events come from; any other stays a condition (spl-core 4.4). */
  #timeModifier(term: SearchTime, top: boolean): SearchTime | undefined {
    const spec = parseTimeSpec(term.value);
    if ('error' in spec) {
      this.report('invalid-time', { text: term.value, reason: spec.error }, term.span);
      return undefined;
    }
    if (!top || (term.modifier !== 'earliest' && term.modifier !== 'latest')) return term;
    this.#window[term.modifier] = term.value;
    return undefined;
  }

  #embedded<T>(text: string, at: Span, parse: (source: Source) => Parsed<T | undefined>): T | undefined {
    const source = createSource(this.source.name, text, {
      pieces: [
        {
          start: 0,
          end: text.length,
          source: this.source,
          origin: at,
          exact: this.source.text.slice(at.start, at.end) === text,
        },
      ],
    });
    const { tree, diagnostics } = parse(source);
    this.diagnostics.push(...diagnostics);
    return diagnostics.some((each) => each.severity === 'error') ? undefined : tree;
  }

  parseExpression(text: string, at: Span, place: 'value' | 'condition'): Expression | undefined {
    const tree = this.#embedded(text, at, (source) => this.#environment.language.parseExpression(source));
    return tree === undefined ? undefined : this.check(tree, place);
  }

  parseSearch(text: string, at: Span): SearchExpression | undefined {
    const tree = this.#embedded(text, at, (source) => this.#environment.language.parseSearchExpression(source));
    return tree === undefined ? undefined : this.checkSearch(tree, 'given');
  }

  checkRegex(pattern: string, at: Span): { readonly groupNames: readonly string[] } | undefined {
    this.#noteRegex(pattern, at);
    const compiled = compileRegex(pattern);
    if (compiled.ok) return compiled.regex;
    this.report('invalid-regex', { pattern, reason: compiled.message }, at);
    return undefined;
  }

  /** A template is tried more than once, and its parts stand in one place. */
  #noteRegex(pattern: string, at: Span): void {
    if (!this.regexes.some(({ span }) => span.start === at.start && span.end === at.end))
      this.regexes.push({ pattern, span: at });
  }

  checkSed(script: string, at: Span): void {
    const compiled = compileSed(script);
    if (!compiled.ok) this.report('invalid-regex', { pattern: script, reason: compiled.message }, at);
  }

  aggregate(name: string): ReturnType<LowerContext['aggregate']> {
    const found = findAggregate(name);
    return found === undefined ? undefined : { definition: found.definition, parameter: found.parameter };
  }

  aggregateNames(): readonly string[] {
    return aggregateNames();
  }
}

/** `inputlookup append=t` and `tstats append=t` add to the rows before them (spl-commands 1). */
function mayStandLater(definition: AnyCommand, options: Readonly<Record<string, unknown>>): boolean {
  return Object.hasOwn(definition.options, 'append') && options['append'] === true;
}
