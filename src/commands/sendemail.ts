import { options } from '../syntax/forms.js';
import { defineCommand } from './define.js';
import { boolean, integer, text } from './options.js';

/** `sendemail`: passes the rows on (spl-commands 13). */
export const sendemail = defineCommand({
  name: 'sendemail',
  kind: 'streaming',
  mode: 'names',
  forms: [options()],
  options: {
    to: text(undefined, 'As in Splunk.'),
    cc: text(undefined, 'As in Splunk.'),
    bcc: text(undefined, 'As in Splunk.'),
    subject: text(undefined, 'As in Splunk.'),
    format: text(undefined, 'As in Splunk.'),
    message: text(undefined, 'As in Splunk.'),
    footer: text(undefined, 'As in Splunk.'),
    inline: boolean(false, 'As in Splunk.'),
    sendresults: boolean(false, 'As in Splunk.'),
    sendpdf: boolean(false, 'As in Splunk.'),
    sendcsv: boolean(false, 'As in Splunk.'),
    priority: text(undefined, 'As in Splunk.'),
    server: text(undefined, 'As in Splunk.'),
    graceful: boolean(false, 'As in Splunk.'),
    content_type: text(undefined, 'As in Splunk.'),
    width_sort_columns: boolean(false, 'As in Splunk.'),
    use_ssl: boolean(false, 'As in Splunk.'),
    use_tls: boolean(false, 'As in Splunk.'),
    maxinputs: integer(undefined, 'As in Splunk.'),
    maxtime: text(undefined, 'As in Splunk.'),
    pdfview: text(undefined, 'As in Splunk.'),
    papersize: text(undefined, 'As in Splunk.'),
    paperorientation: text(undefined, 'As in Splunk.'),
    from: text(undefined, 'As in Splunk.'),
  },
  lower(args, input, cx) {
    cx.report('action-left-out', { command: 'sendemail' }, args.span);
    return input;
  },
  doc: {
    summary: 'Sends the results by e-mail.',
    notes: ['Nothing is sent: a search may not reach the network. The rows pass unchanged, with a warning.'],
    examples: [{ title: 'Rows are passed on', spl: 'sendemail to="a@b.c"', input: [{ a: '1' }], output: [{ a: '1' }] }],
  },
});
