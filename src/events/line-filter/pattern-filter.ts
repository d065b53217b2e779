import { doubled } from '../../support/doubled.js';
import { allocateBytes, latin1Text } from '../bytes.js';
import type { LineFilter, LineForm, LineSelection, WantedTexts } from './line-filter.js';
import { needlesOf } from './needles.js';

const lineFeed = 0x0a;

/** Text of this many bytes is made at a time: longer strings cost much more than their length. */
const pieceBytes = 16 * 1024;

/** A line filter that runs anywhere: one regular expression over the bytes as text of one byte a character. */
export class PatternLineFilter implements LineFilter {
  readonly #pattern: RegExp;
  #wanted = new Int32Array(3 * 256);
  #count = 0;
  #lines = 0;

  constructor(readonly texts: WantedTexts) {
    this.#pattern = patternOf(texts);
  }

  room(size: number): Uint8Array {
    return allocateBytes(size);
  }

  select(bytes: Uint8Array, from: number, to: number, form: LineForm, longest: number): LineSelection {
    this.#count = 0;
    this.#lines = 0;
    for (let start = from; start < to; ) {
      const end = start + pieceBytes >= to ? to : bytes.indexOf(lineFeed, start + pieceBytes) + 1;
      this.#piece(bytes, start, end, form, longest);
      start = end;
    }
    return { wanted: this.#wanted, count: this.#count, lines: this.#lines, end: to };
  }

  #piece(bytes: Uint8Array, from: number, to: number, form: LineForm, longest: number): void {
    const pattern = this.#pattern;
    const text = latin1Text(bytes, from, to);
    let match = -1;
    for (let start = from; start < to; ) {
      const end = bytes.indexOf(lineFeed, start);
      if (match < start) {
        pattern.lastIndex = start - from;
        match = pattern.test(text) ? from + pattern.lastIndex - 1 : to;
      }
      if (match < end || end - start > longest || !hasForm(bytes, start, end, form)) this.#add(start, end);
      this.#lines++;
      start = end + 1;
    }
  }

  #add(start: number, end: number): void {
    const at = this.#count++ * 3;
    if (at === this.#wanted.length) this.#wanted = doubled(this.#wanted);
    this.#wanted[at] = start;
    this.#wanted[at + 1] = end;
    this.#wanted[at + 2] = this.#lines;
  }
}

function hasForm(bytes: Uint8Array, start: number, end: number, form: LineForm): boolean {
  const first = bytes[start]!;
  if (form === 'text') return end > start && first > 0x20;
  const last = bytes[end - 1] === 0x0d ? end - 2 : end - 1;
  return last > start && first === 0x7b && bytes[last] === 0x7d;
}

function patternOf(texts: WantedTexts): RegExp {
  const { sequences, escapes } = needlesOf(texts);
  const escaped: string[] = [];
  escapes.forEach((wanted, code) => {
    if (wanted === 1) escaped.push([...code.toString(16).padStart(2, '0')].map(eitherCase).join(''));
  });
  const alternatives = sequences.map((each) => [...each].map((code) => eitherCase(String.fromCharCode(code))).join(''));
  return new RegExp(`${alternatives.join('|')}|\\\\[uU]00(?:${escaped.join('|')})`, 'g');
}

/** One character of a sequence as a part of a pattern. */
function eitherCase(character: string): string {
  if (/[a-z]/.test(character)) return `[${character}${character.toUpperCase()}]`;
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
