import { type ContentKey, type Diagnostic, diagnostic, type Label } from '../diagnostics/diagnostic.js';
import { createSource, type Source } from '../source/source.js';
import { type ContentMap, type ContentNode, type ContentScalar, nodeNoun, spanOfPath } from './node.js';
import { scalarSource } from './yaml-source.js';

/**
 * Typed access to one mapping of a content file. A value of the wrong type is reported once, with its place, and read
 * as absent; an absent key is silent unless `need` asks for it.
 */
export class MapReader {
  readonly file: Source;
  readonly node: ContentMap;
  readonly #path: readonly string[];
  readonly #diagnostics: Diagnostic[];
  /** What has been reported of the file: whoever reads a key again need not know that it was read before. */
  readonly #reported: Set<string>;

  constructor(
    file: Source,
    node: ContentMap,
    diagnostics: Diagnostic[],
    path: readonly string[] = [],
    reported = new Set<string>(),
  ) {
    this.file = file;
    this.node = node;
    this.#diagnostics = diagnostics;
    this.#path = path;
    this.#reported = reported;
  }

  has(key: string): boolean {
    const value = this.node.entries.get(key)?.value;
    return value !== undefined && !(value.kind === 'scalar' && value.value === null);
  }

  /** The first of these keys that has a value. */
  firstOf(...keys: string[]): string {
    return keys.find((key) => this.has(key)) ?? keys[0]!;
  }

  text(key: string): string | undefined {
    return this.#scalar(key)?.text;
  }

  /** The text of a key without surrounding white space, or ''. */
  trimmed(key: string): string {
    return this.text(key)?.trim() ?? '';
  }

  /** As `text`, reporting a missing or empty value. */
  need(key: string): string | undefined {
    const text = this.text(key);
    if (text !== undefined && text.trim() !== '') return text;
    if (text !== undefined) this.#report([...this.#path, key], 'must not be empty');
    else if (!this.has(key))
      this.#report(this.#path, `lacks the key \`${key}\``, { key: this.keyOf(key), missing: true });
    return undefined;
  }

  /** A text as a source whose origin points into the file. */
  source(key: string, name = `${this.file.name}#${[...this.#path, key].join('.')}`): Source | undefined {
    const scalar = this.#scalar(key);
    if (scalar === undefined) return undefined;
    return textSource(this.file, scalar, name);
  }

  number(key: string): number | undefined {
    const scalar = this.#scalar(key);
    if (scalar === undefined) return undefined;
    if (typeof scalar.value === 'number') return scalar.value;
    if (/^\s*-?[0-9]+(?:\.[0-9]+)?\s*$/.test(scalar.text)) return Number(scalar.text);
    this.#report([...this.#path, key], 'must be a number');
    return undefined;
  }

  flag(key: string): boolean | undefined {
    const scalar = this.#scalar(key);
    if (scalar === undefined) return undefined;
    if (typeof scalar.value === 'boolean') return scalar.value;
    const text = scalar.text.trim().toLowerCase();
    if (['true', 'yes', 'on', '1'].includes(text)) return true;
    if (['false', 'no', 'off', '0'].includes(text)) return false;
    this.#report([...this.#path, key], 'must be true or false');
    return undefined;
  }

  /** The texts of a list; a single text counts as a list of one. */
  texts(key: string): string[] {
    const texts: string[] = [];
    for (const [index, item] of this.#items(key).entries()) {
      if (item.kind === 'scalar') texts.push(item.text);
      else this.#report([...this.#path, key, String(index)], `must be text, not ${nodeNoun(item)}`);
    }
    return texts;
  }

  map(key: string): MapReader | undefined {
    const node = this.node.entries.get(key)?.value;
    if (node === undefined || (node.kind === 'scalar' && node.value === null)) return undefined;
    if (node.kind === 'map') return this.#inside(node, [...this.#path, key]);
    this.#report([...this.#path, key], `must hold keys and values, not ${nodeNoun(node)}`);
    return undefined;
  }

  /** The mappings of a list; other items are reported and left out. */
  maps(key: string): MapReader[] {
    const maps: MapReader[] = [];
    for (const [index, item] of this.#items(key).entries()) {
      const path = [...this.#path, key, String(index)];
      if (item.kind === 'map') maps.push(this.#inside(item, path));
      else this.#report(path, `must hold keys and values, not ${nodeNoun(item)}`);
    }
    return maps;
  }

  /** The key of the mapping, or of one of its keys, in the whole file: `rba.risk_objects[0].score`. */
  keyOf(key?: string): string {
    return pathText(key === undefined ? this.#path : [...this.#path, key]);
  }

  /** Where a key's value, or the mapping itself, stands in the file. */
  at(key?: string): Label {
    return { source: this.file, span: key === undefined ? this.node.span : spanOfPath(this.node, [key]) };
  }

  #inside(node: ContentMap, path: readonly string[]): MapReader {
    return new MapReader(this.file, node, this.#diagnostics, path, this.#reported);
  }

  #scalar(key: string): ContentScalar | undefined {
    const node = this.node.entries.get(key)?.value;
    if (node === undefined) return undefined;
    if (node.kind === 'scalar') return node.value === null ? undefined : node;
    this.#report([...this.#path, key], `must be text, not ${nodeNoun(node)}`);
    return undefined;
  }

  #items(key: string): readonly ContentNode[] {
    const node = this.node.entries.get(key)?.value;
    if (node === undefined) return [];
    if (node.kind === 'list') return node.items;
    if (node.kind === 'scalar') return node.value === null ? [] : [node];
    this.#report([...this.#path, key], `must be a list, not ${nodeNoun(node)}`);
    return [];
  }

  #report(path: readonly string[], problem: string, about: ContentKey = { key: pathText(path) }): void {
    const params = { path: pathText(path), problem };
    const said = `${params.path} ${problem}`;
    if (this.#reported.has(said)) return;
    this.#reported.add(said);
    const at = { source: this.file, span: spanOfPath(this.node, path.slice(this.#path.length)) };
    this.#diagnostics.push(diagnostic('content-schema', params, { at, about }));
  }
}

/** `tags.observable[0].type`. */
export function pathText(path: readonly string[]): string {
  return path.map((part, i) => (/^[0-9]+$/.test(part) ? `[${part}]` : i === 0 ? part : `.${part}`)).join('');
}

/** A scalar as a source under a name of its own, with origins in the file. */
function textSource(file: Source, scalar: ContentScalar, name: string): Source {
  if (scalar.yaml === undefined) return createSource(name, scalar.text);
  return scalarSource(file, scalar.yaml, name);
}
