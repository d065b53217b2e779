import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { DerivedText } from '../source/derived-text.js';
import type { OriginCall } from '../source/origin-map.js';
import { createSource, type Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import { didYouMean, suggest } from '../support/suggest.js';
import type { Limits } from '../values/limits.js';
import { bindArguments, excerpt, isQuoted, unquote } from './call-arguments.js';
import { ExpansionReport } from './expansion-report.js';
import type { MacroDefinition, MacroResolver } from './macro-definition.js';
import { type CallText, scanCalls } from './read-call.js';
import { standIn } from './stand-in.js';
import { substitute } from './substitute.js';

/** A call that was found and resolved. */
export interface MacroCall {
  readonly name: string;
  /** The arguments as they were substituted, in the order of the macro's parameters. */
  readonly args: readonly string[];
  /** The text the call stands in: the search, or the text of another macro. */
  readonly source: Source;
  readonly span: Span;
  readonly definition: MacroDefinition;
  /** Macros around this one; 0 for a call in the search itself. */
  readonly depth: number;
}

/** What an eval expression without fields comes to, or why it does not. */
export type MacroEvaluation =
  | {
      readonly value: string | boolean | null;
      /** The expression is Boolean, so that a null counts as false in a validation. */
      readonly isBoolean?: boolean;
    }
  | { readonly diagnostics: readonly Diagnostic[] };

export interface MacroOptions {
  readonly limits: Pick<Limits, 'macroDepth' | 'expandedCharacters'>;
  /** Evaluates the definition of `iseval` macros and `validation` expressions. */
  readonly evaluate?: (expression: Source) => MacroEvaluation;
}

/** A search without macro calls; calls that could not be expanded stay in the text and have a diagnostic. */
export interface MacroExpansion {
  /** Named like the search; the search itself when it has no calls. */
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
  /** Every resolved call, outer before inner. The inside of a macro without arguments is listed once. */
  readonly calls: readonly MacroCall[];
}

/** Expands the macro calls of a search, those in macros too (spl-core 1.1, 5). */
export function expandMacros(search: Source, registry: MacroResolver, options: MacroOptions): MacroExpansion {
  return new Expander(registry, options).run(search);
}

/** What each call costs besides its text, so that macros without text cannot be called without end. */
const callCost = 64;

interface Cached {
  readonly source: Source | undefined;
  readonly cost: number;
}

class Expander {
  readonly #registry: MacroResolver;
  readonly #options: MacroOptions;
  readonly #report = new ExpansionReport();
  readonly #calls: MacroCall[] = [];
  readonly #expanded = new Map<MacroDefinition, Cached>();
  readonly #path: { readonly macro: MacroDefinition; readonly call: OriginCall }[] = [];
  readonly #suggestions = new Map<string, string[]>();
  #depth = 0;
  #spent = 0;
  #stopped = false;
  #failures = 0;

  constructor(registry: MacroResolver, options: MacroOptions) {
    this.#registry = registry;
    this.#options = options;
  }

  run(search: Source): MacroExpansion {
    this.#spent = search.text.length;
    const source = this.#expandText(search);
    return { source, diagnostics: this.#report.diagnostics, calls: this.#calls };
  }

  #fail(made: Diagnostic, around: readonly OriginCall[], call: OriginCall): void {
    this.#failures++;
    this.#report.add(made, around, call);
  }

  #expandText(source: Source): Source {
    const found = scanCalls(source.text);
    if (found.length === 0) return source;
    const out = new DerivedText();
    let copied = 0;
    for (const each of found) {
      if (this.#stopped) break;
      if (each.kind !== 'call') {
        const made =
          each.kind === 'unterminated'
            ? diagnostic('macro-unterminated', {})
            : diagnostic('macro-malformed-call', { problem: each.problem });
        this.#fail(made, this.#written, { macro: '', source, span: each.span });
        continue;
      }
      const call: OriginCall = { macro: each.name, source, span: each.span };
      const text = this.#expandCall(each, call);
      if (text === undefined || !this.#hasRoom(text.text.length, call)) continue;
      out.copy(source, copied, each.span.start);
      out.copy(text, 0, text.text.length, call);
      copied = each.span.end;
    }
    if (copied === 0) return source;
    out.copy(source, copied, source.text.length);
    return out.toSource(source.name, { source, span: span(0, source.text.length) });
  }

  /** The text of a call, or undefined after a diagnostic. */
  #expandCall(written: CallText, call: OriginCall): Source | undefined {
    const macro = this.#resolve(written, call);
    if (macro === undefined) return undefined;
    if (macro.isUnknown === true) {
      this.#note(macro, call, []);
      return createSource(macro.name, standIn(call.source.text, call.span));
    }
    if (this.#depth >= this.#options.limits.macroDepth) {
      const limit = this.#options.limits.macroDepth;
      this.#fail(diagnostic('macro-too-deep', { name: macro.name, limit }), this.#written, call);
      return undefined;
    }
    const again = this.#path.findIndex((frame) => frame.macro === macro);
    if (again !== -1) {
      const chain = [...this.#path.slice(again).map((frame) => frame.macro.name), macro.name];
      this.#fail(diagnostic('macro-cycle', { chain }), this.#written, call);
      return undefined;
    }
    const known = this.#expanded.get(macro);
    if (known !== undefined) {
      this.#note(macro, call, []);
      return this.#hasRoom(known.cost, call) ? known.source : undefined;
    }
    const before = this.#spent;
    if (!this.#hasRoom(callCost, call)) return undefined;
    this.#depth++;
    const source = this.#expandMacro(macro, written, call);
    this.#depth--;
    if (macro.args.length === 0) this.#expanded.set(macro, { source, cost: this.#spent - before });
    return source;
  }

  #expandMacro(macro: MacroDefinition, written: CallText, call: OriginCall): Source | undefined {
    const values = new Map<string, Source>();
    const failures = this.#failures;
    const position = this.#note(macro, call, []);
    for (const { parameter, span: at } of bindArguments(call.source.text, written.args, macro)) {
      const quoted = isQuoted(call.source.text, at);
      const value = quoted
        ? unquote(call.source.name, call.source, at)
        : this.#expandText(excerpt(call.source.name, call.source, at));
      values.set(parameter, value);
    }
    this.#note(
      macro,
      call,
      macro.args.map((name) => values.get(name)?.text ?? ''),
      position,
    );
    // A call that stays in an argument must not be tried again in the text of the macro.
    if (this.#failures > failures) return undefined;
    if (!this.#isValid(macro, values, call)) return undefined;
    const room = (characters: number) => this.#hasRoom(characters, call);
    const text = substitute(macro.name, macro.definition, values, room);
    if (text === undefined) return undefined;
    this.#path.push({ macro, call });
    let expanded: Source | undefined = this.#expandText(text);
    if (macro.isEval === true && this.#failures > failures) expanded = undefined;
    else if (macro.isEval === true) {
      expanded = this.#evaluateText(macro, expanded, call);
      if (expanded !== undefined) expanded = this.#expandText(expanded);
    }
    this.#path.pop();
    return expanded;
  }

  #resolve(written: CallText, call: OriginCall): MacroDefinition | undefined {
    const { name, args } = written;
    const macro = this.#registry.find(name, args.length);
    if (macro !== undefined) return macro;
    const others = this.#registry.named(name);
    const unknown = others.find((other) => other.isUnknown === true && other.args.length === 0);
    if (unknown !== undefined) return unknown;
    if (others.length === 0) {
      let help = this.#suggestions.get(name);
      if (help === undefined) {
        help = this.#report.isFull ? [] : didYouMean(suggest(name, this.#registry.names()));
        this.#suggestions.set(name, help);
      }
      this.#fail(diagnostic('macro-unknown', { name }, { help }), this.#written, call);
      return undefined;
    }
    const accepted = others.map((other) => other.args.length);
    const related = others.map((other) => ({
      source: other.definition,
      span: span(0, other.definition.text.length),
      message: `\`${other.name}(${other.args.join(', ')})\` is defined here`,
    }));
    const made = diagnostic('macro-argument-count', { name, given: args.length, accepted }, { related });
    this.#fail(made, this.#written, call);
    return undefined;
  }

  /** Checks the arguments with the macro's `validation` (macros.conf.spec; spl-core 5.1). */
  #isValid(macro: MacroDefinition, values: ReadonlyMap<string, Source>, call: OriginCall): boolean {
    if (macro.validation === undefined) return true;
    const name = macro.name;
    const template = createSource(`validation of ${name}`, macro.validation);
    const expression = substitute(name, template, values, (characters) => this.#hasRoom(characters, call));
    if (expression === undefined) return false;
    const result = this.#evaluate(macro, 'validation', expression, call);
    if (result === undefined) return false;
    let reason: string | undefined;
    if (typeof result.value === 'string') reason = result.value;
    else if (result.value === false || (result.value === null && result.isBoolean === true)) {
      reason = macro.errorMessage ?? `\`${expression.text}\` is not true.`;
    }
    if (reason === undefined) return true;
    this.#fail(diagnostic('macro-validation-failed', { name, reason }), this.#written, call);
    return false;
  }

  #evaluateText(macro: MacroDefinition, expression: Source, call: OriginCall): Source | undefined {
    const result = this.#evaluate(macro, 'definition', expression, call);
    if (result === undefined) return undefined;
    if (typeof result.value !== 'string') {
      this.#fail(diagnostic('macro-eval-no-text', { name: macro.name }), this.#outside, call);
      return undefined;
    }
    if (!this.#hasRoom(result.value.length, call)) return undefined;
    const whole = span(0, expression.text.length);
    const out = new DerivedText();
    out.put(result.value, expression, whole);
    return out.toSource(macro.name, { source: expression, span: whole });
  }

  #evaluate(macro: MacroDefinition, what: 'definition' | 'validation', expression: Source, call: OriginCall) {
    const outside = what === 'definition' ? this.#outside : this.#written;
    if (this.#options.evaluate === undefined) {
      this.#fail(diagnostic('macro-eval-unavailable', { name: macro.name, what }), outside, call);
      return undefined;
    }
    const result = this.#options.evaluate(expression);
    if (!('diagnostics' in result)) return result;
    this.#failures++;
    for (const each of result.diagnostics) this.#report.addFrom(each, outside, call);
    return undefined;
  }

  /** Lists a call; `index` is that of an entry to replace. */
  #note(definition: MacroDefinition, call: OriginCall, args: readonly string[], index = this.#calls.length): number {
    const { macro: name, source, span: at } = call;
    this.#calls[index] = { name, args, source, span: at, definition, depth: this.#path.length };
    return index;
  }

  #hasRoom(characters: number, call: OriginCall): boolean {
    const limit = this.#options.limits.expandedCharacters;
    this.#spent += characters;
    if (this.#spent <= limit) return true;
    if (!this.#stopped) this.#fail(diagnostic('macro-too-large', { limit }), this.#written, call);
    this.#stopped = true;
    return false;
  }

  /** The calls around the one being looked at, outermost first. */
  get #written(): readonly OriginCall[] {
    return this.#path.map((frame) => frame.call);
  }

  /** The same while the macro itself is already on the path. */
  get #outside(): readonly OriginCall[] {
    return this.#written.slice(0, -1);
  }
}
