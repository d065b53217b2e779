import { type CatalogMacro, macroOf } from './catalog-macro.js';

/** Data models of the Common Information Model whose constraints ask for `cim_<Model>_indexes`. */
const models = [
  'Alerts',
  'Application_State',
  'Authentication',
  'Certificates',
  'Change',
  'Change_Analysis',
  'Compute_Inventory',
  'DLP',
  'Databases',
  'Data_Access',
  'Email',
  'Endpoint',
  'Event_Signatures',
  'Interprocess_Messaging',
  'Intrusion_Detection',
  'JVM',
  'Malware',
  'Network_Resolution',
  'Network_Sessions',
  'Network_Traffic',
  'Performance',
  'Splunk_Audit',
  'Splunk_CIM_Validation',
  'Ticket_Management',
  'Updates',
  'Vulnerabilities',
  'Web',
];

/**
 * Macros that content calls and that come with other Splunk apps (spl-commands appendix A). Where an app would look at its
 * own data, the macro does what is true without that data: `get_asset` adds nothing, an index macro restricts nothing.
 */
export const builtinMacros: readonly CatalogMacro[] = [
  macroOf('drop_dm_object_name', ['object'], 'rename "$object$.*" as *', 'Splunk_SA_CIM'),
  macroOf('summariesonly', [], 'summariesonly=false', 'Splunk_SA_CIM'),
  macroOf(
    'cim_corporate_web_domain_search',
    ['field'],
    '[| `cim_corporate_web_domains` | rename domain as $field$ | format | fields search]',
    'Splunk_SA_CIM',
  ),
  macroOf('cim_corporate_web_domains', [], 'inputlookup append=T cim_corporate_web_domain_lookup', 'Splunk_SA_CIM'),
  ...models.map((model) => macroOf(`cim_${model}_indexes`, [], '()', 'Splunk_SA_CIM')),
  macroOf('get_asset', ['subject'], 'search *', 'Enterprise Security'),
  macroOf('notable', [], 'index=notable', 'Enterprise Security'),
  // How searches were commented before comments were part of the language (spl-core 1.12).
  macroOf('comment', ['text'], '', 'Splunk'),
];
