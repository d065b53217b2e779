import type { Knowledge } from '../../../src/api/knowledge.js';
import type { Settings } from '../../../src/api/options.js';
import { portCandidate, portCompiled } from '../../../src/api/port.js';
import { createPortSchema } from '../../../src/api/port-schema.js';
import { Catalog } from '../../../src/content/catalog.js';
import { createSource } from '../../../src/source/source.js';
import type { SqlDialect } from '../../../src/sql/dialect.js';
import { duckdb } from '../../../src/sql/dialects/duckdb.js';
import { mappedPortSchema } from '../../../src/sql/mapping/mapped-schema.js';
import type { SchemaMapping } from '../../../src/sql/mapping/mapping.js';
import type { PortedSearch, RefusedSearch } from '../../../src/sql/port.js';

/** A search without macros and lookups, over the tables of a mapping. */
export function portOver(
  mapping: SchemaMapping,
  spl: string,
  { knowledge, settings }: { knowledge: Knowledge; settings: Settings },
  dialect: SqlDialect = duckdb,
): PortedSearch | RefusedSearch {
  const base = createPortSchema(
    {
      dataset: (model, dataset) => knowledge.views.view(model, dataset),
      lookup: () => undefined,
      rawAlways: true,
      order: 'newest',
    },
    settings,
  );
  const catalog = new Catalog({ macros: [] });
  const candidate = portCandidate(createSource('<search>', spl), catalog, settings, 'search');
  return portCompiled(
    candidate,
    catalog,
    settings,
    mappedPortSchema(base, mapping, knowledge.definitions),
    dialect,
    settings.now,
  );
}
