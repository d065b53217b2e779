import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { rootPlace } from '../../source/origin-map.js';
import type { LintDiagnostic } from '../define.js';

/**
 * A name for a finding that stays the same when lines move: the rule, the file, the marked text and the message, with a number for
 * findings that are alike in all of these.
 */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  of(found: LintDiagnostic, path: string): string {
    const place = found.primary === undefined ? undefined : rootPlace(found.primary.source, found.primary.span);
    const marked =
      place === undefined ? '' : place.source.text.slice(place.span.start, place.span.end).replace(/\s+/g, ' ');
    const key = [found.code, path, marked, found.message].join('\u0000');
    const count = this.#seen.get(key) ?? 0;
    this.#seen.set(key, count + 1);
    return `${bytesToHex(sha256(new TextEncoder().encode(`${key}\u0000${count}`))).slice(0, 32)}`;
  }
}
