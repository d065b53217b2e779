import { diagnostic } from '../../diagnostics/diagnostic.js';
import { clause, EngineFailure, reasonOf } from './engine-failure.js';

/** Where a statement was sent, for messages. */
export interface ClickHousePlace {
  /** The address without user, password and parameters. */
  readonly address: string;
  readonly user: string;
  readonly database: string;
  readonly timeout?: number | undefined;
  /** Takes secrets out of a text. */
  redact(text: string): string;
}

/** Numbers of errors that ClickHouse gives, by what they mean here. */
const denied = new Set(['192', '193', '194', '497', '516', '164']);
const timedOut = new Set(['159', '160']);
const unknownDatabase = '81';
const unknownTable = '60';
const unknownColumn = new Set(['16', '47']);

/** An error of ClickHouse or of the way to it as a diagnostic. */
export function clickHouseFailure(
  error: unknown,
  { address, user, database, timeout, redact }: ClickHousePlace,
): EngineFailure {
  const { code } = error as { code?: unknown };
  const reason = clause(redact(textOf(error)));
  if (typeof code !== 'string' || !/^\d+$/.test(code)) {
    if (/^timeout error/i.test(reason) && timeout !== undefined)
      return new EngineFailure(diagnostic('engine-timeout', { seconds: timeout }));
    return new EngineFailure(
      diagnostic('engine-unreachable', { place: address, reason: networkReason(error, reason) }),
      {
        fatal: true,
      },
    );
  }
  if (denied.has(code))
    return new EngineFailure(diagnostic('engine-access-denied', { place: address, user, reason }), {
      fatal: code === '516',
    });
  if (timedOut.has(code) && timeout !== undefined)
    return new EngineFailure(diagnostic('engine-timeout', { seconds: timeout }));
  if (code === unknownDatabase) {
    const place = `${database} at ${address}`;
    return new EngineFailure(diagnostic('engine-no-database', { place, reason: 'there is no such database' }), {
      fatal: true,
    });
  }
  if (code === unknownTable) {
    const table = /identifier '((?:[^'\\]|\\.)*)'|Table (.+?) (?:does not|doesn't) exist/.exec(reason);
    return new EngineFailure(diagnostic('engine-no-table', { table: unquoted(table?.[1] ?? table?.[2] ?? reason) }));
  }
  if (unknownColumn.has(code)) {
    const column = /identifier '((?:[^'\\]|\\.)*)'|identifier [`"]?(.+?)[`"]? in scope|column ([^ ]+)/i.exec(reason);
    const found = column?.[1] ?? column?.[2] ?? column?.[3];
    return new EngineFailure(diagnostic('engine-no-column', { column: unquoted(found ?? reason) }));
  }
  return new EngineFailure(diagnostic('engine-failed', { engine: 'ClickHouse', reason: `${reason} (code ${code})` }));
}

/** Node gives an error without text where every address of a name refused. */
function textOf(error: unknown): string {
  const reason = reasonOf(error);
  if (reason !== '') return reason;
  const { code, errors } = error as { code?: unknown; errors?: readonly unknown[] };
  return typeof code === 'string' ? code : errors?.[0] === undefined ? 'the connection failed' : reasonOf(errors[0]);
}

function networkReason(error: unknown, reason: string): string {
  const { code } = error as { code?: unknown };
  switch (code) {
    case 'ECONNREFUSED':
      return 'the connection was refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the name of the server is not known';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was closed';
    case 'ETIMEDOUT':
      return 'no answer came';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return 'its certificate is not trusted (NODE_EXTRA_CA_CERTS names a file of more authorities)';
  }
  if (error instanceof SyntaxError || /^<|<html|<!doctype/i.test(reason)) return 'what answers there is no ClickHouse';
  return reason.length > 200 ? `${reason.slice(0, 200)}…` : reason;
}

const unquoted = (name: string): string => name.replace(/^[`"](.*)[`"]$/s, '$1').replace(/\\(.)/g, '$1');
