import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { CompiledExpression } from '../functions/context.js';
import { once } from '../support/once.js';
import type { NamedMatcher } from './extract/patterns.js';
import {
  allOf,
  type Compiled,
  type Condition,
  type GroupMatcher,
  type KnowledgeCompiler,
  type SearchCondition,
} from './knowledge-compiler.js';

/** Compiles the texts of knowledge files when they are first needed, equal terms and patterns once, and reports what does not compile. */
export class PartCompiler {
  readonly #compiler: KnowledgeCompiler;
  readonly #diagnostics: Diagnostic[] = [];
  readonly #terms = new Map<string, readonly Condition[]>();
  readonly #patterns = new Map<string, NamedMatcher | null>();
  readonly #pending: (() => unknown)[] = [];

  constructor(compiler: KnowledgeCompiler) {
    this.#compiler = compiler;
  }

  /** What did not compile; grows while parts are compiled. */
  get diagnostics(): readonly Diagnostic[] {
    return this.#diagnostics;
  }

  /** What is made when it is first asked for, or by {@link compileAll}. */
  lazy<T>(make: () => T): () => T {
    const made = once(make);
    this.#pending.push(made);
    return made;
  }

  /** An expression that is compiled when it is first run; a broken one gives what the field has without it. */
  expression(text: string, path: string, field: string): CompiledExpression {
    const run = this.lazy(
      () => this.#made(this.#compiler.expression(text, path), path) ?? ((event) => event.get(field)),
    );
    return (event, context) => run()(event, context);
  }

  /** A condition that is compiled when it is first asked; a broken one holds for nothing. */
  condition(text: string, path: string): SearchCondition {
    const run = this.lazy(() => allOf(this.#made(this.#compiler.search(text, path), path) ?? never));
    return (event, context) => run()(event, context);
  }

  /** The terms of a condition; of a broken one, a term that holds for nothing. */
  terms(text: string, path: string): readonly Condition[] {
    let terms = this.#terms.get(text);
    if (terms === undefined) {
      terms = this.#made(this.#compiler.search(text, path), path) ?? never;
      this.#terms.set(text, terms);
    }
    return terms;
  }

  /** A pattern with named groups; null when it is broken. */
  pattern(text: string, path: string): NamedMatcher | null {
    let matcher = this.#patterns.get(text);
    if (matcher === undefined) {
      matcher = this.#made(this.#compiler.pattern(text, path), path);
      this.#patterns.set(text, matcher);
    }
    return matcher;
  }

  /** A pattern whose matches are taken one after the other; null when it is broken. */
  matches(text: string, path: string): GroupMatcher | null {
    return this.#made(this.#compiler.matches(text, path), path);
  }

  /** Compiles what has not been asked for yet, also what that needs in turn. */
  compileAll(): void {
    for (const make of this.#pending) make();
  }

  #made<T>(compiled: Compiled<T>, path: string): T | null {
    if (compiled.ok) return compiled.run;
    this.#diagnostics.push(diagnostic('knowledge-expression', { path, detail: compiled.detail }));
    return null;
  }
}

const never: readonly Condition[] = [{ run: () => false, fields: [] }];
