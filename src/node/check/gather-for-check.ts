import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createSchemaValidator } from '../../content/schema/validator.js';
import { type Diagnostic, diagnostic } from '../../diagnostics/diagnostic.js';
import { defaultConfig, type LintConfig, readLintConfig } from '../../lint/config.js';
import { createSource } from '../../source/source.js';
import { readTextFile, systemReason } from '../content/content-files.js';
import { findContentRoot } from '../content/content-root.js';
import { type GatheredContent, gatherContent } from '../content/gather-content.js';

/** Which files a check reads. */
export interface FilesOfCheck {
  /** Files or folders to check. */
  readonly paths: readonly string[];
  readonly content?: string;
  /** `escudo.yml`; looked for at the content root and above the paths when absent. */
  readonly config?: string;
  readonly userContent?: readonly string[];
}

const mostConfigBytes = 1024 * 1024;

/** The configuration of a check, and the files that it reads. What is wrong with the configuration is added to `diagnostics`. */
export async function gatherForCheck(
  options: FilesOfCheck,
  diagnostics: Diagnostic[],
): Promise<{ config: LintConfig; configPath: string | undefined; gathered: GatheredContent }> {
  const configPath = options.config ?? (await findConfig(options));
  const config = configPath === undefined ? defaultConfig : await loadConfig(configPath, diagnostics);
  // Content roots that the configuration names bring macros and lookups; they lie relative to it.
  const more = configPath === undefined ? [] : config.content.map((folder) => resolve(dirname(configPath), folder));
  const all = await gatherContent({
    rules: options.paths,
    ...(options.content === undefined ? {} : { content: options.content }),
    userContent: [...more, ...(options.userContent ?? [])],
    companions: true,
  });
  // What is wrong in the configuration has been said.
  const isConfig = (path: string) => configPath !== undefined && resolve(path) === resolve(configPath);
  const { mounts } = all;
  const gathered = { mounts, diagnostics: all.diagnostics, files: all.files.filter(({ path }) => !isConfig(path)) };
  return { config, configPath, gathered };
}

async function loadConfig(path: string, diagnostics: Diagnostic[]): Promise<LintConfig> {
  try {
    const read = await readTextFile(path, mostConfigBytes);
    if (!('text' in read)) {
      diagnostics.push(
        diagnostic('content-unreadable', {
          path,
          reason: read.problem === 'too-large' ? 'it is too large' : 'it is not a regular file',
        }),
      );
      return defaultConfig;
    }
    const loaded = readLintConfig(createSource(path, read.text), await createSchemaValidator());
    diagnostics.push(...loaded.diagnostics);
    return loaded.config;
  } catch (error) {
    diagnostics.push(diagnostic('content-unreadable', { path, reason: systemReason(error) }));
    return defaultConfig;
  }
}

async function findConfig(options: FilesOfCheck): Promise<string | undefined> {
  const start = options.content ?? options.paths[0] ?? '.';
  const root = options.content ?? (await findContentRoot(start));
  for (let folder = resolve(root ?? start); ; folder = dirname(folder)) {
    const path = join(folder, 'escudo.yml');
    try {
      if ((await stat(path)).isFile()) return path;
    } catch {
      // Not here.
    }
    if (dirname(folder) === folder) return undefined;
  }
}
