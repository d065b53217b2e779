/** An element of an XML text. */
export interface XmlElement {
  readonly tag: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
}

/** A strict reader for the XML that reporters write: it refuses stray markup, unknown entities and unclosed elements. */
export const XmlDocument = {
  parse(text: string): XmlElement {
    const top: XmlElement = { tag: '', attributes: {}, children: [] };
    const open = [top];
    const pattern = /<\?xml[^>]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
    let at = 0;
    for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
      at = pattern.lastIndex;
      const [, closing, tag, attributes, empty, content] = match;
      if (content !== undefined) {
        if (/&(?!(?:amp|lt|gt|quot|apos);)|[\u0000-\u0008\u000b\u000c\u000e-\u001f]/.test(content))
          throw new Error(`Bad text: ${content}`);
      } else if (tag === undefined) continue;
      else if (closing === '/') {
        if (open.pop()?.tag !== tag) throw new Error(`</${tag}> closes nothing`);
      } else {
        const element: XmlElement = { tag, attributes: {}, children: [] };
        for (const [, name, value] of (attributes ?? '').matchAll(/([\w-]+)="([^"]*)"/g))
          element.attributes[name!] = value!;
        open.at(-1)!.children.push(element);
        if (empty !== '/') open.push(element);
      }
    }
    if (at !== text.length || open.length !== 1) throw new Error(`Not well-formed at ${at}`);
    return top.children[0]!;
  },
};
