import type { Detection } from '../../content/detection.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';
import { keyPlace } from '../place.js';

/** Products that content is made for. */
export const products: ReadonlySet<string> = new Set([
  'Splunk Enterprise',
  'Splunk Enterprise Security',
  'Splunk Cloud',
  'Splunk Security Analytics for AWS',
  'Splunk Behavioral Analytics',
  'Splunk SOAR',
  'Dev Sec Ops Analytics',
  'Custom',
  'UBA',
  'Splunk Phantom',
]);
const domains = new Set(['access', 'audit', 'endpoint', 'identity', 'network', 'threat']);
/** Kinds of assets that content is filed under: those of contentctl 5 and of the published detections. */
const assetTypes: ReadonlySet<string> = new Set([
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
const categories = new Set(['application', 'cloud', 'endpoint', 'network', 'web', 'deprecated']);

/** Story, product, domain, ATT&CK, CVE and atomic test ids. */
export const annotationsRule = defineRule({
  id: 'annotations',
  severity: 'error',
  category: 'metadata',
  what: 'An annotation is missing or has the wrong form: analytic story, product, security domain, asset type, category, ATT&CK technique, CVE, atomic test.',
  why: 'Findings are filed, counted and mapped by these.',
  fix: 'Write ATT&CK ids as T1047 or T1053.005, CVEs as CVE-2024-1234, atomic tests as UUIDs; name the sub-technique alone, without its technique.',
  contentctl: [
    'analytic_story ≥1',
    'asset_type, security_domain, product enums (≥1 product)',
    'all three products (ESCU 6)',
    'ATT&CK id format',
    'not both a technique and its sub-technique',
    'CVE format',
    'atomic GUID format',
  ],
  good: [{}],
  bad: [
    {
      yaml: 'tags:\n  analytic_story: []\n  asset_type: Endpoint\n  product: [Splunk Cloud]\n  security_domain: endpoint',
    },
    {
      yaml: 'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  mitre_attack_id: [T1053, T1053.005, 1047]\n  cve: [CVE-24-1]\n  product: [Splunk Cloud]\n  security_domain: endpoint',
    },
    { yaml: 'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  product: []\n  security_domain: somewhere' },
    {
      yaml: 'tags:\n  analytic_story: [X]\n  asset_type: Endpoynt\n  product: [Splunk Cloud]\n  security_domain: endpoint',
    },
    {
      yaml: 'tags:\n  analytic_story: [X]\n  asset_type: Endpoint\n  atomic_guid: [abc]\n  product: [Splunk Cloud]\n  security_domain: endpoint',
    },
  ],
  detection(detection, cx) {
    const { annotations } = detection;
    const at = (key: string, index?: number) => annotationPlace(detection, key, index);
    const about = (key: string) => (detection.format === 'escu6' ? key : `tags.${key}`);
    if (annotations.analyticStories.length === 0)
      cx.report('The detection belongs to no analytic story.', {
        at: at('analytic_story'),
        about: about('analytic_story'),
      });
    if (annotations.assetType === '')
      cx.report('The detection names no asset type.', { at: at('asset_type'), about: about('asset_type') });
    else if (!assetTypes.has(annotations.assetType))
      cx.report(`\`${annotations.assetType}\` is none of the known asset types.`, {
        at: at('asset_type'),
        // The list grows with the products that content is written for.
        severity: 'warning',
        help: didYouMean(suggest(annotations.assetType, [...assetTypes], 1)),
      });
    const domain = annotations.securityDomain;
    if (!domains.has(domain))
      cx.report(domain === '' ? 'The detection names no security domain.' : `\`${domain}\` is no security domain.`, {
        at: at('security_domain'),
        about: about('security_domain'),
        help: [`Domains: ${[...domains].join(', ')}.`],
      });
    if (annotations.products.length === 0)
      cx.report('The detection names no product.', { at: at('product'), about: about('product') });
    for (const [index, product] of annotations.products.entries())
      if (!products.has(product))
        cx.report(`\`${product}\` is no product.`, { at: at('product', index), severity: 'warning' });
    if (detection.format === 'escu6') {
      const missing = [...products].slice(0, 3).filter((product) => !annotations.products.includes(product));
      // A product that is none may be one of them, misspelt.
      if (
        missing.length > 0 &&
        annotations.products.length > 0 &&
        annotations.products.every((each) => products.has(each))
      )
        cx.report(`The products lack ${missing.join(', ')}.`, { at: at('product'), about: about('product') });
      if (annotations.category !== undefined && !categories.has(annotations.category))
        cx.report(`\`${annotations.category}\` is no category.`, {
          at: at('category'),
          help: [`Categories: ${[...categories].join(', ')}.`],
        });
    }
    const ids = new Set(annotations.mitreAttackIds);
    for (const [index, id] of annotations.mitreAttackIds.entries()) {
      if (!/^T\d{4}(?:\.\d{3})?$/.test(id))
        cx.report(`\`${id}\` is no ATT&CK technique.`, {
          at: at('mitre_attack_id', index),
          help: ['Write T1047 or T1053.005.'],
        });
      else if (id.includes('.') && ids.has(id.split('.')[0]!))
        cx.report(`The detection names ${id.split('.')[0]} and its sub-technique ${id}.`, {
          at: at('mitre_attack_id', index),
          help: ['Keep the sub-technique.'],
          severity: 'warning',
        });
    }
    for (const [index, cve] of annotations.cves.entries())
      if (!/^CVE-\d{4}-\d{4,}$/.test(cve)) cx.report(`\`${cve}\` is no CVE.`, { at: at('cve', index) });
    for (const [index, guid] of annotations.atomicGuids.entries()) {
      if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid))
        cx.report(`\`${guid}\` is no id of an atomic test.`, { at: at('atomic_guid', index) });
    }
  },
});

/** A tag stands at the top in ESCU 6.x and below `tags` before. */
function annotationPlace(detection: Detection, key: string, index?: number) {
  const path = detection.document.entries.has(key) || !detection.document.entries.has('tags') ? [key] : ['tags', key];
  return keyPlace(detection, ...path, ...(index === undefined ? [] : [String(index)]));
}
