import { checkExpression } from '../compile/check-expression.js';
import { withEscapes } from '../compile/string-escapes.js';
import { diagnostic } from '../diagnostics/diagnostic.js';
import { compileExpression, type ExpressionEnvironment } from '../exec/compile-expression.js';
import { compileSearchTerms, type SearchEnvironment } from '../exec/compile-search.js';
import type { ScalarFunction } from '../functions/define.js';
import type { RegexCompiler } from '../regex/regex-compiler.js';
import { createSource } from '../source/source.js';
import type { Registry } from '../support/registry.js';
import type { Language, Parsed } from '../syntax/parse.js';
import type { Semantics } from '../values/semantics.js';
import { comparedFields, conjuncts } from './compared-fields.js';
import type { Compiled, KnowledgeCompiler } from './knowledge-compiler.js';

/** What expressions of knowledge may use. */
export interface SplCompilerOptions {
  readonly language: Language;
  readonly functions: Registry<ScalarFunction>;
  readonly regex: RegexCompiler;
  readonly semantics: Semantics;
}

/** The engine's own parser and compiler at the service of knowledge files. Subsearches have no place in them. */
export function createKnowledgeCompiler(options: SplCompilerOptions): KnowledgeCompiler {
  const { language, functions, semantics } = options;
  const regex: ExpressionEnvironment['regex'] = (pattern) => {
    const compiled = options.regex(pattern);
    return compiled.ok ? compiled.regex : undefined;
  };
  const searchEnvironment: SearchEnvironment = { semantics, subsearch: () => () => false };
  const environment: ExpressionEnvironment = {
    functions,
    semantics,
    regex,
    search: (text) => {
      const { tree } = language.parseSearchExpression(createSource('searchmatch', text));
      return tree === undefined ? () => false : compileSearchTerms(tree, searchEnvironment);
    },
    subsearch: () => () => null,
  };
  return {
    expression(text, name) {
      const parsed = language.parseExpression(createSource(name, text));
      const fault = faultOf(parsed);
      if (fault !== undefined || parsed.tree === undefined) return failed(fault);
      const faults: string[] = [];
      checkExpression(parsed.tree, 'value', {
        functions,
        report: (code, params) => {
          const found = diagnostic(code, params);
          if (found.severity === 'error') faults.push(found.message);
        },
        subsearch: () => faults.push('it holds a subsearch.'),
        checkRegex: (pattern) => {
          const compiled = options.regex(pattern);
          if (!compiled.ok) faults.push(compiled.message);
        },
      });
      if (faults.length > 0) return failed(faults[0]);
      return { ok: true, run: compileExpression(withEscapes(parsed.tree, semantics), environment) };
    },
    search(text, name) {
      const parsed = language.parseSearchExpression(createSource(name, text));
      const fault = faultOf(parsed);
      if (fault !== undefined || parsed.tree === undefined) return failed(fault);
      return {
        ok: true,
        run: conjuncts(parsed.tree).map((term) => ({
          run: compileSearchTerms(term, searchEnvironment),
          fields: comparedFields(term),
        })),
      };
    },
    matches(text) {
      const compiled = options.regex(text);
      if (!compiled.ok) return failed(compiled.message);
      const { regex: ready } = compiled;
      return {
        ok: true,
        run: (subject, max) =>
          ready.matchAll(subject, max).map((match) => ({ groups: match.groups, named: ready.named(match) })),
      };
    },
    pattern(text) {
      const compiled = options.regex(text);
      if (!compiled.ok) return failed(compiled.message);
      const { regex: ready } = compiled;
      return {
        ok: true,
        run: (subject) => {
          const match = ready.exec(subject);
          return match === null ? null : ready.named(match);
        },
      };
    },
  };
}

function faultOf(parsed: Parsed<unknown>): string | undefined {
  return parsed.diagnostics.find((each) => each.severity === 'error')?.message;
}

function failed<T>(detail: string | undefined): Compiled<T> {
  return { ok: false, detail: detail ?? 'it is empty.' };
}
