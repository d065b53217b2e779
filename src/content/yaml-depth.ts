import { Lexer } from 'yaml';

/** Levels of lists and mappings in a content file; published ones have about six. */
const maxDepth = 100;

/**
 * Where a YAML text nests deeper than any content file needs, if it does. The YAML library recurses, so this has to be
 * known before the text is parsed.
 */
export function tooDeepAt(text: string): number | undefined {
  return mayBeDeep(text) ? scan(text) : undefined;
}

/** Quick and on the safe side: counts brackets, and what a line begins with. */
function mayBeDeep(text: string): boolean {
  let brackets = 0;
  let lead = 0;
  let leading = true;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a || c === 0x0d) {
      lead = 0;
      leading = true;
    } else if (c === 0x5b || c === 0x7b) {
      if (++brackets > maxDepth) return true;
    } else if (leading && (c === 0x20 || c === 0x2d || c === 0x3f || c === 0x3a || c === 0x09)) {
      if (++lead > maxDepth) return true;
    } else {
      leading = false;
    }
  }
  return false;
}

function scan(text: string): number | undefined {
  const columns: number[] = [];
  let flow = 0;
  let offset = 0;
  let lineStart = 0;
  let item: number | undefined;
  let scalarNext = false;
  for (const token of new Lexer().lex(text)) {
    if (token === '\x02' || token === '\x18') continue;
    if (token === '\x1f') {
      scalarNext = true;
      continue;
    }
    const column = offset - lineStart;
    if (scalarNext) {
      item ??= column;
      scalarNext = false;
    } else if (token === '[' || token === '{') {
      flow++;
      item ??= column;
    } else if (token === ']' || token === '}') {
      flow--;
    } else if (flow <= 0 && (token === '-' || token === '?' || token === ':')) {
      const at = token === ':' ? (item ?? column) : column;
      while (columns.length > 0 && columns.at(-1)! >= at) columns.pop();
      columns.push(at);
      item = undefined;
    } else if (token.trim() !== '') {
      item ??= column;
    }
    if (flow + columns.length > maxDepth) return offset;
    offset += token.length;
    const feed = token.lastIndexOf('\n');
    if (feed !== -1) {
      lineStart = offset - (token.length - feed - 1);
      item = undefined;
    }
  }
  return undefined;
}
