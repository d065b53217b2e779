import { visible } from './visible-text.js';

/** Text for the cell of a table: nothing in it is markup, a link or a mention, or hides. */
export function markdownCell(text: string): string {
  return visible(text.replace(/\s+/g, ' '))
    .replace(/[\\|<>*_[\]#~!&]/g, (char) => `\\${char}`)
    .replaceAll('@', '@\u200b');
}

/** Code in the cell of a table. */
export function markdownCode(text: string): string {
  return `\`${visible(text.replace(/[`|\s]+/g, ' '))}\``;
}
