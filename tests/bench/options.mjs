// What `cargo xtask bench` was called with. Run alone it only says what is wrong with that, before anything is built.
import { parseArgs } from "node:util";

export const NAMES = ["log", "file", "csv", "users", "join", "text", "native", "memory", "growth", "paste", "drop", "many", "size"];

export function options(given) {
  const { values } = parseArgs({
    args: given,
    options: {
      megabytes: { type: "string", default: "100" },
      rounds: { type: "string", default: "5" },
      only: { type: "string", multiple: true, default: [] },
      large: { type: "boolean", default: false },
    },
  });
  const unknown = values.only.find((it) => !NAMES.includes(it));
  if (unknown) throw new Error(`--only ${unknown}: the rows are ${NAMES.join(", ")}`);
  return { ...values, megabytes: number(values, "megabytes"), rounds: number(values, "rounds") };
}

function number(values, name) {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`--${name} wants a number from 1 on, not "${values[name]}"`);
}

if (import.meta.filename === process.argv[1]) {
  try {
    options(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
