import { defineRule } from '../define.js';

/** Semantic versioning 2.0.0, section 2, 9 and 10. */
const semanticVersion =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?$/;

/** `contentctl.yml` that no app can be built from. */
export const appSettings = defineRule({
  id: 'app-settings',
  severity: 'error',
  category: 'metadata',
  what: 'The version of the app in `contentctl.yml` is no semantic version, its `appid` holds characters other than letters, digits, underscores and hyphens, or its `path` leaves the repository.',
  why: 'Splunk does not install such an app, or does not see that it is newer.',
  fix: 'Write a version such as 5.2.0, an `appid` such as DA-ESS-ContentUpdate, and a `path` below the repository.',
  contentctl: ['app config: semantic version, appid, paths'],
  good: [{ files: { 'contentctl.yml': 'path: .\napp: {title: T, appid: My_App, version: 1.0.0-beta.1}' } }],
  bad: [
    { files: { 'contentctl.yml': 'app: {title: T, appid: My_App, version: "1.0"}' } },
    { files: { 'contentctl.yml': 'app: {title: T, appid: My App, version: 1.0.0}' } },
    { files: { 'contentctl.yml': 'path: ../other\napp: {title: T, appid: My_App, version: 1.0.0}' } },
  ],
  content(cx) {
    for (const app of cx.content.companions) {
      if (app.kind !== 'app') continue;
      const { version, appid, folder } = app;
      if (version !== undefined && !semanticVersion.test(version.text))
        cx.report(`\`${version.text}\` is no semantic version.`, { at: version.at });
      if (appid !== undefined && !/^[\w-]+$/.test(appid.text))
        cx.report(`\`${appid.text}\` is no name for an app.`, { at: appid.at });
      if (folder !== undefined && /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(folder.text))
        cx.report(`The path \`${folder.text}\` leaves the repository.`, { at: folder.at });
    }
  },
});
