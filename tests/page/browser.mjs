// Starts Chromium for the tests of the map page. MODULES names the folder that playwright-core was installed in,
// CHROMIUM the browser (Debian's by default).
import { createRequire } from "node:module";
import { join } from "node:path";

const { chromium } = createRequire(join(process.env.MODULES ?? process.cwd(), "node_modules", "here.js"))("playwright-core");

/** A browser that asks nobody anything; playwright gives it a new profile each time. */
export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
});

/** Resolves when the page has drawn what was asked of it. */
export const settled = (page) => page.evaluate(() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
}));
