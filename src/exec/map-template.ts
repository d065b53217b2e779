import { scalarText } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import { valuesOf } from '../values/value.js';

/** The text of one run: literal stretches and the fields between them. */
type Part = { readonly text: string } | { readonly field: string; readonly quoted: boolean };

/** A template of `map` made ready: gives the text for a row, or the name of a field the row lacks. */
export type MapTemplate = (row: Event, serial: number) => { readonly text: string } | { readonly missing: string };

const placeholder = /\$([^\s$|"'=()[\]]+)\$/g;

/**
 * Reads the search of `map`: `$field$` stands for the row's value, `$_serial_id$` for the number of the run. A value that is
 * no plain word is put in quotes unless it stands inside quotes already, so that it can be nothing but a value
 * (spl-commands 9.5).
 */
export function compileMapTemplate(template: string): MapTemplate {
  const parts: Part[] = [];
  let end = 0;
  let quoted = false;
  const literal = (text: string): void => {
    for (let i = 0; i < text.length; i++) {
      if (text[i] === '\\') i++;
      else if (text[i] === '"') quoted = !quoted;
    }
    if (text !== '') parts.push({ text });
  };
  for (const match of template.matchAll(placeholder)) {
    literal(template.slice(end, match.index));
    parts.push({ field: match[1]!, quoted });
    end = match.index + match[0].length;
  }
  literal(template.slice(end));
  return (row, serial) => {
    let text = '';
    for (const part of parts) {
      if ('text' in part) {
        text += part.text;
        continue;
      }
      if (part.field === '_serial_id') {
        text += String(serial);
        continue;
      }
      const values = valuesOf(row.get(part.field)).map(scalarText);
      if (values.length === 0) return { missing: part.field };
      text += inserted(values.join(' '), part.quoted);
    }
    return { text };
  };
}

const plainWord = /^[\w.:@/*-]+$/;

function inserted(value: string, quoted: boolean): string {
  const escaped = value.replace(/["\\]/g, '\\$&');
  if (quoted) return escaped;
  return plainWord.test(value) && !/^(?:AND|OR|NOT|IN)$/i.test(value) ? value : `"${escaped}"`;
}
