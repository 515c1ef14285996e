// The figures as Markdown, and in the file that keeps them.
import { readFileSync, writeFileSync } from "node:fs";

/** What stands between these lines is written anew; what stands around them is written by hand and stays. */
const BEGIN = "<!-- Written by `cargo xtask bench`: what stands between these two lines is lost at the next run. -->";
const END = "<!-- Written by hand from here on. -->";

export function table(rows) {
  const head = ["| row | what | ours | peer | ratio | goal | |", "|---|---|---|---|---|---|---|"];
  const lines = rows.filter((it) => !it.sizes).map((it) => `| ${cells(it).join(" | ")} |`);
  return [...(lines.length > 0 ? [...head, ...lines] : []), ...rows.filter((it) => it.sizes).map(sizes)].join("\n");
}

function cells(row) {
  const { name, title, ours, peer, against, ratio, goal, figure, wanted, met } = row;
  const them = against ? `${peer ? time(peer) : "not measured"}, ${against}` : "";
  const goals = goal ? `≥ ${goal}×` : (wanted ?? "");
  return [name, `${title}: ${row.notes.join("; ")}`, figure ?? time(ours), them, ratio ? times(ratio) : "", goals, outcome(goal, ratio, met)];
}

function outcome(goal, ratio, met) {
  if (met !== undefined) return met ? "met" : "**defect**";
  if (!goal || !ratio) return "";
  if (ratio.median >= goal) return "met";
  return `**${(goal / ratio.median).toFixed(1)}× too slow**`;
}

/** The median and, in brackets, the least and the most. */
function time({ median, min, max }) {
  const unit = median < 1000 ? { name: "ms", of: 1, digits: median < 10 ? 1 : 0 } : { name: "s", of: 1000, digits: 2 };
  const said = (it) => (it / unit.of).toFixed(unit.digits);
  return `${said(median)} ${unit.name} (${said(min)}–${said(max)})`;
}

function times({ median, min, max }) {
  return `**${median.toFixed(2)}×** (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function sizes({ sizes }) {
  const lines = sizes.map((it) => `| ${it.name} | ${[it.raw, it.gzip, it.brotli].map((it) => it.toLocaleString("en")).join(" | ")} |`);
  return ["", "| file, bytes | raw | gzip | brotli |", "|---|---:|---:|---:|", ...lines].join("\n");
}

/** Writes the figures into the file and leaves the notes as they are. */
export function keep(path, text) {
  const before = readFileSync(path, "utf8");
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error("the benchmarks' file has lost the lines between which the figures stand");
  writeFileSync(path, `${before.slice(0, begin)}${BEGIN}\n\n${text}\n\n${before.slice(end)}`);
}
