import { commentEnd } from '../../syntax/blank.js';
import { toText } from '../../values/coerce.js';
import { multivalue } from '../../values/value.js';
import { defineFunction } from '../define.js';

/** `commands(search)` (spl-core 3.8). */
export const commandsFunction = defineFunction({
  name: 'commands',
  group: 'multivalue',
  summary: 'The names of the commands in the text of a search, those of subsearches not included.',
  parameters: [{ name: 'search', type: 'any', text: 'The text of a search.' }],
  result: 'dynamic',
  examples: [
    { expression: 'commands("search foo | stats count | sort count")', result: ['search', 'stats', 'sort'] },
    { expression: 'commands("index=main | eval a=\\"x|y\\" | head 5")', result: ['search', 'eval', 'head'] },
    { expression: 'commands("| makeresults | append [search x | head 1]")', result: ['makeresults', 'append'] },
  ],
  evaluate: ([search]) => {
    const text = toText(search!) ?? '';
    const leadingPipe = /^\s*\|/.test(text);
    const segments = cutPipeline(text);
    const names: string[] = [];
    for (const [i, segment] of segments.entries()) {
      // What stands before the first pipe is a search, whether or not it says so.
      if (i === 0 && !leadingPipe) names.push('search');
      else {
        const name = /^\s*([a-z_][\w-]*)/i.exec(segment)?.[1];
        if (name !== undefined) names.push(name.toLowerCase());
      }
    }
    return multivalue(names);
  },
});

/** Cuts at the pipes outside quotes, backticks, comments and brackets (spl-core 1.2); broken text is cut all the same. */
function cutPipeline(text: string): string[] {
  const segments: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '"' || char === '`') at = closing(text, at, char);
    else if (char === '\\') at++;
    else if (char === '[') depth++;
    else if (char === ']') depth = Math.max(0, depth - 1);
    else if (char === '|' && depth === 0) {
      segments.push(text.slice(start, at));
      start = at + 1;
    }
  }
  segments.push(text.slice(start));
  return segments;
}

/** Offset of the last character of what opens at `at`. */
function closing(text: string, at: number, quote: string): number {
  if (text.startsWith('```', at)) {
    const end = commentEnd(text, at);
    return end === undefined ? text.length : end - 1;
  }
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === quote) return end;
    if (quote === '"' && text[end] === '\\') end++;
    else if (quote === '`' && text[end] === '"') end = closing(text, end, '"');
  }
  return text.length;
}
