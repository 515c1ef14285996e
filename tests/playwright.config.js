// Run by `cargo xtask test`, which serves dist/ from two origins and names them, and the browser, in the environment.
import { defineConfig } from "@playwright/test";

export default defineConfig({
  testDir: "browser",
  outputDir: "browser/results",
  // One snapshot of a name, whatever the system it is taken on.
  snapshotPathTemplate: "browser/aria/{arg}{ext}",
  forbidOnly: true,
  // One at a time: some of them measure whether the page keeps up.
  workers: 1,
  timeout: 60_000,
  use: {
    baseURL: process.env.CHECKUP_URL,
    launchOptions: { executablePath: process.env.CHROMIUM },
    // The tests' own pages come from no address, and two of them embed from this machine.
    permissions: ["local-network-access"],
    viewport: { width: 1280, height: 900 },
    trace: "retain-on-failure",
  },
});
