/**
 * Who brings a macro or lookup. Later ones override earlier ones: Splunk itself, other Splunk apps, what is generated for each detection,
 * the content repository, a user's folder or file, the command line.
 */
export type ContentOrigin =
  | 'Splunk'
  | 'Splunk_SA_CIM'
  | 'Enterprise Security'
  | 'URL Toolbox'
  | 'baseline'
  | 'generated'
  | 'repository'
  | 'user'
  | 'option';
