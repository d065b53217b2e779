import type { Detection } from '../../content/detection.js';
import { assetTypes, categories, escu6Products, products, securityDomains } from '../../content/vocabulary.js';
import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule, type RuleContext } from '../define.js';
import { keyPlace } from '../place.js';

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
    checkFiling(detection, cx);
    checkProducts(detection, cx);
    checkTechniques(detection, cx);
    checkReferences(detection, cx);
  },
});

/** Analytic story, asset type, security domain and category. */
function checkFiling(detection: Detection, cx: RuleContext): void {
  const { annotations } = detection;
  const { analyticStories, assetType, securityDomain, category } = annotations;
  if (analyticStories.length === 0)
    cx.report('The detection belongs to no analytic story.', wholeKey(detection, 'analytic_story'));
  if (assetType === '') cx.report('The detection names no asset type.', wholeKey(detection, 'asset_type'));
  else if (!assetTypes.has(assetType))
    cx.report(`\`${assetType}\` is none of the known asset types.`, {
      at: annotationPlace(detection, 'asset_type'),
      // The list grows with the products that content is written for.
      severity: 'warning',
      help: didYouMean(suggest(assetType, [...assetTypes], 1)),
    });
  if (!securityDomains.has(securityDomain))
    cx.report(
      securityDomain === ''
        ? 'The detection names no security domain.'
        : `\`${securityDomain}\` is no security domain.`,
      { ...wholeKey(detection, 'security_domain'), help: [`Domains: ${[...securityDomains].join(', ')}.`] },
    );
  if (detection.format === 'escu6' && category !== undefined && !categories.has(category))
    cx.report(`\`${category}\` is no category.`, {
      at: annotationPlace(detection, 'category'),
      help: [`Categories: ${[...categories].join(', ')}.`],
    });
}

function checkProducts(detection: Detection, cx: RuleContext): void {
  const named = detection.annotations.products;
  if (named.length === 0) {
    cx.report('The detection names no product.', wholeKey(detection, 'product'));
    return;
  }
  for (const [index, product] of named.entries())
    if (!products.has(product))
      cx.report(`\`${product}\` is no product.`, {
        at: annotationPlace(detection, 'product', index),
        severity: 'warning',
        help: didYouMean(suggest(product, products, 1)),
      });
  // A product that is none may be one of them, misspelt.
  if (detection.format !== 'escu6' || !named.every((each) => products.has(each))) return;
  const missing = escu6Products.filter((product) => !named.includes(product));
  if (missing.length > 0) cx.report(`The products lack ${missing.join(', ')}.`, wholeKey(detection, 'product'));
}

function checkTechniques(detection: Detection, cx: RuleContext): void {
  const { mitreAttackIds } = detection.annotations;
  for (const [index, id] of mitreAttackIds.entries()) {
    const at = annotationPlace(detection, 'mitre_attack_id', index);
    const technique = id.split('.')[0]!;
    if (!/^T\d{4}(?:\.\d{3})?$/.test(id))
      cx.report(`\`${id}\` is no ATT&CK technique.`, { at, help: ['Write T1047 or T1053.005.'] });
    else if (id !== technique && mitreAttackIds.includes(technique))
      cx.report(`The detection names ${technique} and its sub-technique ${id}.`, {
        at,
        help: ['Keep the sub-technique.'],
        severity: 'warning',
      });
  }
}

/** CVEs and atomic tests. */
function checkReferences(detection: Detection, cx: RuleContext): void {
  const { cves, atomicGuids } = detection.annotations;
  for (const [index, cve] of cves.entries())
    if (!/^CVE-\d{4}-\d{4,}$/.test(cve))
      cx.report(`\`${cve}\` is no CVE.`, { at: annotationPlace(detection, 'cve', index) });
  for (const [index, guid] of atomicGuids.entries())
    if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(guid))
      cx.report(`\`${guid}\` is no id of an atomic test.`, { at: annotationPlace(detection, 'atomic_guid', index) });
}

/** Where a finding about all of an annotation is reported, also one that is not there. */
function wholeKey(detection: Detection, key: string) {
  return { at: annotationPlace(detection, key), about: detection.format === 'escu6' ? key : `tags.${key}` };
}

/** A tag stands at the top in ESCU 6.x and below `tags` before. */
function annotationPlace(detection: Detection, key: string, index?: number) {
  const path = detection.document.entries.has(key) || !detection.document.entries.has('tags') ? [key] : ['tags', key];
  return keyPlace(detection, ...path, ...(index === undefined ? [] : [String(index)]));
}
