/**
 * Where a catalog gets the text of lookup data from. Core never touches a disk: `node/load-content.ts` reads below the
 * content root, a browser or a test answers from memory.
 */
export interface CatalogReader {
  /**
   * The text of a file, named relative to the content root with `/`. `undefined`: there is no such file.
   * Rejects with {@link ContentReadError} when it must not or cannot be read.
   */
  readText(path: string): Promise<string | undefined>;
  /** What the file is called in messages; by default its path below the content root. */
  nameOf?(path: string): string;
}

/** Why a file could not be had; the catalog turns it into a diagnostic. */
export class ContentReadError extends Error {
  readonly reason: 'outside-root' | 'unreadable' | 'too-large' | 'not-text';

  constructor(reason: ContentReadError['reason'], message: string) {
    super(message);
    this.name = 'ContentReadError';
    this.reason = reason;
  }
}

/**
 * A path below the content root in normal form, or undefined when it is absolute, has a drive or `..` in it.
 * Symbolic links are the business of the reader.
 */
export function pathBelowRoot(path: string): string | undefined {
  const parts = path.replaceAll('\\', '/').split('/');
  if (parts[0] === '' || /^[A-Za-z]:$/.test(parts[0]!) || path.includes('\0')) return undefined;
  const kept = parts.filter((part) => part !== '' && part !== '.');
  if (kept.length === 0 || kept.includes('..')) return undefined;
  return kept.join('/');
}
