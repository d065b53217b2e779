import type { EventFormat } from '../format.js';
import { accessLog } from './access-log.js';
import { auditd } from './auditd.js';
import { cef } from './cef.js';
import { csv } from './csv.js';
import { json } from './json.js';
import { keyValue } from './key-value.js';
import { leef } from './leef.js';
import { lines } from './lines.js';
import { multiline } from './multiline.js';
import { ndjson } from './ndjson.js';
import { syslog } from './syslog.js';
import { w3c } from './w3c.js';
import { winEventLog } from './wineventlog.js';
import { xml } from './xml.js';
import { zeek } from './zeek.js';

/** All formats, in the order in which content is tried: a format that others would also accept comes first. */
export const formats: readonly EventFormat[] = [
  winEventLog,
  ndjson,
  json,
  xml,
  zeek,
  w3c,
  auditd,
  cef,
  leef,
  accessLog,
  csv,
  syslog,
  multiline,
  keyValue,
  lines,
];
