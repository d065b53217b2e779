import { isScalar, type Node, Scalar } from 'yaml';
import type { DerivedText } from '../source/derived-text.js';
import { createSource, type Source } from '../source/source.js';
import { type Span, span } from '../source/span.js';
import { decodeBlock } from './yaml-block-scalar.js';
import { decodeDoubleQuoted, decodePlain, decodeSingleQuoted } from './yaml-flow-scalar.js';
import { nodeSpan } from './yaml-locate.js';

/**
 * The text of a YAML scalar as a source of its own, every character of which knows its place in the file, whatever the
 * style: folding, escapes and indentation are undone (escu-formats 4).
 *
 * `file` is the text the node was parsed from, as `parseYamlFile` returns it. For a scalar that is no
 * string the text is what is written. A scalar that this reads differently from the YAML library keeps the
 * library's value and points at the scalar as a whole.
 */
export function scalarSource(file: Source, node: Node, name: string = file.name): Source {
  const at = nodeSpan(node) ?? span(0, 0);
  const value = isScalar(node) && typeof node.value === 'string' ? node.value : file.text.slice(at.start, at.end);
  const decoded = isScalar(node) ? decode(file, node, at) : undefined;
  if (decoded === undefined || decoded.text() !== value) {
    return createSource(name, value, {
      pieces: [
        { start: 0, end: value.length, source: file, origin: at, exact: file.text.slice(at.start, at.end) === value },
      ],
    });
  }
  return decoded.toSource(name, { source: file, span: at });
}

function decode(file: Source, node: Scalar, at: Span): DerivedText | undefined {
  switch (node.type) {
    case Scalar.PLAIN:
      return decodePlain(file, at);
    case Scalar.QUOTE_SINGLE:
      return decodeSingleQuoted(file, at);
    case Scalar.QUOTE_DOUBLE:
      return decodeDoubleQuoted(file, at);
    case Scalar.BLOCK_LITERAL:
    case Scalar.BLOCK_FOLDED: {
      const token = node.srcToken;
      return decodeBlock(file, at, token !== undefined && 'indent' in token ? token.indent : 0);
    }
    default:
      return undefined;
  }
}
