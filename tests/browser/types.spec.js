// The types that importers see, held against the scripts and against a program that uses them.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";

test("the declared types fit the scripts and those who use them", async () => {
  const tsc = new URL("../node_modules/typescript/bin/tsc", import.meta.url).pathname;
  const project = new URL("types", import.meta.url).pathname;
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, "--project", project]).catch((error) => error);
  expect(stdout).toBe("");
});
