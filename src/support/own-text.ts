/** The same text without the larger one that it may have been cut out of, which would be held with it. */
export function ownText(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
