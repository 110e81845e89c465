import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { until } from "../until.ts";
import type { ClickHouseProgram } from "./program.ts";

/** A ClickHouse server of our own on loopback: a shard of a cluster. */
export interface Shard {
  readonly url: string;
  /** SQL; the answer as text. Throws with what the server says. */
  ask(sql: string, parameters?: Readonly<Record<string, string>>): Promise<string>;
  /** As a machine that loses its power. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

interface Ports {
  http: number;
  tcp: number;
  interserver: number;
}

/** Starts so many shards of a cluster that is called tlscope, in a folder; `users`: more users, in XML. `stop` ends them. */
export async function startCluster(program: ClickHouseProgram, folder: string, count: number, users = ""): Promise<{ shards: Shard[]; stop: () => Promise<void> }> {
  const ports: Ports[] = [];
  for (let i = 0; i < count; i++) {
    const [http = 0, tcp = 0, interserver = 0] = await freePorts(3);
    ports.push({ http, tcp, interserver });
  }
  const shards = ports.map((own, i) => new Server(program, join(folder, `shard-${i}`), own, ports, users));
  const stop = async (): Promise<void> => {
    await Promise.all(shards.map((shard) => shard.kill()));
  };
  try {
    await Promise.all(shards.map((shard) => shard.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { shards, stop };
}

/** Statements, one by one: the server takes no more at once. */
export async function tell(shard: Shard, sql: string): Promise<void> {
  for (const statement of sql.replace(/^--.*$/gm, "").split(/;\s*$/m)) if (statement.trim() !== "") await shard.ask(statement);
}

class Server implements Shard {
  readonly url: string;
  readonly #program: ClickHouseProgram;
  readonly #folder: string;
  #process: ChildProcess | undefined;

  constructor(program: ClickHouseProgram, folder: string, ports: Ports, all: readonly Ports[], users: string) {
    this.url = `http://127.0.0.1:${ports.http}/`;
    this.#program = program;
    this.#folder = folder;
    mkdirSync(join(folder, "tmp"), { recursive: true });
    writeFileSync(join(folder, "config.xml"), configuration(folder, ports, all));
    writeFileSync(join(folder, "users.xml"), usersFile(users));
  }

  async start(): Promise<void> {
    const { executable, libraries } = this.#program;
    const child = spawn(executable, [`--config-file=${join(this.#folder, "config.xml")}`], {
      cwd: this.#folder, stdio: "ignore", env: { ...process.env, LD_LIBRARY_PATH: libraries, TZ: "UTC" },
    });
    this.#process = child;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`clickhouse-server ended with ${child.exitCode}:\n${this.#lastWords()}`);
      return await fetch(this.url).then((response) => response.ok, () => false);
    }, (ready) => ready, { what: `ClickHouse at ${this.url} does not answer` });
  }

  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async ask(sql: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const response = await fetch(`${this.url}?${new URLSearchParams(parameters).toString()}`, { method: "POST", body: sql });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  }

  #lastWords(): string {
    return readFileSync(join(this.#folder, "error.log"), "utf8").slice(-2000);
  }
}

function configuration(folder: string, { http, tcp, interserver }: Ports, all: readonly Ports[]): string {
  const shards = all.map((ports) => `<shard><internal_replication>true</internal_replication><replica><host>127.0.0.1</host><port>${ports.tcp}</port></replica></shard>`);
  return `<yandex>
<logger><level>warning</level><log>${folder}/server.log</log><errorlog>${folder}/error.log</errorlog></logger>
<http_port>${http}</http_port><tcp_port>${tcp}</tcp_port><interserver_http_port>${interserver}</interserver_http_port>
<interserver_http_host>127.0.0.1</interserver_http_host><listen_host>127.0.0.1</listen_host>
<path>${folder}/</path><tmp_path>${folder}/tmp/</tmp_path><users_config>${folder}/users.xml</users_config>
<default_profile>default</default_profile><default_database>default</default_database><timezone>UTC</timezone>
<mark_cache_size>67108864</mark_cache_size><merge_tree><old_parts_lifetime>1</old_parts_lifetime></merge_tree><max_concurrent_queries>100</max_concurrent_queries><keep_alive_timeout>600</keep_alive_timeout>
<remote_servers><tlscope>${shards.join("")}</tlscope></remote_servers>
</yandex>
`;
}

function usersFile(users: string): string {
  return `<yandex>
<profiles><default></default><insert><readonly>0</readonly><allow_ddl>0</allow_ddl></insert><ask><readonly>2</readonly></ask></profiles>
<quotas><default></default></quotas>
<users><default><password></password><networks><ip>::1</ip><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota></default>${users}</users>
</yandex>
`;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    return server;
  }));
  return servers.map((server) => {
    const address = server.address();
    server.close();
    return typeof address === "object" && address !== null ? address.port : 0;
  });
}
