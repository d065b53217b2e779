/** An XPath location path; several, joined with `|`, are a union. */
export interface XPath {
  readonly absolute: boolean;
  readonly steps: readonly XPathStep[];
}
export interface XPathStep {
  readonly axis: 'child' | 'descendant' | 'attribute' | 'self' | 'parent';
  /** A name, `*`, `text()` or `node()`. */
  readonly test: string;
  readonly predicates: readonly XPathPredicate[];
}
export type XPathPredicate =
  | { readonly kind: 'or' | 'and'; readonly left: XPathPredicate; readonly right: XPathPredicate }
  | { readonly kind: 'not'; readonly inner: XPathPredicate }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: XPathOperand; readonly right: XPathOperand }
  | { readonly kind: 'contains' | 'starts-with'; readonly left: XPathOperand; readonly right: XPathOperand }
  | { readonly kind: 'operand'; readonly operand: XPathOperand };
export type XPathOperand =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'position' | 'last' }
  | { readonly kind: 'count' | 'path'; readonly path: XPath };

/** The part of an XPath that could not be read. */
export interface XPathFault {
  readonly offset: number;
  readonly message: string;
}

const token =
  /\s*(?:(\/\/|\.\.|!=|<=|>=|[/@[\]().|=<>,*])|("[^"]*"|'[^']*')|(\d+(?:\.\d+)?)|([\p{L}_][\p{L}\p{N}_.-]*(?::[\p{L}_][\p{L}\p{N}_.-]*)?))/uy;

/** Deeper brackets are refused. */
const deepest = 64;

interface Token {
  readonly text: string;
  readonly kind: 'mark' | 'text' | 'number' | 'name';
  readonly offset: number;
}

/**
 * Reads the part of XPath 1.0 that the `xpath` command needs (spl-commands 7.4): `/a`, `//a`, `*`, `@x`, `.`, `..`,
 * `text()`, `node()`, unions, and predicates with positions, `last()`, `position()`, `count()`, comparisons, `and`, `or`,
 * `not()`, `contains()`, `starts-with()`. Never throws.
 */
export function parseXPath(source: string): readonly XPath[] | XPathFault {
  const tokens = tokenize(source);
  return Array.isArray(tokens) ? new Parser(tokens as Token[], source.length).parse() : (tokens as XPathFault);
}

function tokenize(source: string): Token[] | XPathFault {
  const tokens: Token[] = [];
  let at = 0;
  while (source.slice(at).trim() !== '') {
    token.lastIndex = at;
    const match = token.exec(source);
    if (match === null) return { offset: at, message: `Unexpected character at ${source.slice(at, at + 10)}` };
    const [whole, mark, text, number, name] = match;
    const kind = mark !== undefined ? 'mark' : text !== undefined ? 'text' : number !== undefined ? 'number' : 'name';
    tokens.push({ text: mark ?? text ?? number ?? name ?? '', kind, offset: at });
    at += whole.length;
  }
  return tokens;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at = 0;
  #depth = 0;
  #fault: XPathFault | null = null;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  parse(): readonly XPath[] | XPathFault {
    const paths = [this.#path()];
    while (this.#take('|')) paths.push(this.#path());
    if (this.#at < this.#tokens.length) this.#fail(`Unexpected ${this.#tokens[this.#at]!.text}`);
    return this.#fault ?? paths;
  }

  #fail(message: string): void {
    this.#fault ??= { offset: this.#tokens[this.#at]?.offset ?? this.#end, message };
    // Nothing that follows is read any more.
    this.#at = this.#tokens.length;
  }

  #peek(ahead = 0): string {
    const next = this.#tokens[this.#at + ahead];
    return next === undefined || next.kind === 'text' ? '' : next.text;
  }

  #take(text: string): boolean {
    if (this.#peek() !== text) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) this.#fail(`${text} should stand here`);
  }

  #path(): XPath {
    const steps: XPathStep[] = [];
    const absolute = this.#peek() === '/' || this.#peek() === '//';
    let deep = this.#take('//');
    if (!deep) this.#take('/');
    for (;;) {
      const step = this.#step(deep);
      if (step === null) break;
      steps.push(step);
      deep = this.#peek() === '//';
      if (!this.#take('//') && !this.#take('/')) return { absolute, steps };
    }
    this.#fail('A step should stand here');
    return { absolute, steps };
  }

  #step(deep: boolean): XPathStep | null {
    const axis = deep ? 'descendant' : 'child';
    if (this.#take('..')) return { axis: 'parent', test: 'node()', predicates: this.#predicates() };
    if (this.#take('.')) return { axis: deep ? axis : 'self', test: 'node()', predicates: this.#predicates() };
    const attribute = this.#take('@');
    if (attribute && deep) this.#fail('Write //*/@name');
    const next = this.#tokens[this.#at];
    if (next === undefined || (next.kind !== 'name' && next.text !== '*')) return null;
    this.#at++;
    let test = next.text;
    if (!attribute && (test === 'text' || test === 'node') && this.#take('(')) {
      this.#expect(')');
      test += '()';
    }
    return { axis: attribute ? 'attribute' : axis, test, predicates: this.#predicates() };
  }

  #predicates(): XPathPredicate[] {
    const predicates: XPathPredicate[] = [];
    while (this.#take('[')) {
      predicates.push(this.#or());
      this.#expect(']');
    }
    return predicates;
  }

  #or(): XPathPredicate {
    let left = this.#and();
    while (this.#take('or')) left = { kind: 'or', left, right: this.#and() };
    return left;
  }

  #and(): XPathPredicate {
    let left = this.#condition();
    while (this.#take('and')) left = { kind: 'and', left, right: this.#condition() };
    return left;
  }

  #condition(): XPathPredicate {
    const nothing: XPathPredicate = { kind: 'operand', operand: { kind: 'number', value: 0 } };
    if (++this.#depth > deepest) this.#fail('Nested too deep');
    if (this.#fault !== null) return nothing;
    const result = this.#conditionInside();
    this.#depth--;
    return result;
  }

  #conditionInside(): XPathPredicate {
    if (this.#take('(')) {
      const inner = this.#or();
      this.#expect(')');
      return inner;
    }
    const name = this.#peek();
    if (this.#peek(1) === '(' && (name === 'not' || name === 'contains' || name === 'starts-with')) {
      this.#at += 2;
      if (name === 'not') {
        const inner = this.#or();
        this.#expect(')');
        return { kind: 'not', inner };
      }
      const left = this.#operand();
      this.#expect(',');
      const right = this.#operand();
      this.#expect(')');
      return { kind: name, left, right };
    }
    const left = this.#operand();
    const operator = this.#peek();
    if (!['=', '!=', '<', '<=', '>', '>='].includes(operator)) return { kind: 'operand', operand: left };
    this.#at++;
    return { kind: 'compare', operator, left, right: this.#operand() };
  }

  #operand(): XPathOperand {
    const next = this.#tokens[this.#at];
    if (next?.kind === 'text') {
      this.#at++;
      return { kind: 'text', value: next.text.slice(1, -1) };
    }
    if (next?.kind === 'number') {
      this.#at++;
      return { kind: 'number', value: Number(next.text) };
    }
    if (this.#peek(1) === '(' && next && ['position', 'last', 'count'].includes(next.text)) {
      this.#at += 2;
      const kind = next.text as 'position' | 'last' | 'count';
      const result: XPathOperand = kind === 'count' ? { kind, path: this.#path() } : { kind };
      this.#expect(')');
      return result;
    }
    return { kind: 'path', path: this.#path() };
  }
}
