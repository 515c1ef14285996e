// A page with the watched worker in it, driven from here.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "@playwright/test";

const ORIGIN = new URL(process.env.CHECKUP_URL).origin;

const source = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

/** A page of ours on the served origin, without a policy: the worker of the bench is made of several scripts. */
const PAGE = `<!DOCTYPE html><html lang="en"><head><title>Bench</title></head><body><input type="file" multiple></body></html>`;

export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--js-flags=--expose-gc"] });
}

/** Opens the page in a context of its own and starts the worker. */
export async function open(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(0);
  const url = `${ORIGIN}/bench.html`;
  await page.route(url, (route) => route.fulfill({ contentType: "text/html; charset=utf-8", body: PAGE }));
  await page.goto(url);
  const papa = readFileSync(createRequire(import.meta.url).resolve("papaparse/papaparse.min.js"), "utf8");
  const shipped = `importScripts(${JSON.stringify(`${ORIGIN}/scim-checkup-worker.js`)});`;
  await page.evaluate(start, [papa, source("peers.js"), source("worker.js"), shipped]);
  /** What the worker answers to a job. */
  const ask = (job, more = {}) => page.evaluate(([job, more]) => globalThis.ask({ job, ...more }), [job, more]);
  /** Hands over files as a person picks them. */
  const pick = async (form, paths) => {
    await page.locator("input").setInputFiles(paths);
    await page.evaluate((form) => globalThis.ask({ job: "keep", form, files: [...document.querySelector("input").files] }), form);
  };
  return { ask, pick, close: () => context.close() };
}

/** Runs in the page. */
async function start(scripts) {
  const PATIENCE = 600_000;
  const worker = new Worker(URL.createObjectURL(new Blob(scripts.map((it) => `${it}\n`), { type: "text/javascript" })));
  const waiting = [];
  const next = (type) => new Promise((resolve, reject) => waiting.push({ type, resolve, reject }));
  worker.onmessage = ({ data }) => {
    if (data.type === "unready") waiting.shift()?.reject(new Error(data.text));
    if (data.type === waiting[0]?.type) waiting.shift().resolve(data);
  };
  worker.onerror = (event) => waiting.shift()?.reject(new Error(event.message));
  await next("loaded");
  const bytes = await (await fetch("scim-checkup-engine.wasm")).arrayBuffer();
  worker.postMessage({ type: "start", bytes, probe: new Blob() });
  await next("ready");
  globalThis.ask = async (job) => {
    worker.postMessage(job);
    const silence = setTimeout(() => waiting.shift()?.reject(new Error(`the worker has not answered to ${job.job}`)), PATIENCE);
    const { result, error } = await next("done").finally(() => clearTimeout(silence));
    if (error) throw new Error(error);
    return result;
  };
}
