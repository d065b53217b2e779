/**
 * The XML text of an event as Windows renders it and Splunk indexes it (spl-core 6.4): single quotes around attributes,
 * nothing between tags, elements without content but not `Data` closed in themselves. The input is the indented form that
 * the EVTX reader writes; the indentation it puts into values of several lines is taken out again.
 */
export function windowsXml(rendered: string): string {
  const tokens = rendered.match(/<[^<>]*>|[^<]+/g) ?? [];
  const parts: string[] = [];
  let indent = '';
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.startsWith('<')) {
      const next = tokens[index + 1];
      const empty = isOpening(token) && next?.startsWith('</') === true;
      if (empty && !token.startsWith('<Data')) {
        parts.push(`${singleQuoted(token.slice(0, -1))}/>`);
        index++;
      } else parts.push(singleQuoted(token));
      continue;
    }
    const isValue = isOpening(tokens[index - 1]) && tokens[index + 1]?.startsWith('</') === true;
    if (isValue) parts.push(plainQuotes(indent === '' ? token : token.replaceAll(`\n${indent}`, '\n')));
    else if (token.trim() !== '') parts.push(plainQuotes(token));
    else indent = token.slice(token.lastIndexOf('\n') + 1);
  }
  return parts.join('');
}

function isOpening(token: string | undefined): boolean {
  return token !== undefined && /^<[^/!?]/.test(token) && !token.endsWith('/>');
}

function singleQuoted(tag: string): string {
  return tag.replace(/="([^"]*)"/g, (_, value: string) => `='${plainQuotes(value).replaceAll("'", '&apos;')}'`);
}

/** Windows writes quotes as they are. */
function plainQuotes(text: string): string {
  return text.replace(/&(?:quot|apos|#x27);/g, (entity) => (entity === '&quot;' ? '"' : "'"));
}
