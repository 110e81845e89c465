export const HELP = `tlscope says what a TLS connection was worth, and why.

  tlscope assess telemetry.json [--json]
      Judges the add-on's export. --json: an array with one assessment an observation.

  tlscope assess --jsonl < observations.jsonl > assessments.jsonl
      An observation a line in, an assessment a line out, in the same order. A line that is no observation gives
      {"error": {"code", "message", "line"}}, and the rest goes on.

  tlscope assess --host NAME [--port N] [--sent sent.pem] [--built built.pem] [--roots roots.pem] [--time ISO-8601]
                 [--tls-version "TLS 1.3"] [--cipher-suite NAME] [--group NAME] [--json]
      One connection from files. What is not given is unknown, and nothing is made of it.

  tlscope rules [--json]
      Every rule with its severity, cap and citation.

  tlscope --help, tlscope --version

Exit status: 0 no chain is invalid, 1 some chain is invalid, 2 bad usage or unreadable input.
The JSON is described in schema/ (observation-1, assessment-1, telemetry-1).
`;
