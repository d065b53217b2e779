import { assembleContent } from '../content/content.js';
import { isContentFile } from '../content/content-kind.js';
import { createSchemaValidator } from '../content/schema/validator.js';
import { tableColumns } from '../content/table-columns.js';
import type { AnyDiagnostic } from '../diagnostics/diagnostic.js';
import { loadDataModels } from '../knowledge/data-model.js';
import { fieldSchemas } from '../knowledge/field-schemas.js';
import { defaultConfig, readLintConfig } from '../lint/config.js';
import { lintRules } from '../lint/index.js';
import { lintContent } from '../lint/lint.js';
import { createSource } from '../source/source.js';
import { macrosOf, type SearchOptions } from './options.js';

export interface CheckOptions extends Pick<SearchOptions, 'macros'> {
  /** The text of an `escudo.yml`: severities, exceptions, what other apps bring. */
  readonly config?: string;
  /** Data models as the files of `rules/datamodels` describe them, parsed. Without them nothing is said about the names in `tstats`. */
  readonly dataModels?: readonly unknown[];
  /** The day that dates are compared with, as `2026-05-17`. Without it they are not. */
  readonly today?: string;
}

/** The text of a detection, or the texts of content files by their paths below the content root: `detections/x.yml`, `lookups/y.csv`. */
export type CheckInput = string | Readonly<Record<string, string>>;

const pathOfDetection = 'detections/detection.yml';

/**
 * Checks content as `escudo check` does: `await check(yamlText, { macros: { wmi: 'sourcetype=x' } })`. What searches name has to be among
 * the files or the options, or is reported as unknown. Findings are in file order.
 */
export async function check(content: CheckInput, options: CheckOptions = {}): Promise<readonly AnyDiagnostic[]> {
  const single = typeof content === 'string';
  const files = new Map(Object.entries(single ? { [pathOfDetection]: content } : content));
  const validator = await createSchemaValidator();
  const settings =
    options.config === undefined
      ? { config: defaultConfig, diagnostics: [] }
      : readLintConfig(createSource('escudo.yml', options.config), validator);
  const { config } = settings;
  const assembled = assembleContent(
    [...files].flatMap(([path, text]) =>
      isContentFile(path) ? { path, source: createSource(path, text), origin: 'repository' as const } : [],
    ),
    {
      reader: { readText: async (path) => files.get(path) },
      validator,
      providedMacros: [...macrosOf(options.macros), ...config.provided.macros],
    },
  );
  const { diagnostics, ...tables } = await tableColumns(assembled);
  const dataModels = loadDataModels(
    (options.dataModels ?? []).map((data, at) => ({ name: `dataModels[${at}]`, data })),
  );
  const { findings } = lintContent(
    { ...assembled, diagnostics: [...assembled.diagnostics, ...diagnostics] },
    {
      config,
      schemas: fieldSchemas(dataModels.models, assembled.catalog, tables.columns),
      ...tables,
      ...(single ? { rules: rulesOfText } : { listing: { paths: [...files.keys()], has: (path) => files.has(path) } }),
      ...(options.today === undefined ? {} : { today: options.today }),
    },
  );
  return [...settings.diagnostics, ...dataModels.diagnostics, ...findings];
}

/** A text alone has no file that could have another name. */
const rulesOfText = lintRules.filter(({ id }) => id !== 'file-name');
