/** Shorter texts are copied whenever they are cut out of another one. */
const leastCut = 13;

/**
 * The same text without the larger one that it may have been cut out of, which would be held with it. Joined and cut again it is copied
 * into a text of its own, in a small part of the time that JSON takes for the same.
 */
export function ownText(text: string): string {
  return text.length >= leastCut ? ` ${text}`.slice(1) : text;
}
