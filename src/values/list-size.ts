import { charactersPerValue, type Limits } from './limits.js';
import type { Scalar } from './value.js';

/** Characters of a text in a list that are not counted besides its place. */
const shortText = 16;

/** The characters of a value of a list that count besides its place. */
export function countedCharacters(value: Scalar): number {
  return typeof value === 'string' && value.length > shortText ? value.length : 0;
}

/** {@link countedCharacters} of all values of a list. */
export function listCharacters(list: readonly Scalar[]): number {
  let characters = 0;
  for (const value of list) characters += countedCharacters(value);
  return characters;
}

/** No text may have twice as many characters. */
const longestText = 2 ** 28;

/**
 * The characters that one list may have: by itself it takes no more than a part of what may be held, so that a text can be made of it,
 * such as a key.
 */
export function mostListCharacters({ heldValues }: Limits): number {
  return Math.min((heldValues * charactersPerValue) / 8, longestText);
}
