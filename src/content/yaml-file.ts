import {
  type Alias,
  Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  type Scalar,
  visit,
  type YAMLError,
  type YAMLMap,
} from 'yaml';
import { type Diagnostic, diagnostic, hasErrors, type Label } from '../diagnostics/diagnostic.js';
import { DerivedText } from '../source/derived-text.js';
import { lineIndexOf } from '../source/line-index.js';
import type { Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import { tooDeepAt } from './yaml-depth.js';
import { nodeSpan } from './yaml-locate.js';
import { indentQuotedLines, type MendedScalar } from './yaml-repair.js';

/** A YAML file as it was read. */
export interface YamlFile {
  readonly document: Document<Node>;
  /**
   * The text that the positions in `document` count in: the file, or a text derived from it where the file was read
   * leniently. Labels, `scalarSource` and `locate` need this one.
   */
  readonly source: Source;
  readonly diagnostics: readonly Diagnostic[];
}

/** Uses of anchors in one file, all expanded. */
const maxAliasCount = 100;
/** Errors after the first few are mostly their consequences. */
const maxErrors = 5;

/**
 * Reads one YAML document, with the leniency of PyYAML where the meaning is clear (`yaml-lenient`). With an error
 * among the diagnostics the document is incomplete or empty. Without one it is free of alias cycles, nests at most
 * about 100 levels, and has each key once.
 */
export function parseYamlFile(file: Source): YamlFile {
  let source = withLineFeeds(file);
  const deep = tooDeepAt(source.text);
  if (deep !== undefined) {
    const problem = 'lists and mappings nest too deeply.';
    const found = diagnostic('yaml-syntax', { problem }, { at: { source, span: span(deep, deep + 1) } });
    return { document: new Document<Node>(undefined), source, diagnostics: [found] };
  }
  const diagnostics: Diagnostic[] = [];
  let document = parse(source, true);
  if (document.errors.length > 0) {
    const repair = indentQuotedLines(source);
    const mended = repair === undefined ? undefined : parse(repair.source, true);
    if (repair !== undefined && mended!.errors.length < document.errors.length) {
      source = repair.source;
      document = mended!;
      for (const scalar of repair.scalars) diagnostics.push(lenientIndent(scalar));
    }
  }
  if (document.errors.length > 0) {
    const lenient = parse(source, false);
    if (lenient.errors.length === 0) {
      for (const error of document.errors.slice(0, maxErrors)) {
        diagnostics.push(diagnostic('yaml-lenient', { problem: sentence(error) }, { at: labelOf(source, error) }));
      }
      document = lenient;
    }
  }
  for (const error of firstOfLines(document.errors, source).slice(0, maxErrors)) {
    const details = { at: labelOf(source, error), help: adviceFor(error, source) };
    diagnostics.push(diagnostic('yaml-syntax', { problem: sentence(error) }, details));
  }
  for (const warning of document.warnings.slice(0, maxErrors)) {
    const details = { at: labelOf(source, warning), severity: 'warning' } as const;
    diagnostics.push(diagnostic('yaml-syntax', { problem: sentence(warning) }, details));
  }
  if (!hasErrors(diagnostics)) {
    const { duplicates, hasAliases } = look(document, source);
    diagnostics.push(...duplicates);
    if (hasAliases) diagnostics.push(...aliasProblems(document, source));
  }
  return { document: document as Document<Node>, source, diagnostics };
}

function parse(source: Source, strict: boolean): Document.Parsed<ParsedNode> {
  return parseDocument(source.text, {
    strict,
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
    merge: true,
    logLevel: 'error',
  });
}

/** A carriage return without line feed ends a line in YAML, but not for the library. */
function withLineFeeds(file: Source): Source {
  if (!/\r(?!\n)/.test(file.text)) return file;
  const out = new DerivedText();
  let copied = 0;
  for (const { index } of file.text.matchAll(/\r(?!\n)/g)) {
    out.copy(file, copied, index);
    out.put('\n', file, span(index, index + 1));
    copied = index + 1;
  }
  out.copy(file, copied, file.text.length);
  return out.toSource(file.name, { source: file, span: span(0, 0) });
}

function lenientIndent({ at, fix }: MendedScalar): Diagnostic {
  return diagnostic(
    'yaml-lenient',
    { problem: 'a line of this quoted text is not indented more than its key.' },
    {
      at,
      help: ['Indent the lines of the quoted text, or write it as a block: `|-` and indented lines, without quotes.'],
      fixes: [fix],
    },
  );
}

/** What to do about the mistakes that authors make most. */
const advice: Readonly<Record<string, readonly string[]>> = {
  BLOCK_AS_IMPLICIT_KEY: [
    'Put a text that holds a colon and a blank in quotes, or write it as a block: `|-` and indented lines.',
  ],
  TAB_AS_INDENT: ['Indent with blanks.'],
  BAD_INDENT: [
    'Keys of one mapping begin in the same column, and the lines of a block text further to the right than its key.',
  ],
  MISSING_CHAR: [
    "Look for a quote or bracket that is opened and not closed; a quote inside of quotes is written twice ('') or as \\\".",
  ],
};

const quoted = 'Put the text in single quotes, or write it as a block: `|-` and indented lines.';

function adviceFor(error: YAMLError, source: Source): readonly string[] {
  switch (error.code) {
    case 'BAD_SCALAR_START':
      return [quoted];
    case 'UNEXPECTED_TOKEN': {
      const line = lineBefore(source.text, error.pos[0]);
      if (/:\s+[|>][-+0-9]*\s*$/.test(line))
        return ['Behind `|` or `>` nothing may stand: write `|-`, and the text on indented lines below.'];
      return isQuotedInPart(line) || /(?::|^\s*-)\s+[*&!]/.test(line) ? [quoted] : [];
    }
    default:
      return advice[error.code] ?? [];
  }
}

/** Whether a value begins with a quote, and what stands before an error on its line ends with another. */
function isQuotedInPart(line: string): boolean {
  const text = line.trimEnd();
  const open = /(?::|^\s*-)\s+["']/.exec(text);
  return open !== null && /["']$/.test(text) && open.index + open[0].length < text.length;
}

/** The first error of each kind on a line: the next ones follow from it. */
function firstOfLines(errors: readonly YAMLError[], source: Source): YAMLError[] {
  const lines = lineIndexOf(source);
  const seen = new Set<string>();
  return errors.filter(({ code, pos }) => {
    const key = `${code} ${lines.positionAt(Math.min(pos[0], source.text.length)).line}`;
    return seen.size < seen.add(key).size;
  });
}

/** What stands on the line before an offset. */
function lineBefore(text: string, end: number): string {
  return text.slice(text.lastIndexOf('\n', end - 1) + 1, end);
}

function sentence(error: YAMLError): string {
  // The advice of the library is for those who call it.
  if (error.code === 'MULTIPLE_DOCS') return 'the file holds several documents; write one to a file.';
  const text = error.message.split('\n', 1)[0]!.trim();
  return /[.!?:]$/.test(text) ? text : `${text}.`;
}

function labelOf(source: Source, error: YAMLError): Label {
  const start = Math.min(error.pos[0], source.text.length);
  return { source, span: span(start, Math.max(start, Math.min(error.pos[1], source.text.length))) };
}

/** Keys that a mapping has twice, and whether the document uses aliases at all. */
function look(document: Document.Parsed, source: Source): { duplicates: Diagnostic[]; hasAliases: boolean } {
  const duplicates: Diagnostic[] = [];
  let hasAliases = false;
  const open: unknown[] = [document.contents];
  while (open.length > 0) {
    const node = open.pop();
    if (isAlias(node)) hasAliases = true;
    else if (isSeq(node)) for (let at = node.items.length - 1; at >= 0; at--) open.push(node.items[at]);
    else if (isMap(node)) {
      findDuplicates(node, source, duplicates);
      for (let at = node.items.length - 1; at >= 0; at--) open.push(node.items[at]!.value, node.items[at]!.key);
    }
  }
  return { duplicates, hasAliases };
}

function findDuplicates(map: YAMLMap, source: Source, found: Diagnostic[]): void {
  const keys = new Map<string, Scalar>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = `${typeof key.value} ${String(key.value)}`;
    const earlier = keys.get(name);
    if (earlier === undefined) {
      keys.set(name, key);
    } else if (key.value !== '<<') {
      const related = [{ source, span: spanOf(earlier), message: 'it is here already' }];
      const details = { at: { source, span: spanOf(key) }, related };
      found.push(diagnostic('yaml-duplicate-key', { key: String(key.value) }, details));
    }
  }
}

function spanOf(node: Node): Span {
  return nodeSpan(node) ?? span(0, 0);
}

function aliasProblems(document: Document.Parsed, source: Source): Diagnostic[] {
  const found: Diagnostic[] = [];
  const say = (alias: Alias, problem: string) => {
    const at = { source, span: spanOf(alias) };
    found.push(diagnostic('yaml-syntax', { problem }, { at }));
  };
  let first: Alias | undefined;
  visit(document, {
    Alias(_, alias, path) {
      first ??= alias;
      const target = alias.resolve(document);
      if (target === undefined) say(alias, `there is no anchor \`&${alias.source}\`.`);
      else if (path.includes(target)) say(alias, `the alias \`*${alias.source}\` contains itself.`);
    },
  });
  if (first === undefined || found.length > 0) return found;
  try {
    document.toJS({ maxAliasCount });
  } catch (error) {
    say(first, `${error instanceof Error ? error.message : 'the aliases cannot be followed'}.`);
  }
  return found;
}
