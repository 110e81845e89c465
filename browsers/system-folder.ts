/** A browser that finds something in a system folder which the system itself has not. */
import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface SeeingProgram {
  /** Starts the program with its arguments. */
  path: string;
  remove: () => Promise<void>;
}

/** Why no such program can be made here; undefined: it can. Linux alone has mount namespaces, and may forbid them. */
export function systemFolderObstacle(): string | undefined {
  const { status, error } = spawnSync("unshare", ["--mount", "--map-root-user", "true"]);
  return error === undefined && status === 0 ? undefined : "no mount namespaces of one's own here (unshare --mount --map-root-user)";
}

/** A program that runs another one as it is, but finds the contents of `folder` at `place` under /etc. Nothing outside sees that. */
export async function seeingInEtc(program: string, folder: string, place: string): Promise<SeeingProgram> {
  const home = await mkdtemp(join(tmpdir(), "tlscope-etc-"));
  const path = join(home, "browser");
  // All that was in /etc stands there as before, by links; the place is a folder of its own.
  await writeFile(path, `#!/bin/sh
exec unshare --mount --map-root-user sh -c '
  mount --rbind /etc ${home}/mnt && mount -t tmpfs tlscope /etc || exit 70
  for entry in ${home}/mnt/* ${home}/mnt/.[!.]*; do ln -s "$entry" /etc/ ; done
  rm -f /etc/${place.split("/")[0] ?? place} && mkdir -p /etc/${place} && cp -r ${folder}/. /etc/${place}/ || exit 71
  program=$1; shift; exec "$program" "$@"
' sh ${program} "$@"
`, { mode: 0o755 });
  await mkdir(join(home, "mnt"));
  return { path, remove: () => rm(home, { recursive: true, force: true }) };
}
