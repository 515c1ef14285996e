// Takes the README's picture: the first example, answered.
import { chromium } from "@playwright/test";

const [path] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
const page = await browser.newPage({ viewport: { width: 1180, height: 1000 } });
// The example is about days, so the picture would be another one every day.
await page.clock.setFixedTime("2026-06-30T12:00:00Z");
await page.goto(new URL("embed.html", process.env.CHECKUP_URL).href);
await page.getByRole("button", { name: "A name with an ID in front" }).click();
await page.getByRole("heading", { name: /Is the username corrupted\? Corrupted/ }).waitFor();
await page.evaluate(() => document.activeElement?.blur());
await page.evaluate(() => scrollTo(0, 0));
await page.screenshot({ path });
await browser.close();
