/** Products that detections of ESCU 6.x name, all of them (escu-formats 2). */
export const escu6Products: readonly string[] = ['Splunk Enterprise', 'Splunk Enterprise Security', 'Splunk Cloud'];

/** Products that content is made for. */
export const products: ReadonlySet<string> = new Set([
  ...escu6Products,
  'Splunk Security Analytics for AWS',
  'Splunk Behavioral Analytics',
  'Splunk SOAR',
  'Dev Sec Ops Analytics',
  'Custom',
  'UBA',
  'Splunk Phantom',
]);

/** Security domains of Enterprise Security. */
export const securityDomains: ReadonlySet<string> = new Set([
  'access',
  'audit',
  'endpoint',
  'identity',
  'network',
  'threat',
]);

/** Kinds of assets that content is filed under: those of contentctl 5 and of the published detections. */
export const assetTypes: ReadonlySet<string> = new Set([
  'Account',
  'Amazon EKS Kubernetes cluster',
  'Amazon EKS Kubernetes cluster Pod',
  'Amazon Elastic Container Registry',
  'AWS Account',
  'AWS EKS Kubernetes cluster',
  'AWS Federated Account',
  'AWS Instance',
  'Azure',
  'Azure Active Directory',
  'Azure AKS Kubernetes cluster',
  'Azure Tenant',
  'CircleCI',
  'Cloud Compute Instance',
  'Cloud Instance',
  'Database Server',
  'DNS Servers',
  'Domain Server',
  'EC2 Snapshot',
  'Endpoint',
  'GCP',
  'GCP Account',
  'GCP GKE Kubernetes cluster',
  'GCP Storage Bucket',
  'GDrive',
  'GitHub',
  'Google Cloud Platform tenant',
  'GSuite',
  'Identity',
  'Infrastructure',
  'Instance',
  'Kubernetes',
  'Network',
  'O365 Tenant',
  'Okta Tenant',
  'S3 Bucket',
  'Splunk Server',
  'VPN Appliance',
  'Web Application',
  'Web Proxy',
  'Web Server',
  'Windows',
]);

/** Folders that detections are filed in, which ESCU 6.x names in a key. */
export const categories: ReadonlySet<string> = new Set([
  'application',
  'cloud',
  'endpoint',
  'network',
  'web',
  'deprecated',
]);
