import { cleanKey } from '../../extraction/clean-name.js';
import { FieldBag } from '../../extraction/field-bag.js';

const envelope = /\bmsg=audit\((\d+(?:\.\d+)?):(\d+)\):/;

/**
 * A Linux audit record: `name=value` pairs, double-quoted values, a second `msg='...'` block whose pairs are fields too, and
 * the enriched part with upper-case names behind the byte 0x1D. Names are case sensitive (`uid` and `UID` are two fields);
 * the first value of a name stays. `msg=audit(EPOCH:SERIAL):` gives `msg` and `event_id`.
 */
export function auditdFields(raw: string): FieldBag {
  const bag = new FieldBag();
  const stamp = envelope.exec(raw);
  if (stamp !== null) bag.addFirst('event_id', stamp[2]!);
  let done = 0;
  for (let at = raw.indexOf('='); at >= 0; at = raw.indexOf('=', done)) {
    let keyStart = at;
    while (keyStart > done && isNameCode(raw.charCodeAt(keyStart - 1))) keyStart--;
    done = at + 1;
    if (keyStart === at) continue;
    const key = cleanKey(raw.slice(keyStart, at));
    const first = raw.charCodeAt(done);
    // The quoted block of a user-space record is read pair by pair.
    if (first === 39) {
      done++;
      continue;
    }
    let end: number;
    let value: string;
    if (first === 34) {
      const close = raw.indexOf('"', done + 1);
      end = close < 0 ? raw.length : close;
      value = raw.slice(done + 1, end);
      end = Math.min(end + 1, raw.length);
    } else {
      end = done;
      while (end < raw.length && !endsValue(raw.charCodeAt(end))) end++;
      value = raw.slice(done, end);
    }
    done = Math.max(end, done);
    if (key !== '' && value !== '') bag.addFirst(key, value);
  }
  return bag;
}

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

function endsValue(code: number): boolean {
  // Blank, control characters (0x1D among them), the quote that closes the inner block.
  return code <= 32 || code === 39;
}
