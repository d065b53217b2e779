import type { Opening } from './opening.js';
import { insidePair } from './subject.js';

/** Whether a line begins at a position. */
const beginsLine = (subject: string, at: number): boolean => at === 0 || subject.charCodeAt(at - 1) === 0x0a;

/** The first position at or after `start` where a match of a search from `from` may begin; -1 when there is none. */
export function nextStart(subject: string, start: number, from: number, opening: Opening): number {
  const { first } = opening;
  for (let at = start; at <= subject.length; at++) {
    if (opening.at === 'subject' && at > 0) return -1;
    const skipsLines = opening.at === 'line' || (opening.dotStar && at > from);
    if (skipsLines && !beginsLine(subject, at)) {
      const newline = subject.indexOf('\n', at);
      if (newline < 0) return -1;
      at = newline + 1;
    }
    if (first !== undefined) {
      while (at < subject.length && first[Math.min(subject.charCodeAt(at), 128)] === 0) at++;
      if (at >= subject.length) return -1;
      if (opening.at === 'line' && !beginsLine(subject, at)) continue;
    }
    if (at > from && insidePair(subject, at)) continue;
    return at;
  }
  return -1;
}
