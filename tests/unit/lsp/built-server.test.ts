import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Client, MessageParser } from './client.js';

const program = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const bundle = fileURLToPath(new URL('../../../dist/bundle', import.meta.url));
const isBuilt =
  existsSync(program) && existsSync(bundle) && readdirSync(bundle).some((name) => name.startsWith('lsp-'));
if (!isBuilt) console.warn('Skipped: the program has not been built with its language server.');

describe.skipIf(!isBuilt)('the built program', () => {
  const start = (args: readonly string[]) => {
    let errors = '';
    const client = new Client((take) => {
      const server = spawn(process.execPath, [program, ...args], { stdio: 'pipe' });
      const parser = new MessageParser();
      server.stdout.on('data', (data: Buffer) => parser.read(data).forEach(take));
      server.stderr.on('data', (data: Buffer) => {
        errors += data.toString();
      });
      const exited = new Promise<number>((resolve) => server.on('close', (code) => resolve(code ?? -1)));
      return { write: (text) => server.stdin.write(text), end: () => server.stdin.end(), exited };
    });
    return { client, errors: () => errors };
  };

  it('serves an editor, from initialize to exit', async () => {
    const { client, errors } = start(['lsp', '--stdio', `--clientProcessId=${process.pid}`]);
    await client.initialize({}, { processId: process.pid });
    const uri = pathToFileURL(fileURLToPath(new URL('../../../rules/detections/x.yml', import.meta.url))).href;
    client.open(uri, 'name: X\nsearch: index=a | stats count by dest | where cuont > 3\n');
    const found = await client.diagnostics(uri, 1);
    expect(found.map(({ code }: { code: string }) => code)).toContain('condition-never-true');
    const position = { line: 1, character: 'search: index=a | sta'.length };
    const { result } = await client.request('textDocument/completion', { textDocument: { uri }, position });
    expect(result.map(({ label }: { label: string }) => label)).toContain('stats');
    expect(await client.quit()).toBe(0);
    expect(errors()).toBe('');
  });

  it('ends when the editor is gone, with or without a word', async () => {
    const { client } = start(['lsp']);
    await client.initialize();
    client.hangUp();
    expect(await client.exited).toBe(1);
    // No process has this number: it is beyond what the system counts to.
    const { client: orphan } = start(['lsp', '--stdio', '--clientProcessId', '4194305']);
    expect(await orphan.exited).toBe(1);
  });
});
