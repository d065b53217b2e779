import type { Label } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import type { Deployment, Schedule, ScheduleLabels } from './deployment.js';
import type { ContentMap } from './node.js';
import type { PlacedText } from './placed-text.js';
import type { Risk } from './risk.js';

/**
 * Which of the published forms a file has (escu-formats): `observables` (classic with impact and confidence), `rba` (classic
 * from late 2024) or `escu6` (June 2026 on).
 */
export type DetectionFormat = 'observables' | 'rba' | 'escu6';

/** One detection, the same shape for every format; nothing behind the loader asks which format it was. */
export interface Detection {
  readonly format: DetectionFormat;
  /** The YAML file. */
  readonly file: Source;
  /** The file name without folder and extension, which names the implicit filter macro. */
  readonly fileName: string;
  /** The whole file as values with places, for checks that ask about more than this model holds. */
  readonly document: ContentMap;
  readonly name: string;
  readonly id: string;
  readonly version?: number;
  /** Text of `date` or `creation_date`. */
  readonly created?: string;
  /** Text of `date` or `modification_date`. */
  readonly modified?: string;
  readonly author: string;
  readonly status: string;
  /** TTP, Anomaly, Hunting or Correlation. */
  readonly type: string;
  readonly description: string;
  /** The SPL; its origin points into the YAML scalar. */
  readonly search: Source;
  readonly howToImplement: string;
  readonly knownFalsePositives: string;
  readonly references: readonly string[];
  readonly dataSources: readonly PlacedText[];
  readonly risk: Risk;
  readonly annotations: Annotations;
  readonly drilldowns: readonly Drilldown[];
  readonly tests: readonly DetectionTest[];
  /** Set where the detection cannot be tested by replaying data: why. */
  readonly manualTest?: string;
  /** Settings written in the detection itself (`deployment`). */
  readonly deployment?: Deployment;
  /** ESCU 6.x: name of a schedule. */
  readonly scheduleName?: PlacedText;
  /** ESCU 6.x: `custom_schedule`. */
  readonly schedule?: Schedule;
  readonly scheduleAt?: ScheduleLabels | undefined;
  readonly baselines: readonly PlacedText[];
  readonly throttling?: Throttling;
  readonly deprecation?: Deprecation;
}

/** What a detection is filed under. */
export interface Annotations {
  readonly analyticStories: readonly string[];
  readonly mitreAttackIds: readonly string[];
  readonly cves: readonly string[];
  readonly threatGroups: readonly string[];
  readonly atomicGuids: readonly string[];
  readonly products: readonly string[];
  readonly assetType: string;
  readonly securityDomain: string;
  /** ESCU 6.x: application, cloud, endpoint, network, web or deprecated. */
  readonly category?: string;
}

/** A follow-up search; name and search hold `$field$` tokens, the search also `%original_detection_search%`. */
export interface Drilldown {
  readonly name: Source;
  readonly search: Source;
  readonly earliest: string;
  readonly latest: string;
  readonly at: Label;
  /** Its key in the file: `drilldown_searches[0]`. */
  readonly key: string;
}

/** One test of a detection: replay the data, then count the rows of the search. */
export interface DetectionTest {
  readonly name: string;
  /** `experimental` tests are not run by default. */
  readonly kind: 'unit' | 'experimental';
  readonly description?: string;
  /** 1 = at least one row must come; 0 = none may come (a false-positive test). */
  readonly expectedResults: number;
  readonly attackData: readonly AttackData[];
  /** Events written in the test itself (escudo's `events:`). */
  readonly inlineEvents?: InlineEvents;
  /** Fields that the detection promises and its rows are known to lack (escudo's `absent_fields:`). */
  readonly absentFields: readonly string[];
  readonly at: Label;
  /** Its key in the file: `tests[0]`. */
  readonly key: string;
}

/** Events in a test instead of a file: each is an object of fields, text is its `_raw`. */
export interface InlineEvents extends Pick<AttackData, 'index' | 'host' | 'at'> {
  readonly events: readonly Readonly<Record<string, unknown>>[];
  readonly source?: string;
  readonly sourcetype?: string;
}

/** A recorded attack: URL or path of a log, and the metadata its events are indexed with. */
export interface AttackData {
  readonly data: string;
  readonly source: string;
  readonly sourcetype: string;
  readonly index: string;
  readonly host?: string;
  readonly at: Label;
  /** Its key in the file: `tests[0].attack_data[0]`. */
  readonly key: string;
}

/** Whether the data of a test lies on the web, and not in a file. */
export function isWebAddress(data: string): boolean {
  return /^https?:\/\//i.test(data);
}

/** Fields and period for which further results of one detection are held back. */
export interface Throttling {
  readonly fields: readonly string[];
  /** For example `3600s`. */
  readonly period: string;
}

/** ESCU 6.x `deprecation_info`. */
export interface Deprecation {
  readonly reason: string;
  readonly removedInVersion?: string;
  readonly replacements: readonly string[];
}
