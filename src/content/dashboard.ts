import type { Label } from '../diagnostics/diagnostic.js';
import type { Source } from '../source/source.js';
import { span } from '../source/span.js';
import type { JsonObject } from '../values/json/node.js';
import { type JsonFault, readJson } from '../values/json/read.js';
import type { MapReader } from './map-reader.js';
import { type PlacedText, placed } from './placed-text.js';
import { simpleXmlSearches } from './simple-xml.js';
import { studioSearches, textMember } from './studio-layout.js';

/** `dashboards/*.yml`; its layout is a JSON file of the same name beside it. Plain data. */
export interface Dashboard {
  readonly kind: 'dashboard';
  /** Below the content root, without the extension. */
  readonly stem: string;
  readonly name: PlacedText;
  readonly description: PlacedText | undefined;
  /** The layout, where it is written in the YAML file itself. */
  readonly layout: DashboardLayout | undefined;
}

/** What the JSON of a dashboard says of itself. Plain data. */
export interface DashboardLayout {
  readonly kind: 'dashboard-layout';
  /** Below the content root, without the extension. */
  readonly stem: string;
  readonly at: Label;
  /** Why it is no JSON object. */
  readonly problem: string | undefined;
  readonly title: string | undefined;
  readonly description: string | undefined;
}

/** A search of a dashboard. */
export interface DashboardSearch {
  /** The name that other searches and panels ask for its rows by. */
  readonly id: string | undefined;
  /** Its text, with the places of what is escaped. */
  readonly query: Source;
  /** The id of the search whose rows it goes on with (`extend` of a chain, `base` of a `<search>`). */
  readonly base: string | undefined;
}

/** The searches of a dashboard: the layout of Dashboard Studio, or Simple XML. */
export interface DashboardSearches {
  readonly kind: 'dashboard-searches';
  readonly file: Source;
  readonly searches: readonly DashboardSearch[];
  /** The names of all its searches, saved ones and those of other languages included. */
  readonly ids: ReadonlySet<string>;
  /** Where rows are asked for by the name of a search. */
  readonly uses: readonly PlacedText[];
  /** The names of its panels and inputs. */
  readonly parts: ReadonlySet<string>;
  /** Where the layout says what to show, by the name of a panel or input. */
  readonly shown: readonly PlacedText[];
  /** Tokens that inputs, defaults and clicks fill; empty where they are not known. */
  readonly tokens: ReadonlySet<string>;
}

/** What a dashboard file gives. */
export interface DashboardContent {
  readonly layouts: readonly DashboardLayout[];
  readonly dashboards: readonly DashboardSearches[];
}

/** `dashboards/*.yml`; nothing where it has no name. */
export function readDashboard(map: MapReader, stem: string): Dashboard[] {
  const name = placed(map, 'name');
  if (name === undefined) return [];
  const json = map.source('json_obj');
  const layout = json === undefined ? undefined : layoutOf(readJson(json.text), json, 0, map.at('json_obj'), stem);
  return [{ kind: 'dashboard', stem, name, description: placed(map, 'description'), layout }];
}

/** The searches of a layout that is written in the YAML file. */
export function readDashboardSearches(map: MapReader): DashboardSearches[] {
  const json = map.source('json_obj');
  const layout = json === undefined ? undefined : readJson(json.text);
  return json === undefined || layout?.kind !== 'object' ? [] : [searchesOf(map.file, layout, json, 0)];
}

/** A JSON file with the layout of a dashboard. */
export function readDashboardLayout(file: Source, stem: string): DashboardContent {
  // A byte order mark is no part of the JSON.
  const offset = file.text.startsWith('\ufeff') ? 1 : 0;
  const json = readJson(file.text.slice(offset));
  const layout = layoutOf(json, file, offset, { source: file, span: span(0, 0) }, stem);
  return { layouts: [layout], dashboards: json.kind === 'object' ? [searchesOf(file, json, file, offset)] : [] };
}

/** A dashboard, form or panel in XML; the layout of Dashboard Studio may stand in it. */
export function readXmlDashboard(file: Source, stem: string): DashboardContent {
  const { definition, ...found } = simpleXmlSearches(file);
  if (definition === undefined) return { layouts: [], dashboards: [{ kind: 'dashboard-searches', file, ...found }] };
  const json = readJson(definition.text);
  if (json.kind === 'object') return { layouts: [], dashboards: [searchesOf(file, json, definition, 0)] };
  const at = { source: definition, span: span(0, definition.text.length) };
  return { layouts: [layoutOf(json, definition, 0, at, stem)], dashboards: [] };
}

function searchesOf(file: Source, json: JsonObject, text: Source, offset: number): DashboardSearches {
  return { kind: 'dashboard-searches', file, ...studioSearches(json, text, offset) };
}

function layoutOf(
  json: ReturnType<typeof readJson>,
  text: Source,
  offset: number,
  at: Label,
  stem: string,
): DashboardLayout {
  const without = { kind: 'dashboard-layout', stem, at, title: undefined, description: undefined } as const;
  if (json.kind === 'fault') return { ...without, at: faultPlace(json, text, offset), problem: faultText(json) };
  if (json.kind !== 'object') return { ...without, problem: 'it is no object' };
  const textOf = (key: string): string | undefined => textMember(json, key)?.text;
  return { ...without, problem: undefined, title: textOf('title'), description: textOf('description') };
}

function faultPlace(fault: JsonFault, source: Source, offset: number): Label {
  const start = Math.min(offset + fault.offset, source.text.length);
  return { source, span: span(start, Math.min(start + 1, source.text.length)) };
}

/** `a comma or } should stand here`. */
function faultText({ message }: JsonFault): string {
  return `${message[0]!.toLowerCase()}${message.slice(1).replace(/\.$/, '')}`;
}
