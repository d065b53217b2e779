import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import type { MacroDefinition } from './macro-definition.js';
import { endOfQuotes } from './read-call.js';

/** An argument paired with the parameter it is for. */
export interface BoundArgument {
  readonly parameter: string;
  /** The value as written, with its quotes. */
  readonly span: Span;
}

const namePart = /^([\w-]+)\s*=(?!=)\s*/;

/**
 * Pairs the arguments of a call with the parameters of a macro of that many. They are read by name (`lo=1, hi=2`)
 * when every one begins with another parameter's name and `=`; otherwise by place.
 */
export function bindArguments(text: string, args: readonly Span[], macro: MacroDefinition): BoundArgument[] {
  const named = new Map<string, BoundArgument>();
  for (const arg of args) {
    const match = namePart.exec(text.slice(arg.start, arg.end));
    if (match === null || !macro.args.includes(match[1]!)) break;
    named.set(match[1]!, { parameter: match[1]!, span: span(arg.start + match[0].length, arg.end) });
  }
  if (named.size === args.length) return [...named.values()];
  return args.map((arg, i) => ({ parameter: macro.args[i]!, span: arg }));
}

/** Whether a stretch of text is one double-quoted string and nothing else. */
export function isQuoted(text: string, at: Span): boolean {
  return at.end - at.start >= 2 && text[at.start] === '"' && endOfQuotes(text, at.start) === at.end;
}

/**
 * The value of a quoted argument: without its quotes, `\"` is a quote. Other backslashes stay for whoever reads the
 * expanded text.
 */
export function unquote(name: string, source: Source, at: Span): Source {
  const out = new DerivedText();
  const inside = span(at.start + 1, at.end - 1);
  let from = inside.start;
  for (let i = inside.start; i < inside.end; i++) {
    if (source.text[i] !== '\\') continue;
    if (source.text[i + 1] === '"') {
      out.copy(source, from, i);
      out.put('"', source, span(i, i + 2));
      from = i + 2;
    }
    i++;
  }
  out.copy(source, from, inside.end);
  return out.toSource(name, { source, span: at });
}

/** A stretch of a source as a source of its own. */
export function excerpt(name: string, source: Source, at: Span): Source {
  const out = new DerivedText();
  out.copy(source, at.start, at.end);
  return out.toSource(name, { source, span: at });
}
