import type { Severity } from './diagnostic.js';

/** What a part of a rendered diagnostic is. */
export type TextRole = Severity | 'title' | 'frame' | 'related' | 'help';

const codes: Record<TextRole, string> = {
  error: '1;31',
  warning: '1;33',
  info: '1;36',
  title: '1',
  frame: '34',
  related: '34',
  help: '36',
};

/** Puts a text into the colours of its role. */
export type Paint = (role: TextRole, text: string) => string;

export const plain: Paint = (_, text) => text;

/** Select Graphic Rendition codes, which every terminal knows. */
export const colored: Paint = (role, text) => (text === '' ? '' : `\u001b[${codes[role]}m${text}\u001b[0m`);
