import { type Document, isAlias, isMap, isScalar, isSeq, Lexer, type Node, type Pair } from 'yaml';
import { type Diagnostic, diagnostic, hasErrors } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import { type ContentEntry, type ContentMap, type ContentNode, nodeNoun } from './node.js';
import { quickYaml } from './quick-yaml.js';
import { parseYamlFile } from './yaml-file.js';

/** A content file as values with places; `root` is absent when the file cannot be used. */
export interface ContentDocument {
  /** The text that the places count in: the file, or what it was mended to (see `parseYamlFile`). */
  readonly file: Source;
  readonly root?: ContentMap;
  readonly diagnostics: readonly Diagnostic[];
}

/** Values in one file, what aliases stand for included. Published files have a few hundred. */
const maxNodes = 100_000;
const maxDepth = 100;
/** Characters of one YAML file. The largest published one has some 40,000. */
const maxCharacters = 500_000;
/** Uses of anchors. Resolving them takes the YAML library time that grows with the square of their number. */
const maxAliases = 100;

/** Reads a YAML file whose top is a mapping. Binary, empty, oversized and broken files give diagnostics. */
export function readDocument(file: Source): ContentDocument {
  const fail = (problem: Diagnostic): ContentDocument => ({ file, diagnostics: [problem] });
  const start = { source: file, span: span(0, 0) };
  if (file.text.includes('\0')) return fail(diagnostic('content-not-text', {}, { at: start }));
  if (file.text.length > maxCharacters) return fail(tooLarge(file, 'the file', `${maxCharacters} characters`));
  const quick = quickYaml(file);
  return quick === undefined ? readWithLibrary(file) : { file, root: quick, diagnostics: [] };
}

/** Reads whatever the YAML library reads; {@link readDocument} leaves the plain form of YAML to a quicker reader. */
export function readWithLibrary(file: Source): ContentDocument {
  const fail = (problem: Diagnostic): ContentDocument => ({ file, diagnostics: [problem] });
  const start = { source: file, span: span(0, 0) };
  if (hasManyAliases(file.text)) return fail(tooLarge(file, 'the number of aliases', String(maxAliases)));
  const { document, source, diagnostics } = parseYamlFile(file);
  if (hasErrors(diagnostics)) return { file: source, diagnostics };
  const contents = document.contents;
  if (contents === null || (isScalar(contents) && contents.value === null)) {
    return fail(diagnostic('content-empty', {}, { at: start }));
  }
  const found: Diagnostic[] = [...diagnostics];
  const root = new Conversion(source, found).convert(document);
  if (root === undefined) return { file: source, diagnostics: found };
  if (root.kind !== 'map') {
    const at = { source, span: span(root.span.start, Math.min(root.span.end, root.span.start + 1)) };
    return {
      file: source,
      diagnostics: [...found, diagnostic('content-not-a-mapping', { found: nodeNoun(root) }, { at })],
    };
  }
  return { file: source, root, diagnostics: found };
}

/** Asks the lexer only where the text holds many stars, as few searches do. */
function hasManyAliases(text: string): boolean {
  let stars = 0;
  for (let at = text.indexOf('*'); at !== -1 && stars <= maxAliases; at = text.indexOf('*', at + 1)) stars++;
  if (stars <= maxAliases) return false;
  let aliases = 0;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (token === '\x1f') scalarNext = true;
    else {
      if (token[0] === '*' && !scalarNext && ++aliases > maxAliases) return true;
      scalarNext = false;
    }
  }
  return false;
}

function tooLarge(file: Source, what: string, limit: string, at: Span = span(0, 0)): Diagnostic {
  return diagnostic('content-too-large', { what, limit }, { at: { source: file, span: at } });
}

/** Thrown inside a conversion only, to leave the recursion when a bound is passed. */
class BoundPassed {
  readonly problem: Diagnostic;
  constructor(problem: Diagnostic) {
    this.problem = problem;
  }
}

class Conversion {
  readonly #file: Source;
  readonly #diagnostics: Diagnostic[];
  /** What each anchor stands for, and how many values that is; `open` while the anchored value is being read. */
  readonly #anchors = new Map<string, { node: ContentNode; size: number } | 'open'>();
  #count = 0;

  constructor(file: Source, diagnostics: Diagnostic[]) {
    this.#file = file;
    this.#diagnostics = diagnostics;
  }

  convert(document: Document): ContentNode | undefined {
    try {
      return this.#node(document.contents as Node | null, 0, span(0, 0));
    } catch (error) {
      if (!(error instanceof BoundPassed)) throw error;
      this.#diagnostics.push(error.problem);
      return undefined;
    }
  }

  #node(node: Node | null, depth: number, otherwise: Span): ContentNode {
    const at = node?.range ? span(node.range[0], node.range[1]) : otherwise;
    if (isAlias(node)) return this.#alias(node.source, at);
    const before = this.#count;
    this.#spend(1, at);
    if (depth > maxDepth) throw new BoundPassed(tooLarge(this.#file, 'the nesting', `${maxDepth} levels`, at));
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) this.#anchors.set(anchor, 'open');
    const converted = this.#value(node, depth, at);
    if (anchor !== undefined) this.#anchors.set(anchor, { node: converted, size: this.#count - before });
    return converted;
  }

  #value(node: Node | null, depth: number, at: Span): ContentNode {
    if (isMap(node)) {
      const entries = new Map<string, ContentEntry>();
      const merged: ContentNode[] = [];
      for (const pair of node.items as Pair<Node, Node | null>[]) this.#entry(entries, merged, pair, depth, at);
      for (const each of merged.flatMap((one) => (one.kind === 'list' ? one.items : [one]))) {
        if (each.kind !== 'map') continue;
        for (const [key, entry] of each.entries) if (!entries.has(key)) entries.set(key, entry);
      }
      return { kind: 'map', entries, span: at };
    }
    if (isSeq(node)) {
      return {
        kind: 'list',
        items: node.items.map((item) => this.#node(item as Node | null, depth + 1, at)),
        span: at,
      };
    }
    if (isScalar(node)) {
      const value = scalarValue(node.value);
      const text = value === null ? '' : typeof value === 'string' ? value : (node.source ?? String(value));
      return { kind: 'scalar', value, text, span: at, ...(value === null ? {} : { yaml: node }) };
    }
    return { kind: 'scalar', value: null, text: '', span: at };
  }

  #entry(
    entries: Map<string, ContentEntry>,
    merged: ContentNode[],
    pair: Pair<Node, Node | null>,
    depth: number,
    parent: Span,
  ): void {
    const key = this.#node(pair.key, depth + 1, parent);
    const value = this.#node(pair.value, depth + 1, span(key.span.end, key.span.end));
    const problem = (text: string) =>
      diagnostic('content-schema', { path: '', problem: text }, { at: { source: this.#file, span: key.span } });
    if (key.kind !== 'scalar') {
      this.#diagnostics.push(problem(`a key must be text, not ${nodeNoun(key)}`));
      return;
    }
    // A merge key (`<<: *base`) gives what the mapping does not say itself.
    if (key.text === '<<' && value.kind !== 'scalar') merged.push(value);
    else entries.set(key.text, { key: key.span, value });
  }

  #alias(name: string, at: Span): ContentNode {
    const target = this.#anchors.get(name);
    if (target === undefined || target === 'open') {
      const text = target === 'open' ? `the alias \`*${name}\` contains itself` : `there is no anchor \`&${name}\``;
      throw new BoundPassed(
        diagnostic('content-schema', { path: '', problem: text }, { at: { source: this.#file, span: at } }),
      );
    }
    this.#spend(target.size, at);
    return target.node;
  }

  #spend(values: number, at: Span): void {
    this.#count += values;
    if (this.#count > maxNodes)
      throw new BoundPassed(tooLarge(this.#file, 'what the file expands to', `${maxNodes} values`, at));
  }
}

function scalarValue(value: unknown): string | number | boolean | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  // The library makes a merge key a symbol.
  return typeof value === 'symbol' ? (value.description ?? '') : String(value);
}
