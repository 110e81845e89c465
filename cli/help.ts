import { START_TLS } from "../companion/starttls/index.ts";
import { FOUND_FORMAT_NAMES } from "./convert/found-format-names.ts";

/** Columns of a terminal that nobody widened. */
const WIDTH = 80;
/** Where an option begins, and what is said of it. */
const OPTION = 6;
const MEANING = 29;

/** What is said of a command, each by its name. */
const COMMANDS: ReadonlyMap<string, string> = new Map(Object.entries({
  assess: `  tlscope assess telemetry.json [--json] [--client NAME]
      Judges the add-on's export, or a recording as tlscope import reads it:
      the content shows which of them the file is.
      --json           an array with one assessment per observation

  tlscope assess --jsonl [--client NAME] < observations.jsonl > answers.jsonl
      One observation per line in, one assessment per line out, in the same
      order. A line that is not an observation gives {"error": {"code",
      "message", "line"}}, and the rest goes on.

  tlscope assess --host NAME[:PORT] [--sent sent.pem] [--built built.pem]
                 [--roots roots.pem] [--json] [--client NAME]
      One connection from files. What is not given is unknown, and nothing is
      concluded from it.
      --host NAME[:PORT], --port N   the server, by name or address
      --sent FILE            the certificates that the server sent (PEM)
      --built FILE           the chain that the client built
      --roots FILE           where paths end, in place of Mozilla's roots as
                             bundled
      --time ISO-8601        the time to judge for, such as
                             2026-11-21T12:00:00Z (default: now)
      --tls-version "TLS 1.3", --cipher-suite NAME, --group NAME
                             what was negotiated, as IANA or OpenSSL spell it
      --json                 the assessment as JSON

      --client NAME          whose verdict on the chain it is where no browser
                             spoke: browsers (the default: what Firefox and
                             Chromium both accept), firefox, chromium, openssl,
                             gnutls, go, java, curl, python, node, wget, strict
                             (RFC 5280 and the Baseline Requirements), apple,
                             android, microsoft (their stores alone), or all: as
                             browsers, with a row for each (docs/clients.md)
`,
  import: `  tlscope import netlog FILE|- [--json|--jsonl|--telemetry OUT] [OPTIONS]
      Every connection that Chromium recorded of itself (chrome://net-export, or
      --log-net-log=FILE), also gzipped or zipped: the chain as the server sent
      it, byte for byte, held against the one that the browser built
      (docs/recordings.md). A log that was cut off is read as far as it goes.
      --json                 an array of assessments
      --jsonl                an observation a line, for assess --jsonl
      --telemetry OUT        an export, for the add-on's report to compare and
                             for assess
      --host "*.example.com"         these hosts alone
      --since 2026-11-21T12:00:00Z   connections that began then or later
      --own-traffic          also what the browser asks its maker for by itself

  tlscope import har FILE|- [the same]
      What an HTTP Archive (developer tools: Save all as HAR) tells of
      connections: hosts, addresses, HTTP versions, errors. Browsers write
      neither certificates nor what was negotiated into it.

  tlscope import capture FILE|- [--keylog FILE] [the same]
      Every handshake in a capture (pcapng or pcap), by tshark: TLS, and QUIC.
      What TLS 1.3 and QUIC encrypt needs the client's key log (SSLKEYLOGFILE),
      or the keys in the pcapng; nothing behind a handshake is decrypted.
`,
  record: `  tlscope record chromium|chrome|edge|firefox [--out FILE] [URL ...]
                 [-- BROWSER ARGUMENTS]
      Starts the browser with a new profile and records its own connections
      until it is closed, or Ctrl-C: a line for each as it is made, and at the
      end an export with the chains as sent. Chromium by the log that it writes
      of itself; Firefox (Linux) by a tunnel on loopback and its key log,
      handshakes alone (docs/recordings.md).
      --out FILE             the export; without it, standard output where that
                             is no terminal
      --profile DIR [--yes]  a profile of your own, after a yes; Firefox's proxy
                             is set for that time
      --headless             without a window
      --program FILE         where the browser is
      --resolve HOST=ADDRESS (Firefox) where to connect for a host; may be given
                             again
      --host PATTERN, --own-traffic   as for import
`,
  convert: `  tlscope convert FILE... --to ${FOUND_FORMAT_NAMES.join("|")} [--out FILE]
                  [--network NAME]
      Exports, lines of observations and recordings (as import reads them) in
      another form, however long they are: rows of connections and of
      certificates (once each) as NDJSON, CSV or Parquet (columns:
      docs/fleet.md); the certificates alone as PEM; for Elastic, as Zeek's logs
      or as HAR, without addresses of pages. Observations without an assessment
      are judged. A FILE appears whole or not at all.
      --network NAME         what the rows say of where they were seen
`,
  query: `  tlscope query NAME|SQL FILE... [--json|--csv] [--yes]
  tlscope query NAME|SQL --server URL [--json|--csv]
  tlscope query --list [--json|--csv]
      Asks rows (of tlscope convert; other files are converted first), or a
      ClickHouse server: a question of the list, or SQL of the table telemetry.
      Files are asked by chDB, which is fetched once, after a yes (546 MB).
      Name and password of a server: TLSCOPE_CLICKHOUSE_USER,
      TLSCOPE_CLICKHOUSE_PASSWORD.
      --list                 the questions that there are
      -y, --yes              fetch chDB without asking
`,
  probe: `  tlscope probe HOST[:PORT] [--json]
  tlscope probe --list hosts.txt|- [--concurrency N] > results.jsonl
      A connection of its own: the chain as the server sent it, byte for byte,
      and what was negotiated, judged as assess does. With a list, one line of
      JSON per host as each is done, 16 at a time.
      --json                 the assessment, with "observation" (a line for
                             assess --jsonl) and "probe" (what came over the
                             wire)
      --scan                 ask for all versions, suites and groups, and rate
                             them together, best and worst
      --http                 send one request, GET /, and look for HSTS
      --connect ADDRESS[:PORT]   connect there, whatever HOST leads to
      --servername NAME, --no-servername   server name indication
${starttls()}
      --anchors system|mozilla|none|FILE   whose roots to trust; may be given
                             again (default: mozilla, as bundled)
      --pin SHA256           a public key; one of them must be in the chain; may
                             be given again
      --accept FILE|SHA256   server certificates that need no anchor; names and
                             dates still count
      --tlsa FILE            TLSA records (DANE), one per line
      --dns-id NAME, --srv-id _SERVICE.NAME   names that count in place of HOST
      --client-cert FILE [--client-key FILE] [--passphrase-file FILE|-]
                             PEM or PKCS #12; the passphrase may also be in the
                             environment as TLSCOPE_PASSPHRASE
      --min-version V, --max-version V, --cipher-suites A,B, --groups A,B,
      --alpn A,B             what to offer, in this order
      --as chromium|firefox  offer what that browser offers, in its order
                             (post-quantum groups, ML-DSA, compression, trust
                             anchor identifiers); what cannot be offered is
                             named
      --resume               connect again with the session (this lets the
                             server link the two)
      --connect-timeout S, --timeout S   seconds (5, 15)
`,
  anchors: `  tlscope anchors HOST[:PORT] [--from mozilla|system|FILE] [--json|--pem]
                  [--connect ADDRESS[:PORT]] [--starttls PROTOCOL]
  tlscope anchors HOST --sent sent.pem [--from ...] [--json|--pem]
      Which trust anchors (at most three) are asked for by the chain that the
      server sends, or that a file holds; and whether a connection with only
      those is trusted. A file of anchors is read one certificate at a time.
      --pem                  only the anchors
`,
  "install-companion": `  tlscope install-companion [--browser firefox|chromium|chrome|edge]
                            [--extension-id ID] [--user-data-dir FOLDER]
  tlscope uninstall-companion [--browser ...] [--user-data-dir FOLDER]
      Lets the add-on in this user's browser ask for probes
      (docs/companion.md). Browsers built on Chromium need the add-on's ID.
      --user-data-dir FOLDER for one that is started with it, which reads its
                             manifests there alone
`,
  rules: `  tlscope rules [--json]
      Every rule with its severity, cap and citation.
`,
}));

const END = `  tlscope COMMAND --help (-h), tlscope --help, tlscope --version (-V)

Exit status: 0 no chain is invalid, 1 some chain is invalid, 2 bad usage,
unreadable input, or a server that showed no certificate.
The JSON is described in schema/ (observation-1, assessment-1, telemetry-1,
probe-1, anchors-1).
`;

/** What a person is told of a command, or of all where it is none of them: lines of at most 80 columns. */
export function helpOn(command?: string): string {
  const one = COMMANDS.get(command === "uninstall-companion" ? "install-companion" : command ?? "");
  const told = one === undefined ? ["tlscope says what a TLS connection was worth, and why.\n", ...COMMANDS.values()] : [one];
  return [...told, END].join("\n");
}

/** The option with the protocols of the folder, in lines. */
function starttls(): string {
  const lines = [`${"".padEnd(OPTION)}--starttls PROTOCOL`.padEnd(MEANING)];
  for (const [i, name] of START_TLS.entries()) {
    const word = i === START_TLS.length - 1 ? name : `${name}, `;
    const last = lines[lines.length - 1] ?? "";
    if (last.length + word.trimEnd().length <= WIDTH) lines[lines.length - 1] = last + word;
    else lines.push("".padEnd(MEANING) + word);
  }
  return lines.map((line) => line.trimEnd()).join("\n");
}
