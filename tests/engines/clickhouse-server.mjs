import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { gunzipSync, gzipSync } from 'node:zlib';

/**
 * The part of ClickHouse's HTTP interface that its client uses, in front of the real engine: a query in the parameter `query`,
 * in the body, or both (an insert and its rows), settings as parameters, `database`, `readonly`, user and password, gzip both
 * ways, codes of errors. It is a process of its own because the engine has one data directory per process.
 *
 * Standard input holds the options as one line of JSON: `user`, `password`, and `settings`, statements to begin with. The first line of standard output is `{"port": …}`.
 * The process ends when standard input does.
 */
const { Session } = createRequire(import.meta.url)('chdb');
const session = new Session();

const statuses = { 60: 404, 62: 400, 81: 404, 164: 403, 497: 403, 516: 403 };
const own = new Set(['query', 'database', 'query_id', 'session_id', 'role', 'wait_end_of_query', 'enable_http_compression']);
const reading = /^[\s(]*(?:select|with|show|describe|desc|exists|explain)\b/i;
const quoted = (name) => `\`${name.replace(/[\\`]/g, '\\$&')}\``;

/** One statement at a time: the session has one current database. */
let last = Promise.resolve();
let current;
function inTurn(work) {
  const turn = last.then(work, work);
  last = turn.catch(() => {});
  return turn;
}

class ServerError extends Error {
  constructor(code, message) {
    super(`Code: ${code}. DB::Exception: ${message}`);
    this.code = code;
  }
}

function credentials({ headers }) {
  const basic = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (basic !== undefined) {
    const [user, ...password] = Buffer.from(basic, 'base64').toString('utf8').split(':');
    return { user, password: password.join(':') };
  }
  return { user: headers['x-clickhouse-user'] ?? 'default', password: headers['x-clickhouse-key'] ?? '' };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
}

/** Settings of the request behind a statement that reads; others have none that the client gives. */
function withSettings(sql, parameters) {
  const settings = [...parameters].filter(([name]) => !own.has(name) && !name.startsWith('param_'));
  if (settings.length === 0 || !reading.test(sql)) return sql;
  const text = (value) => (/^\d+(?:\.\d+)?$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`);
  return `${sql}\nSETTINGS ${settings.map(([name, value]) => `${name} = ${text(value)}`).join(', ')}`;
}

async function answer(request, { user, password }) {
  const url = new URL(request.url, 'http://localhost');
  if (url.pathname === '/ping') return Buffer.from('Ok.\n');
  const given = credentials(request);
  const body = await bodyOf(request);
  if (given.user !== user || given.password !== password) {
    const reason = 'Authentication failed: password is incorrect, or there is no user with that name.';
    throw new ServerError(516, `${given.user}: ${reason} (AUTHENTICATION_FAILED)`);
  }
  const parameters = url.searchParams;
  const query = parameters.get('query');
  const sql = query === null ? body.toString('utf8') : body.length === 0 ? query : `${query}\n${body.toString('utf8')}`;
  if (Number(parameters.get('readonly') ?? 0) > 0 && !reading.test(sql))
    throw new ServerError(164, 'Cannot execute query in readonly mode. (READONLY)');
  return inTurn(async () => {
    const database = parameters.get('database') ?? 'default';
    if (database !== current) await session.queryAsync(`USE ${quoted(database)}`);
    // What drops a database, or makes it again, may leave the session without one.
    current = /\bdatabase\b/i.test(sql) ? undefined : database;
    const result = await session.queryAsync(withSettings(sql, parameters));
    return Buffer.from(result.bytes());
  });
}

function failure(error) {
  const text = String(error.message).replace(/^Query failed: /, '');
  const code = /Code: (\d+)\. DB::Exception/.exec(text)?.[1] ?? '1001';
  return { code, text: `${text.trimEnd()} (version 26.7.2.1)\n` };
}

function serve({ settings, ...options }) {
  for (const statement of settings) session.query(statement);
  const server = createServer(async (request, response) => {
    response.setHeader('X-ClickHouse-Server-Display-Name', 'chdb');
    response.setHeader('Content-Type', 'text/plain; charset=UTF-8');
    let bytes;
    try {
      bytes = await answer(request, options);
      response.setHeader('X-ClickHouse-Summary', JSON.stringify({ read_rows: '0', written_rows: '0' }));
    } catch (error) {
      const { code, text } = failure(error);
      response.statusCode = statuses[code] ?? 500;
      response.setHeader('X-ClickHouse-Exception-Code', code);
      bytes = Buffer.from(text);
    }
    if (/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) {
      response.setHeader('Content-Encoding', 'gzip');
      bytes = gzipSync(bytes);
    }
    response.end(bytes);
  });
  server.listen(0, '127.0.0.1', () => process.stdout.write(`${JSON.stringify({ port: server.address().port })}\n`));
}

let line = '';
let serving = false;
process.stdin.on('data', (chunk) => {
  line += chunk;
  if (serving || !line.includes('\n')) return;
  serving = true;
  serve(JSON.parse(line));
});
process.stdin.on('end', () => {
  session.close();
  process.exit(0);
});
