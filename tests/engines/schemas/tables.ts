/** Columns of the tables that the facts are written to, as the schemas type them. */
const metadata = 'metadata STRUCT(product STRUCT("name" VARCHAR, vendor_name VARCHAR), event_code VARCHAR)';
const base = `class_uid INTEGER, activity_id INTEGER, "time" BIGINT, ${metadata}`;
const endpoint = 'STRUCT(hostname VARCHAR, ip VARCHAR, port INTEGER)';
const ends = `src_endpoint ${endpoint}, dst_endpoint ${endpoint}`;
const device = 'device STRUCT(hostname VARCHAR, os STRUCT("name" VARCHAR))';
const user = 'STRUCT("name" VARCHAR, uid VARCHAR)';
const executable =
  'STRUCT("name" VARCHAR, "path" VARCHAR, internal_name VARCHAR, hashes STRUCT(algorithm_id INTEGER, "value" VARCHAR)[])';
const parent = `STRUCT(pid BIGINT, uid VARCHAR, "name" VARCHAR, cmd_line VARCHAR, file ${executable}, "user" ${user})`;
const process = `STRUCT(pid BIGINT, uid VARCHAR, "name" VARCHAR, cmd_line VARCHAR, file ${executable}, "user" ${user}, integrity_id INTEGER, working_directory VARCHAR, parent_process ${parent})`;
const actor = `actor STRUCT("user" ${user}, process STRUCT(pid BIGINT, uid VARCHAR, cmd_line VARCHAR, file ${executable}))`;

export const ocsfTables: Readonly<Record<string, string>> = {
  process_activity: `${base}, ${device}, process ${process}`,
  registry_key_activity: `${base}, status_id INTEGER, ${device}, ${actor}, reg_key STRUCT("path" VARCHAR)`,
  registry_value_activity: `${base}, status_id INTEGER, ${device}, ${actor}, reg_value STRUCT("name" VARCHAR, "path" VARCHAR, "data" VARCHAR, type_id INTEGER)`,
  file_activity: `${base}, ${device}, ${actor}, file STRUCT("name" VARCHAR, "path" VARCHAR, created_time BIGINT, "size" BIGINT, hashes STRUCT(algorithm_id INTEGER, "value" VARCHAR)[])`,
  network_activity: `${base}, action_id INTEGER, app_name VARCHAR, ${ends}, ${actor}, connection_info STRUCT(protocol_name VARCHAR, direction_id INTEGER), traffic STRUCT(bytes BIGINT, bytes_in BIGINT, bytes_out BIGINT)`,
  authentication: `${base}, status_id INTEGER, status_detail VARCHAR, ${ends}, "user" ${user}, service STRUCT("name" VARCHAR)`,
  dns_activity: `${base}, ${ends}, "query" STRUCT(hostname VARCHAR, "type" VARCHAR), answers STRUCT(rdata VARCHAR, ttl INTEGER)[], rcode_id INTEGER`,
  http_activity: `${base}, action_id INTEGER, ${ends}, http_request STRUCT(http_method VARCHAR, user_agent VARCHAR, url STRUCT(url_string VARCHAR, "path" VARCHAR, hostname VARCHAR)), http_response STRUCT(code INTEGER)`,
};

const ecsProcess =
  'STRUCT(pid BIGINT, entity_id VARCHAR, "name" VARCHAR, executable VARCHAR, command_line VARCHAR, working_directory VARCHAR, hash STRUCT(md5 VARCHAR, sha1 VARCHAR, sha256 VARCHAR), pe STRUCT(original_file_name VARCHAR)';
const ecsEnd = 'STRUCT(ip VARCHAR, "domain" VARCHAR, port INTEGER, bytes BIGINT)';

/** The one table of ECS. */
export const ecsTable = [
  '"@timestamp" TIMESTAMPTZ',
  'event STRUCT(category VARCHAR[], "type" VARCHAR[], "module" VARCHAR, outcome VARCHAR, code VARCHAR, reason VARCHAR)',
  'host STRUCT("name" VARCHAR, os STRUCT("name" VARCHAR))',
  '"user" STRUCT("name" VARCHAR, id VARCHAR)',
  `process ${ecsProcess}, parent ${ecsProcess}))`,
  'registry STRUCT(hive VARCHAR, "key" VARCHAR, "path" VARCHAR, "value" VARCHAR, "data" STRUCT("type" VARCHAR, strings VARCHAR[]))',
  'file STRUCT("name" VARCHAR, "path" VARCHAR, created TIMESTAMPTZ, "size" BIGINT, hash STRUCT(md5 VARCHAR, sha1 VARCHAR, sha256 VARCHAR))',
  `source ${ecsEnd}`,
  `destination ${ecsEnd}`,
  'network STRUCT(transport VARCHAR, protocol VARCHAR, application VARCHAR, direction VARCHAR, bytes BIGINT)',
  'dns STRUCT("type" VARCHAR, question STRUCT("name" VARCHAR, "type" VARCHAR), answers STRUCT("data" VARCHAR, ttl INTEGER)[], response_code VARCHAR)',
  'http STRUCT(request STRUCT("method" VARCHAR), response STRUCT(status_code INTEGER))',
  'url STRUCT("full" VARCHAR, original VARCHAR, "path" VARCHAR, "domain" VARCHAR)',
  'user_agent STRUCT(original VARCHAR)',
].join(', ');
