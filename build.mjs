#!/usr/bin/env node
// Builds TLScope: `node build.mjs`; `node build.mjs --help` says what is built and for whom. Plain JavaScript, since on a fresh clone
// nothing is installed yet: what follows installs the dependencies first, then runs scripts/build.ts.
process.argv.splice(2, 0, "scripts/build.ts");
await import("./scripts/bootstrap.mjs");
