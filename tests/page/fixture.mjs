// Makes the output folders that the page is tested on: a small one with every kind of event, or as many as asked.
//
//   node fixture.mjs small FOLDER
//   node fixture.mjs 20000 FOLDER
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const PLACES = {
  "val-clair": { name: "Val-Clair", kind: "town", country: "FR", at: [6.87, 45.92] },
  "pont-neuf-sur-arve": { name: "Pont-Neuf-sur-Arve", kind: "village", country: "FR", at: [6.78, 45.93] },
  "martelle": { name: "Martelle", kind: "city", country: "CH", at: [7.07, 46.1] },
  "aostel": { name: "Aostel", kind: "city", country: "IT", at: [7.32, 45.74] },
  "haute-combe": { name: "Haute-Combe", kind: "region", country: "FR", at: [6.6, 45.75] },
  "suisse": { name: "Suisse", kind: "country", country: "CH", at: [8.2, 46.8] },
  "italie": { name: "Italie", kind: "country", country: "IT", at: [8.4, 45.4] },
};
export const NASTY = `</script><script>window.broken = 1</script> "><img src=x onerror="window.broken = 2"> <!-- 𝄞`;

const COLOURS = {
  ASSAULT: "#c0392b", COERCE: "#ea53a0", MOBILIZE: "#865f0a", THREATEN: "#e26b21",
  DISASTER: "#5e3a1d", PROTEST: "#a52fad", SANCTION: "#a28b19", ACCUSE: "#8f1f4d",
  REJECT: "#9674fe", REQUEST: "#0098c8", CONSULT: "#1364c0", SUPPORT: "#4d319b",
  COOPERATE: "#0a4a66", AGREE: "#005312", RETREAT: "#117163", AID: "#3f8c0b",
  CONCEDE: "#7f8080",
};

let number = 0;
function event({ day, end = day, precision = "day", type = "ASSAULT", status = "reported", place = null, title, before = "", trigger = "tirs",
  doc = "001.txt", km = 3, at = null, more = {} }) {
  number += 1;
  const where = place ? PLACES[place] : null;
  const quote = `${before}Des ${trigger} ont été entendus lundi à ${where?.name ?? "un endroit"}, selon la mairie.`;
  const start = 100;
  const span = (text) => {
    const from = start + Array.from(quote.slice(0, quote.indexOf(text))).length;
    return [from, from + Array.from(text).length];
  };
  const piece = (role, text, value) => ({ role, text, span: span(text), value, rule: `fr/${role}` });
  const dated = ["day", "part-of-day", "range"].includes(precision);
  const evidence = [piece("trigger", trigger, type), piece("date", "lundi", day)];
  if (where) evidence.push(piece("place", where.name, place));
  return {
    type: "Feature", id: `${day ?? "undated"}-${place ?? "nowhere"}-${type.toLowerCase()}-${String(number).padStart(4, "0")}`,
    geometry: where ? { type: "Point", coordinates: at ?? where.at } : null,
    time: { ...(precision === "day" ? { date: day } : {}), interval: [day ?? "..", end ?? ".."] },
    properties: {
      title: title ?? `Tirs — ${where?.name ?? "?"} — ${day}`, date: dated ? day : null, end_date: dated ? end : null,
      date_precision: precision, time: day ? `${day}T00:00:00Z` : null, type, mode: null, status,
      claimed_by: status === "claimed" ? "la mairie" : null, denied_by: status === "denied" ? "la préfecture" : null,
      place: where?.name ?? null, place_id: place, country: where?.country ?? null, place_basis: where ? "stated" : null,
      uncertainty_km: where ? km : null, killed_min: 2, killed_max: null, wounded_min: null, wounded_max: null, confidence: 0.8,
      reports: 1, wordings: 1, "marker-color": COLOURS[type], "marker-symbol": "danger",
      actors: [{ name: "mairie", role: "source" }],
      sources: [{ doc, title: null, url: null, published: day, language: "fr", quote, span: [start, start + Array.from(quote).length], evidence }],
      ...more,
    },
  };
}

const small = () => [
  event({ day: "2021-03-01", place: "val-clair" }),
  event({ day: "2021-03-01", place: "val-clair", type: "AID", status: "planned", doc: "002.txt" }),
  event({ day: "2021-03-01", place: "aostel", type: "CONSULT", status: "claimed", doc: "002.txt", title: "Réunion à huis clos — Aostel — 2021-03-01" }),
  event({ day: "2021-03-02", place: "martelle", status: "denied", before: "« 𝄞 𝄞 » : ", km: 8 }),
  event({ day: "2021-03-04", end: "2021-03-06", precision: "range", place: "aostel", type: "PROTEST" }),
  event({ day: "2021-03-05", place: "pont-neuf-sur-arve", type: "DISASTER", title: NASTY, before: NASTY, more: { claimed_by: NASTY, mode: NASTY } }),
  event({ day: "2021-03-05", type: "ACCUSE" }),
  ...Array.from({ length: 9 }, () => event({ day: "2021-03-08", place: "val-clair", type: "MOBILIZE", doc: "003.txt" })),
  event({ day: "2021-06-20", place: "martelle", type: "AGREE", doc: "003.txt" }),
  event({ day: "2021-03-01", end: "2021-03-31", precision: "month", place: "haute-combe", type: "COERCE" }),
  event({ day: null, precision: "unknown", place: "aostel", type: "SUPPORT" }),
];

/** Numbers that look like chance and are the same each time. */
function chance() {
  let seed = 12345;
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}
function many(count) {
  const random = chance();
  const pick = (list) => list[Math.floor(random() * list.length)];
  const names = Array.from({ length: 1500 }, (_, i) => `lieu-${i}`);
  for (const name of names) PLACES[name] = { name: name.replace("lieu", "Lieu"), kind: pick(["village", "town", "city"]), country: "UA", at: [22 + random() * 18, 44 + random() * 8] };
  const types = "ASSAULT COERCE MOBILIZE CONSULT AGREE RETREAT AID ACCUSE PROTEST DISASTER THREATEN SUPPORT".split(" ");
  return Array.from({ length: count }, (_, i) => event({
    day: new Date(Date.UTC(2020, 0, 1 + Math.floor(Math.sqrt(random()) * 1000))).toISOString().slice(0, 10),
    place: pick(names), type: pick(types), status: pick(["reported", "reported", "claimed", "denied", "planned"]), doc: `doc-${i % 3000}.txt`,
  }));
}

const [kind, folder] = process.argv.slice(2);
if (folder) {
  const features = kind === "small" ? small() : many(Number(kind));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const put = (name, value) => writeFileSync(join(folder, name), JSON.stringify(value));
  const collection = (list) => ({ type: "FeatureCollection", features: list });
  const days = [...new Set(features.map((feature) => feature.properties.date).filter(Boolean))].sort();
  for (const day of days) put(`${day}.geojson`, collection(features.filter((feature) => feature.properties.date === day)));
  const undated = features.filter((feature) => !feature.properties.date);
  put("undated.geojson", collection(undated));
  const counts = new Map();
  for (const { properties: { place_id: id } } of features) counts.set(id, (counts.get(id) ?? 0) + 1);
  put("places.geojson", collection(Object.entries(PLACES).map(([id, { name, kind: sort, country, at }]) => ({
    type: "Feature", geometry: { type: "Point", coordinates: at },
    properties: { place: name, place_id: id, kind: sort, country, mentions: 1, documents: 1, events: counts.get(id) ?? 0 },
  }))));
  // What a user may lay under the events: a line, an area, a name that looks like markup, colours that are none.
  put("front.geojson", collection([
    { type: "Feature", properties: { name: `Front ${NASTY.slice(0, 9)}`, stroke: "#ff00ff", "stroke-width": 6 }, geometry: { type: "LineString", coordinates: [[6.4, 46.02], [7.0, 46.02], [7.8, 46.02]] } },
    { type: "Feature", properties: { fill: "url(https://example.org)", "fill-opacity": "much" }, geometry: { type: "Polygon", coordinates: [[[6.5, 45.5], [6.7, 45.5], [6.7, 45.6], [6.5, 45.5]]] } },
    { type: "Feature", properties: null, geometry: { type: "GeometryCollection", geometries: [{ type: "MultiPoint", coordinates: [[6.5, 46.2]] }] } },
    { type: "Feature", properties: {}, geometry: null },
  ]));
  put("index.json", { version: "0", days: days.map((date) => ({ date, file: `${date}.geojson` })), undated: undated.length });
}
