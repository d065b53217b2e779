import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exampleFiles } from '../lint/example-content.js';
import { Client } from './client.js';

let folder: string;
const made = (path: string) => join(folder, path);
const uri = (path: string) => pathToFileURL(made(path)).href;
const put = async (path: string, text: string): Promise<void> => {
  await mkdir(dirname(made(path)), { recursive: true });
  await writeFile(made(path), text);
};
const detection = (search: string) => [...exampleFiles({ search }).values()][0]!;
const one = 'a/detections/endpoint/example_detection.yml';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'escudo-lsp-'));
  await put(one, detection('index=a sourcetype=b | stats count by dest, user'));
  await put('a/macros/shared.yml', 'name: shared\ndefinition: index=a sourcetype=b\n');
  await put('a/lookups/seen.yml', 'name: seen\nlookup_type: csv\n');
  await put('a/lookups/seen.csv', 'dest,first\na,1\n');
  await put('b/detections/endpoint/example_detection.yml', detection('`only_here` | stats count by dest, user'));
  await put('b/macros/only_here.yml', 'name: only_here\ndefinition: index=a sourcetype=b\n');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const codesOf = (found: { code: string }[]) => found.map(({ code }) => code);
/** What a range marks in a text. */
const marked = (text: string, { start, end }: { start: Place; end: Place }) => {
  const lines = text.split('\n');
  expect(start.line).toBe(end.line);
  return lines[start.line]!.slice(start.character, end.character);
};
interface Place {
  readonly line: number;
  readonly character: number;
}

describe('an editing session', () => {
  it('shows what is wrong with the text in the editor, and nothing once it is mended', async () => {
    const client = Client.here();
    const { result } = await client.initialize();
    expect(result.serverInfo.name).toBe('escudo');
    const broken = detection('`shared` | stats count by dest, user | where cuont > 3');
    client.open(uri(one), broken);
    const found = await client.diagnostics(uri(one), 1);
    const wrong = found.find(({ code }: { code: string }) => code === 'condition-never-true');
    expect(marked(broken, wrong.range)).toBe('cuont > 3');
    expect(wrong.source).toBe('escudo');
    expect(wrong.message).toContain('Did you mean `count`?');
    client.change(uri(one), detection('`shared` | stats count by dest, user | where count > 3'), 2);
    expect(codesOf(await client.diagnostics(uri(one), 2))).not.toContain('condition-never-true');
    expect(await client.quit()).toBe(0);
  });

  it('takes edits of a part of the text, with places in UTF-16 units', async () => {
    const client = Client.here();
    await client.initialize();
    const text = detection('`shared` | eval note="𝒳é" | stats count by dest, user | where count > 3');
    client.open(uri(one), text);
    await client.diagnostics(uri(one), 1);
    const line = text.split('\n').findIndex((each) => each.includes('where count'));
    const at = text.split('\n')[line]!.indexOf('where count') + 'where c'.length;
    const range = { start: { line, character: at }, end: { line, character: at + 1 } };
    client.notify('textDocument/didChange', {
      textDocument: { uri: uri(one), version: 2 },
      contentChanges: [{ range, text: '' }],
    });
    const found = await client.diagnostics(uri(one), 2);
    const wrong = found.find(({ code }: { code: string }) => code === 'condition-never-true');
    expect(marked(text.replace('where count', 'where cunt'), wrong.range)).toBe('cunt > 3');
    await client.quit();
  });

  it('offers the fixes of findings, one by one and all at once', async () => {
    const client = Client.here();
    await client.initialize({ workspace: { workspaceEdit: { documentChanges: true } } });
    const text = detection('index=a sourcetype=b user=“amy” OR user=“bob” | stats count by dest, user');
    client.open(uri(one), text);
    const [first] = (await client.diagnostics(uri(one), 1)).filter(
      ({ code }: { code: string }) => code === 'look-alike-character',
    );
    const ask = async (context: object) =>
      (
        await client.request('textDocument/codeAction', {
          textDocument: { uri: uri(one) },
          range: first.range,
          context: { diagnostics: [], ...context },
        })
      ).result;
    const [quick] = await ask({ only: ['quickfix'] });
    expect(quick).toMatchObject({ kind: 'quickfix', diagnostics: [{ code: 'look-alike-character' }] });
    const [{ textDocument, edits }] = quick.edit.documentChanges;
    expect(textDocument).toEqual({ uri: uri(one), version: 1 });
    expect(marked(text, edits[0].range)).toMatch(/[“”]/);
    const all = await ask({ only: ['source.fixAll'] });
    expect(all.map(({ kind }: { kind: string }) => kind)).toEqual(['source.fixAll.escudo']);
    const edit = all[0].edit.documentChanges[0].edits[0];
    expect(edit.newText).not.toMatch(/[“”]/);
    await client.quit();
  });

  it('lays out the search of a document, and says nothing to change of one that is laid out', async () => {
    const client = Client.here();
    await client.initialize();
    const text = detection('index=a   sourcetype=b|stats count by dest, user');
    client.open(uri(one), text);
    const format = { textDocument: { uri: uri(one) }, options: { tabSize: 2, insertSpaces: true } };
    const { result } = await client.request('textDocument/formatting', format);
    expect(result).toHaveLength(1);
    const [{ range, newText }] = result;
    const lines = text.split('\n');
    const offset = ({ line, character }: Place) =>
      lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
    const after = text.slice(0, offset(range.start)) + newText + text.slice(offset(range.end));
    expect(after).toContain('  index=a sourcetype=b\n  | stats count by dest, user\n');
    client.change(uri(one), after, 2);
    expect((await client.request('textDocument/formatting', format)).result).toEqual([]);
    await client.quit();
  });
});

describe('words', () => {
  const text = detection('`sha` | stats co by dest, user | where count > 3');
  const at = (word: string, behind = true) => {
    const lines = text.split('\n');
    const line = lines.findIndex((each) => each.includes(word));
    return { line, character: lines[line]!.indexOf(word) + (behind ? word.length : 0) };
  };

  it('offers those that may stand at a place, in their order, and says what they are', async () => {
    const client = Client.here();
    await client.initialize();
    client.open(uri(one), text);
    const ask = async (word: string) =>
      (await client.request('textDocument/completion', { textDocument: { uri: uri(one) }, position: at(word) })).result;
    const [macro] = await ask('`sha');
    expect(macro).toMatchObject({ label: 'shared', textEdit: { newText: 'shared' } });
    expect(marked(text, macro.textEdit.range)).toBe('sha');
    const words = await ask('stats co');
    const sorted = words.map(({ sortText }: { sortText: string }) => sortText);
    expect(sorted).toEqual([...sorted].sort());
    const count = words.find(({ label }: { label: string }) => label === 'count');
    expect(count.documentation).toBeUndefined();
    const { result } = await client.request('completionItem/resolve', count);
    expect(result.documentation).toMatchObject({ kind: 'markdown', value: expect.stringContaining('count') });
    await ask('`sha');
    expect((await client.request('completionItem/resolve', count)).result).toEqual(count);
    expect((await client.request('completionItem/resolve', { label: 'x', data: [] })).result).toMatchObject({
      label: 'x',
    });
    await client.quit();
  });

  it('says what the word at a place means, where it comes from, and what the file holds', async () => {
    const client = Client.here();
    await client.initialize({ textDocument: { documentSymbol: { hierarchicalDocumentSymbolSupport: true } } });
    client.open(uri(one), text.replace('`sha`', '`shared`').replace('stats co ', 'stats count '));
    const ask = async (method: string, word: string) =>
      (await client.request(`textDocument/${method}`, { textDocument: { uri: uri(one) }, position: at(word) })).result;
    const hover = await ask('hover', '| stat');
    expect(hover.contents.value).toContain('stats');
    expect(await ask('hover', 'name: Exam')).toBeNull();
    const [target] = await ask('definition', '`sha');
    expect(target.uri).toBe(uri('a/macros/shared.yml'));
    expect(target.range.start.line).toBe(1);
    const outline = await client.request('textDocument/documentSymbol', { textDocument: { uri: uri(one) } });
    const [search] = outline.result;
    expect(search.name).toBe('Example Detection');
    expect(search.children.map(({ name }: { name: string }) => name)).toContain('stats');
    const plain = Client.here();
    await plain.initialize();
    plain.open(uri(one), text);
    const list = await plain.request('textDocument/documentSymbol', { textDocument: { uri: uri(one) } });
    expect(list.result.find(({ name }: { name: string }) => name === 'stats')).toMatchObject({
      containerName: 'Example Detection',
      location: { uri: uri(one) },
    });
    await client.quit();
    await plain.quit();
  });
});

describe('content around the document', () => {
  it('checks files of two content roots, each with its own macros', async () => {
    const client = Client.here();
    await client.initialize();
    const text = detection('`only_here` | stats count by dest, user');
    const other = 'b/detections/endpoint/example_detection.yml';
    client.open(uri(one), text);
    client.open(uri(other), text);
    expect(codesOf(await client.diagnostics(uri(one), 1))).toContain('macro-unknown');
    expect(codesOf(await client.diagnostics(uri(other), 1))).not.toContain('macro-unknown');
    await client.quit();
  });

  it('follows the edits of other documents, and their return to what is on the disk', async () => {
    const client = Client.here();
    await client.initialize();
    client.open(uri(one), detection('`fresh` | stats count by dest, user'));
    expect(codesOf(await client.diagnostics(uri(one), 1))).toContain('macro-unknown');
    const changed = client.wait(
      ({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri(one),
    );
    client.open(uri('a/macros/fresh.yml'), 'name: fresh\ndefinition: index=a sourcetype=b\n');
    expect(codesOf((await changed).params.diagnostics)).not.toContain('macro-unknown');
    const again = client.wait(
      ({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri(one),
    );
    client.notify('textDocument/didClose', { textDocument: { uri: uri('a/macros/fresh.yml') } });
    expect(codesOf((await again).params.diagnostics)).toContain('macro-unknown');
    await client.quit();
  });

  it('follows files that come, change and go on the disk', async () => {
    const client = Client.here();
    await client.initialize({ workspace: { didChangeWatchedFiles: { dynamicRegistration: true } } });
    await client.wait(({ method }) => method === 'client/registerCapability');
    client.open(uri(one), detection('`later` | stats count by dest, user'));
    expect(codesOf(await client.diagnostics(uri(one), 1))).toContain('macro-unknown');
    const next = () =>
      client.wait(({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri(one));
    const tell = (type: number) => {
      const changed = next();
      const changes = [{ uri: uri('a/macros/later.yml'), type }];
      client.notify('workspace/didChangeWatchedFiles', { changes });
      return changed;
    };
    await put('a/macros/later.yml', 'name: later\ndefinition: index=a sourcetype=b\n');
    expect(codesOf((await tell(1)).params.diagnostics)).not.toContain('macro-unknown');
    await put('a/macros/later.yml', 'name: other\ndefinition: index=a sourcetype=b\n');
    expect(codesOf((await tell(2)).params.diagnostics)).toContain('macro-unknown');
    await put('a/macros/later.yml', 'name: later\ndefinition: index=a sourcetype=c\n');
    expect(codesOf((await tell(2)).params.diagnostics)).not.toContain('macro-unknown');
    await unlink(made('a/macros/later.yml'));
    expect(codesOf((await tell(3)).params.diagnostics)).toContain('macro-unknown');
    await client.quit();
  });

  it('follows the configuration, and says what is wrong in it', async () => {
    const client = Client.here();
    await client.initialize();
    client.open(uri(one), detection('`unheard` | stats count by dest, user'));
    expect(codesOf(await client.diagnostics(uri(one), 1))).toContain('macro-unknown');
    await put('a/escudo.yml', 'provided:\n  macros: [unheard]\n');
    const changed = client.wait(
      ({ method, params }) => method === 'textDocument/publishDiagnostics' && params.uri === uri(one),
    );
    client.notify('textDocument/didSave', { textDocument: { uri: uri(one) } });
    expect(codesOf((await changed).params.diagnostics)).not.toContain('macro-unknown');
    client.open(uri('a/escudo.yml'), 'rules: {no-such-rule: off}\n');
    expect((await client.diagnostics(uri('a/escudo.yml'), 1))[0].message).toContain('no-such-rule');
    const warned = client.wait(({ method }) => method === 'window/showMessage');
    await put('a/escudo.yml', 'rules: {no-such-rule: off}\n');
    client.notify('textDocument/didSave', { textDocument: { uri: uri('a/escudo.yml') } });
    expect((await warned).params.message).toMatch(/escudo\.yml: .*no-such-rule/);
    await unlink(made('a/escudo.yml'));
    await client.quit();
  });
});

describe('documents of any kind', () => {
  it('says nothing of YAML that is no content', async () => {
    const client = Client.here();
    await client.initialize();
    for (const path of ['compose.yml', 'a/.github/workflows/ci.yml', 'a/node_modules/x/y.yml']) {
      client.open(uri(path), 'on: push\njobs: {search: [1}\nservices: {a: b}\n');
      expect(await client.diagnostics(uri(path), 1), path).toEqual([]);
    }
    await client.quit();
  });

  it('checks a detection outside of any content root, and one that is in no file', async () => {
    const client = Client.here();
    await client.initialize({}, { workspaceFolders: [{ uri: uri('a'), name: 'a' }] });
    const text = detection('`shared` | stats count by dest, user | where cuont > 3');
    client.open(uri('alone.yml'), text);
    expect(codesOf(await client.diagnostics(uri('alone.yml'), 1))).toContain('macro-unknown');
    client.open('untitled:Untitled-1', text);
    const found = codesOf(await client.diagnostics('untitled:Untitled-1', 1));
    expect(found).toContain('condition-never-true');
    expect(found).not.toContain('macro-unknown');
    expect(found).not.toContain('file-name');
    await client.quit();
  });

  it('shows broken YAML, texts that are too long, and files that are gone', async () => {
    const client = Client.here();
    await client.initialize();
    client.open(uri(one), 'name: [x\nsearch: |\n  index=a');
    expect(codesOf(await client.diagnostics(uri(one), 1))).toContain('yaml-syntax');
    client.change(uri(one), `name: ${'x'.repeat(8 * 1024 * 1024)}`, 2);
    expect(codesOf(await client.diagnostics(uri(one), 2))).toEqual(['content-too-large']);
    client.notify('textDocument/didClose', { textDocument: { uri: uri(one) } });
    const fresh = 'a/detections/endpoint/not_saved_yet.yml';
    client.open(uri(fresh), detection('index=a sourcetype=b | stats count by dest, user | where cuont > 3'));
    expect(codesOf(await client.diagnostics(uri(fresh), 1))).toEqual(
      expect.arrayContaining(['condition-never-true', 'duplicate-identity']),
    );
    const gone = 'a/detections/endpoint/gone.yml';
    await put(gone, detection('index=a'));
    client.open(uri(gone), detection('index=a sourcetype=b | stats count by dest, user | where cuont > 3'));
    await client.diagnostics(uri(gone), 1);
    await unlink(made(gone));
    client.notify('textDocument/didSave', { textDocument: { uri: uri(gone) } });
    client.change(uri(gone), detection('`nobody` | stats count by dest, user'), 2);
    expect(codesOf(await client.diagnostics(uri(gone), 2))).toContain('macro-unknown');
    await client.quit();
  });

  it('marks the characters of a folded and of a quoted scalar, and of a dashboard in JSON', async () => {
    const client = Client.here();
    await client.initialize();
    const block = detection('index=a sourcetype=b | stats count by dest, user | where cuont > 3');
    const start = block.indexOf('search: |-');
    const end = block.indexOf('how_to_implement');
    const spl = 'index=a sourcetype=b | stats count by dest, user | where cuont > 3 | `example_detection_filter`';
    for (const [version, scalar] of [
      `>-\n  ${spl.replace(' | where', '\n\n  | where')}\n`,
      `"${spl.replace('cuont', '\\x63uont').replace(' | stats', ' \\\n  | stats')}"\n`,
      `'${spl}'\n`,
    ].entries()) {
      const text = `${block.slice(0, start)}search: ${scalar}${block.slice(end)}`;
      if (version === 0) client.open(uri(one), text);
      else client.change(uri(one), text, version + 1);
      const found = await client.diagnostics(uri(one), version + 1);
      const wrong = found.find(({ code }: { code: string }) => code === 'condition-never-true');
      expect(marked(text, wrong.range)).toMatch(/^(?:c|\\x63)uont > 3$/);
    }
    const dashboard = 'a/dashboards/example.json';
    const query = 'index=a sourcetype=b\\n| stats count by dest\\n| where cuont > 3';
    const json = `{"title": "T", "dataSources": {"ds": {"type": "ds.search", "options": {"query": "${query}"}}},\n"visualizations": {}, "layout": {"structure": []}}`;
    client.open(uri(dashboard), json);
    const found = await client.diagnostics(uri(dashboard), 1);
    const wrong = found.find(({ code }: { code: string }) => code === 'condition-never-true');
    expect(marked(json, wrong.range)).toBe('cuont > 3');
    await client.quit();
  });
});

describe('editors that do not keep to the protocol', () => {
  it('is told so before initialize and after shutdown, and by the exit code', async () => {
    const client = Client.here();
    const format = { textDocument: { uri: uri(one) }, options: {} };
    expect((await client.request('textDocument/formatting', format)).error?.code).toBe(-32002);
    await client.initialize();
    expect((await client.request('textDocument/formatting', format)).result).toEqual([]);
    await client.request('shutdown');
    expect((await client.request('textDocument/formatting', format)).error?.code).toBe(-32600);
    client.notify('exit');
    expect(await client.exited).toBe(0);
    const rude = Client.here();
    await rude.initialize();
    rude.notify('exit');
    expect(await rude.exited).toBe(1);
    const crashed = Client.here();
    await crashed.initialize();
    crashed.hangUp();
    expect(await crashed.exited).toBe(1);
  });

  it('gets an error for what it should not ask, and the server lives on', async () => {
    const client = Client.here();
    await client.initialize();
    expect((await client.request('textDocument/noSuchThing')).error?.code).toBe(-32601);
    expect((await client.request('textDocument/codeAction', { textDocument: null })).error?.code).toBeDefined();
    client.notify('textDocument/didOpen', { textDocument: null });
    client.notify('$/unknown');
    client.notify('textDocument/didClose', { textDocument: { uri: uri('a/never-opened.yml') } });
    client.change(uri('a/never-opened.yml'), 'name: x', 7);
    client.open('file://%zz/x.yml', 'name: x');
    client.open('no uri at all', 'name: x');
    client.open(uri(one), detection('index=a sourcetype=b | stats count by dest, user'));
    for (const [line, character] of [
      [-1, -5],
      [1e9, 1e9],
      [0, Number.NaN],
      [2, 3.5],
    ]) {
      const place = { line, character };
      const range = { start: place, end: place };
      const params = { textDocument: { uri: uri(one) }, range, context: { diagnostics: [] } };
      expect((await client.request('textDocument/codeAction', params)).result).toEqual([]);
    }
    client.notify('textDocument/didChange', {
      textDocument: { uri: uri(one), version: 2 },
      contentChanges: [
        { range: { start: { line: 1e9, character: 0 }, end: { line: -4, character: 9 } }, text: '\n# more\n' },
      ],
    });
    await client.diagnostics(uri(one), 2);
    expect(await client.quit()).toBe(0);
  });

  it('ends where nobody knows any more where a message begins, and goes on behind one that is no JSON', async () => {
    for (const text of ['hello\r\n\r\n', 'Content-Length: x\r\n\r\n{}', 'Foo: bar\r\n\r\n{}']) {
      const client = Client.here();
      await client.initialize();
      client.raw(text);
      expect(await client.exited, text).toBe(1);
    }
    const client = Client.here();
    await client.initialize();
    for (const text of ['{no}', '[]', 'null', '7', '{}', '{"id":[],"method":{}}'])
      client.raw(`Content-Length: ${text.length}\r\n\r\n${text}`);
    client.open(uri(one), detection('index=a sourcetype=b | stats count by dest, user'));
    await client.diagnostics(uri(one), 1);
    expect(await client.quit()).toBe(0);
  });

  it('cancels what it does not want any more', async () => {
    const client = Client.here();
    await client.initialize();
    client.open(uri(one), detection('index=a sourcetype=b | stats count by dest, user'));
    // The content is still being read.
    const asked = client.request('textDocument/formatting', { textDocument: { uri: uri(one) }, options: {} });
    client.notify('$/cancelRequest', { id: 2 });
    expect((await asked).error?.code).toBe(-32800);
    await client.quit();
  });
});
