// Takes a picture of a map page.
//
//   MODULES=… node screenshot.mjs map.html picture.png [WIDTHxHEIGHT] [light|dark] [#address]
import { pathToFileURL } from "node:url";
import { launch, settled } from "./browser.mjs";

const [file, target, size = "1440x900", colorScheme = "light", hash = ""] = process.argv.slice(2);
if (!target) {
  console.error("usage: node screenshot.mjs map.html picture.png [WIDTHxHEIGHT] [light|dark] [#address]");
  process.exit(2);
}
const [width, height] = size.split("x").map(Number);
const browser = await launch();
const page = await browser.newPage({ viewport: { width, height }, colorScheme });
await page.goto(pathToFileURL(file).href + hash);
await settled(page);
await page.screenshot({ path: target });
await browser.close();
