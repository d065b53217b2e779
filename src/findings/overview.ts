import type { Deployment } from '../content/deployment.js';
import type { Detection } from '../content/detection.js';
import { parseTime } from '../values/time/parse.js';
import type { ResultRow } from './finding.js';
import { entityValues, scoredEntities } from './scored-entities.js';

/** What one detection found. */
export interface RuleOverview {
  /** Its name, with version or file where another has the same. */
  readonly rule: string;
  readonly type: string;
  /** The highest score that one of its entities gets; 0 where it has none. */
  readonly score: number;
  readonly rows: number;
  /** The times that the rows state, epoch seconds: the earliest and the latest. */
  readonly first?: number;
  readonly last?: number;
  readonly mitreAttackIds: readonly string[];
}

/** What a run says about one person or thing. */
export interface EntityOverview {
  readonly entity: string;
  /** `system`, `user` or `other`. */
  readonly type: string;
  /** The sum over all findings and risk events, as risk-based alerting adds it up. */
  readonly score: number;
  /** The names of the rules that named it. */
  readonly rules: readonly string[];
  readonly mitreAttackIds: readonly string[];
}

/** A run in one line per rule that has rows, and one per person or thing that has risk. */
export class RunOverview {
  readonly #timeZone: string;
  readonly #rules: RuleOverview[] = [];
  readonly #entities = new Map<string, CountedEntity>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** `rule`: how the detection is called in the results. */
  add(rule: string, detection: Detection, deployment: Deployment, rows: Iterable<ResultRow>): void {
    const { mitreAttackIds } = detection.annotations;
    const entities = scoredEntities(detection, deployment);
    const span = new TimeSpanOfRows(this.#timeZone);
    let count = 0;
    for (const row of rows) {
      count++;
      span.add(row);
      for (const entity of entities)
        for (const value of entityValues(entity, row))
          this.#entity(entity.type, value).add(entity.score, rule, mitreAttackIds);
    }
    if (count === 0) return;
    const score = Math.max(0, ...entities.map((each) => each.score));
    this.#rules.push({ rule, type: detection.type, score, rows: count, ...span.times(), mitreAttackIds });
  }

  /** The highest score first, then the most rows. */
  rules(): RuleOverview[] {
    return this.#rules.sort((a, b) => b.score - a.score || b.rows - a.rows);
  }

  /** The highest score first. */
  entities(): EntityOverview[] {
    return [...this.#entities.values()].map((each) => each.overview()).sort((a, b) => b.score - a.score);
  }

  #entity(type: string, value: string): CountedEntity {
    const key = `${type}\0${value}`;
    const known = this.#entities.get(key);
    if (known !== undefined) return known;
    const made = new CountedEntity(type, value);
    this.#entities.set(key, made);
    return made;
  }
}

class CountedEntity {
  readonly #type: string;
  readonly #value: string;
  #score = 0;
  readonly #rules = new Set<string>();
  readonly #mitreAttackIds = new Set<string>();

  constructor(type: string, value: string) {
    this.#type = type;
    this.#value = value;
  }

  add(score: number, rule: string, mitreAttackIds: readonly string[]): void {
    this.#score += score;
    this.#rules.add(rule);
    for (const each of mitreAttackIds) this.#mitreAttackIds.add(each);
  }

  overview(): EntityOverview {
    return {
      entity: this.#value,
      type: this.#type,
      score: this.#score,
      rules: [...this.#rules],
      mitreAttackIds: [...this.#mitreAttackIds],
    };
  }
}

/** Fields in which ESCU's searches state when something happened. */
const timeFields = ['firstTime', 'lastTime', '_time'];
/** As the macro `security_content_ctime` writes them. */
const timeFormat = '%Y-%m-%dT%H:%M:%S';

class TimeSpanOfRows {
  readonly #timeZone: string;
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  add(row: ResultRow): void {
    for (const field of timeFields) {
      const value = Object.hasOwn(row, field) ? row[field] : undefined;
      for (const text of typeof value === 'string' ? [value] : (value ?? [])) {
        const time = this.#epochOf(text);
        if (time === undefined) continue;
        this.#first = Math.min(this.#first, time);
        this.#last = Math.max(this.#last, time);
      }
    }
  }

  times(): { readonly first?: number; readonly last?: number } {
    return this.#first > this.#last ? {} : { first: this.#first, last: this.#last };
  }

  #epochOf(text: string): number | undefined {
    if (/^\d{9,11}(?:\.\d+)?$/.test(text)) return Number(text);
    return parseTime(text, timeFormat, this.#timeZone, 0) ?? undefined;
  }
}
