import { type LookupDefinition, lookupMatching } from './lookup-definition.js';
import type { ContentOrigin } from './origin.js';

function emptyLookup(name: string, origin: ContentOrigin, fields: readonly string[]): LookupDefinition {
  return { name, kind: 'kvstore', collection: name, fields, ...lookupMatching({ get: () => undefined }), origin };
}

const assetFields = [
  'asset',
  'asset_id',
  'ip',
  'mac',
  'nt_host',
  'dns',
  'owner',
  'priority',
  'lat',
  'long',
  'city',
  'country',
  'bunit',
  'category',
  'pci_domain',
  'is_expected',
  'should_timesync',
  'should_update',
  'requires_av',
  'asset_tag',
];
const identityFields = [
  'identity',
  'prefix',
  'nick',
  'first',
  'last',
  'suffix',
  'email',
  'phone',
  'managedBy',
  'priority',
  'bunit',
  'category',
  'watchlist',
  'startDate',
  'endDate',
  'work_city',
  'work_country',
  'work_lat',
  'work_long',
  'identity_tag',
];

/**
 * Lookups that content names and that live in other apps, or are made by their baselines (spl-commands 8.2). Their data is
 * not in any repository: they are empty unless the user brings them.
 */
export const builtinLookups: readonly LookupDefinition[] = [
  emptyLookup('asset_lookup_by_str', 'Enterprise Security', ['key', ...assetFields]),
  emptyLookup('asset_lookup_by_cidr', 'Enterprise Security', ['key', ...assetFields]),
  emptyLookup('asset_lookup_default_fields', 'Enterprise Security', ['key', ...assetFields]),
  emptyLookup('identity_lookup_expanded', 'Enterprise Security', ['key', ...identityFields]),
  emptyLookup('interesting_ports_lookup', 'Enterprise Security', [
    'app',
    'dest',
    'dest_port',
    'transport',
    'is_required',
    'is_prohibited',
    'note',
  ]),
  emptyLookup('alexa_lookup_by_str', 'Enterprise Security', ['domain', 'rank']),
  emptyLookup('cim_corporate_web_domain_lookup', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('cim_corporate_email_domain_lookup', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('cim_corporate_web_domains.csv', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('cim_corporate_email_domains.csv', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('cim_cloud_domain_lookup', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('cim_cloud_domains.csv', 'Splunk_SA_CIM', ['domain']),
  emptyLookup('ut_shannon_lookup', 'URL Toolbox', ['word', 'ut_shannon']),
  emptyLookup('admon_groups_def', 'baseline', []),
  emptyLookup('previously_seen_provisioning_activity_src.csv', 'baseline', []),
  emptyLookup('previously_seen_aws_regions.csv', 'baseline', []),
  emptyLookup('previously_seen_ec2_amis.csv', 'baseline', []),
  emptyLookup('previously_seen_ec2_instance_types.csv', 'baseline', []),
  emptyLookup('previously_seen_ec2_launches_by_user.csv', 'baseline', []),
];
