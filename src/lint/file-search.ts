import type { Baseline } from '../content/baseline.js';
import type { DashboardSearches } from '../content/dashboard.js';
import type { Detection } from '../content/detection.js';
import type { Label } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { dashboardSearches } from './dashboard-searches.js';
import { drilldownSearch } from './drilldown-search.js';

/** What a search of the content is for, which decides what is asked of it. */
export type SearchRole = 'detection' | 'baseline' | 'investigation' | 'drilldown' | 'dashboard';

/** A search as a file of the content holds it: what is checked, one after the other. */
export interface FileSearch {
  readonly role: SearchRole;
  /** The file that it is written in. */
  readonly file: Source;
  /** The text to compile, its macros not expanded. */
  readonly written: Source;
  /** The detection whose own search this is; what it opens besides says nothing of its results. */
  readonly detection: Detection | undefined;
  /**
   * Set where the text begins with that of another search, whose rows this one goes on with: the part that is its own. What
   * stands before is checked where it is written.
   */
  readonly own?: Label;
  /** Whether it goes on with the results of the search before it, for which a search for all events stands in the text. */
  readonly continues?: boolean;
}

/** What files hold searches in. */
export type SearchOwner = Detection | Baseline | DashboardSearches;

/** How the searches of a role are run. */
interface RoleFacts {
  /** By a schedule, over all events that come in: what it costs counts. */
  readonly scheduled: boolean;
  /** Its `$tokens$` are filled when somebody opens it: nothing is known of what stands there then. */
  readonly filled: boolean;
}

const roles: Readonly<Record<SearchRole, RoleFacts>> = {
  detection: { scheduled: true, filled: false },
  baseline: { scheduled: true, filled: false },
  investigation: { scheduled: false, filled: true },
  drilldown: { scheduled: false, filled: true },
  dashboard: { scheduled: false, filled: true },
};

/** How a search is run. */
export function factsOf({ role }: Pick<FileSearch, 'role'>): RoleFacts {
  return roles[role];
}

/** The searches that a thing of the content holds, its own first. */
export function searchesOf(owner: SearchOwner): readonly FileSearch[] {
  if ('kind' in owner) return dashboardSearches(owner);
  const { file, search: written } = owner;
  if (!('format' in owner)) {
    const role = owner.type === 'Investigation' ? 'investigation' : 'baseline';
    return [{ role, file, written, detection: undefined }];
  }
  const drilldowns = owner.drilldowns.map(
    (each): FileSearch => ({ role: 'drilldown', file, detection: undefined, ...drilldownSearch(each) }),
  );
  return [{ role: 'detection', file, written, detection: owner }, ...drilldowns];
}
