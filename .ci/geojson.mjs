// Every .geojson file of the folders named is RFC 7946, as @placemarkio/check-geojson reads it.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [modules, ...folders] = process.argv.slice(2);
const { check } = createRequire(join(modules, "node_modules", "x.js"))("@placemarkio/check-geojson");

let files = 0;
let bad = 0;
for (const folder of folders) {
  for (const name of readdirSync(folder).filter((name) => name.endsWith(".geojson"))) {
    files += 1;
    try {
      check(readFileSync(join(folder, name), "utf8"));
    } catch (error) {
      bad += 1;
      const issues = error.issues ?? [{ message: String(error), from: 0 }];
      for (const issue of issues) console.error(`${join(folder, name)}: ${issue.message} (character ${issue.from})`);
    }
  }
}
console.log(`check-geojson: ${files} files, ${bad} bad`);
process.exit(bad || !files ? 1 : 0);
