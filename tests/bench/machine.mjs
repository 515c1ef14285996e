// What the figures were taken on and with: the machine without its name or its folders.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, loadavg, release, totalmem, type } from "node:os";

const version = (program) => {
  const { stdout } = spawnSync(program, ["--version"], { encoding: "utf8" });
  return stdout?.trim() || `${program} is missing`;
};

export function machine() {
  const [{ model }] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return `${model.trim()}, ${cpus().length} cores, ${memory} of memory, ${type()} ${release()}; load when it began ${loadavg()[0].toFixed(1)}`;
}

export function versions(browser) {
  const papa = createRequire(import.meta.url).resolve("papaparse/package.json");
  const names = [
    version("rustc"),
    `Chromium ${browser.version()}`,
    `Node ${process.versions.node}`,
    version("jq"),
    version("python3"),
    `papaparse ${JSON.parse(readFileSync(papa, "utf8")).version}`,
  ];
  return names.join(", ");
}
