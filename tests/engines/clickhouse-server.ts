import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ClickHouseModule } from '../../src/sql/run/clickhouse.js';
import { clickHouseSettings } from './bounds.js';

/** The real ClickHouse engine behind HTTP, as its client sees it. */
export interface ClickHouseServer {
  readonly url: string;
  close(): Promise<void>;
}

const require = createRequire(import.meta.url);

/** The client of ClickHouse, or undefined where it or the engine is not installed. */
export function clickHouseClient(): ClickHouseModule | undefined {
  try {
    require.resolve('chdb');
    return require('@clickhouse/client') as ClickHouseModule;
  } catch {
    return undefined;
  }
}

export async function startClickHouse(options: {
  readonly user: string;
  readonly password: string;
}): Promise<ClickHouseServer> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('clickhouse-server.mjs', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  child.stdin.write(`${JSON.stringify({ ...options, settings: clickHouseSettings })}\n`);
  for await (const line of createInterface({ input: child.stdout })) {
    const { port } = JSON.parse(line) as { port: number };
    return {
      url: `http://127.0.0.1:${port}`,
      async close() {
        child.stdin.end();
        await ended;
      },
    };
  }
  throw new Error('The server ended before it listened.');
}
