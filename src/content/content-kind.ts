import type { ContentMap } from './node.js';

/** What a YAML file of a content repository is. `removed`: kept for the record, in whatever form it had; `other`: known, but not looked into. */
export type ContentKind =
  | 'detection'
  | 'macro'
  | 'lookup'
  | 'deployment'
  | 'schedule'
  | 'baseline'
  | 'data-source'
  | 'story'
  | 'dashboard'
  | 'playbook'
  | 'deprecation-mapping'
  | 'removed'
  | 'config'
  | 'other';

const folderKinds = new Map<string, ContentKind>([
  ['detections', 'detection'],
  ['macros', 'macro'],
  ['lookups', 'lookup'],
  ['deployments', 'deployment'],
  ['schedules', 'schedule'],
  ['baselines', 'baseline'],
  ['investigations', 'baseline'],
  ['data_sources', 'data-source'],
  ['datamodels', 'other'],
  ['sources', 'other'],
  ['rulesets', 'other'],
  ['stories', 'story'],
  ['dashboards', 'dashboard'],
  ['playbooks', 'playbook'],
  ['response_templates', 'other'],
  ['app_template', 'other'],
]);

/** Folders of a content root that a catalog is read from. */
export const catalogFolders: readonly string[] = ['macros', 'lookups', 'deployments', 'schedules', 'data_sources'];

/** Folders that a check looks into besides. */
export const companionFolders: readonly string[] = [
  'stories',
  'dashboards',
  'playbooks',
  'app_template/default/data/ui/views',
  'app_template/default/data/ui/panels',
];

/** The kind a folder of the path stands for; the outermost known one counts (`detections/deprecated/x.yml`).
 * `contentctl.yml` and `escudo.yml` stand at the root itself. */
export function kindOfPath(path: string): ContentKind | undefined {
  if (/^(?:contentctl[\w.-]*|escudo)\.ya?ml$/i.test(path)) return 'config';
  if (/^removed\/deprecation_mapping\.ya?ml$/i.test(path)) return 'deprecation-mapping';
  for (const part of path.split('/').slice(0, -1)) {
    const kind = folderKinds.get(part);
    if (kind === undefined) continue;
    // Removed searches can still be run and compared; removed macros and lookups no longer define anything.
    return isRemoved(path) && kind !== 'detection' && kind !== 'baseline' ? 'removed' : kind;
  }
  return isRemoved(path) ? 'removed' : undefined;
}

/** Whether a file of this path says what it is; others are data of these, or none of ours. */
export function isContentFile(path: string): boolean {
  return /\.ya?ml$|(?:^|\/)(?:macros|transforms)\.conf$/i.test(path) || dashboardForm(path) !== undefined;
}

/** What a file of this path is, where it is the layout of a dashboard or of a panel, and no YAML. */
export function dashboardForm(path: string): 'json' | 'xml' | undefined {
  const found = /(?:^|\/)(?:dashboards\/.*\.(json|xml)|data\/ui\/(?:views|panels)\/[^/]*\.(xml))$/i.exec(path);
  return (found?.[1] ?? found?.[2])?.toLowerCase() as 'json' | 'xml' | undefined;
}

/** Whether a file lies among the content that a repository keeps for the record, in whatever form it had. */
export function isRemoved(path: string): boolean {
  return path.startsWith('removed/');
}

/** The kind that the keys of a file speak of. */
export function kindOfKeys(root: ContentMap): ContentKind | undefined {
  const has = (key: string) => root.entries.has(key);
  const type = root.entries.get('type')?.value;
  const typeText = type?.kind === 'scalar' ? type.text.trim().toLowerCase() : '';
  if (has('search')) return typeText === 'baseline' || typeText === 'investigation' ? 'baseline' : 'detection';
  if (has('definition')) return 'macro';
  if (has('lookup_type') || has('collection') || has('filename')) return 'lookup';
  if (has('scheduling')) return 'deployment';
  if (has('cron')) return 'schedule';
  if (has('sourcetype')) return 'data-source';
  if (has('narrative')) return 'story';
  if (has('playbook')) return 'playbook';
  if (has('json_obj')) return 'dashboard';
  return undefined;
}
