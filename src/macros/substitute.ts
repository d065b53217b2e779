import { DerivedText } from '../source/derived-text.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';

/**
 * Replaces each `$name$` of a template by the argument of that name, inside quotes too (spl-core 5.1). A `$name$`
 * that names no argument stays. Replaced text is not read again. `room` is asked before text is added and
 * ends the work by answering false; the result is then undefined.
 */
export function substitute(
  macro: string,
  template: Source,
  values: ReadonlyMap<string, Source>,
  room: (characters: number) => boolean,
): Source | undefined {
  const text = template.text;
  if (!room(text.length)) return undefined;
  if (values.size === 0) return template;
  const out = new DerivedText();
  let copied = 0;
  for (let dollar = text.indexOf('$'); dollar !== -1; ) {
    const close = text.indexOf('$', dollar + 1);
    if (close === -1) break;
    const name = text.slice(dollar + 1, close);
    const value = values.get(name);
    if (value === undefined) {
      dollar = close;
      continue;
    }
    if (!room(value.text.length)) return undefined;
    out.copy(template, copied, dollar);
    const via = { macro, source: template, span: span(dollar, close + 1), argument: name };
    out.copy(value, 0, value.text.length, via);
    copied = close + 1;
    dollar = text.indexOf('$', copied);
  }
  out.copy(template, copied, text.length);
  return out.toSource(template.name, { source: template, span: span(0, text.length) });
}
