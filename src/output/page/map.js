// The map: base on a canvas, marks and names in SVG over it. Web Mercator, the world one unit wide.

const overlay = $("marks");
const tip = $("tip");
const view = { x: 0.5, y: 0.5, zoom: 2 }; // centre in world units; a world is 256 · 2^zoom pixels wide
const MIN_ZOOM = 1, MAX_ZOOM = 14;
const size = { width: 0, height: 0 };

const mercatorX = (lon) => (lon + 180) / 360;
function mercatorY(lat) {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}
const latitudeOf = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
const worldSize = () => 256 * 2 ** view.zoom;
const screenX = (x) => (x - view.x) * worldSize() + size.width / 2;
const screenY = (y) => (y - view.y) * worldSize() + size.height / 2;

// Spots: events at one point are one spot, so that many thousand events cluster as fast as their places.
const spots = [];
{
  const known = new Map();
  for (const event of events) {
    if (!event.at) continue;
    const key = event.at.join();
    if (!known.has(key)) {
      const spot = { x: mercatorX(event.at[0]), y: mercatorY(event.at[1]), n: spots.length };
      known.set(key, spot);
      spots.push(spot);
    }
    event.spot = known.get(key);
  }
}

// ——— Base ———

// Paths are kept relative to their sheet's corner and a million times larger: canvas paths are single precision.
const PATH = 1e6;
const sheets = mapData.sheets.map((sheet) => {
  const [west, south, east, north] = sheet.frame;
  const origin = { x: mercatorX(west), y: mercatorY(north) };
  const path = (lines, close) => {
    const made = new Path2D();
    for (const line of lines) {
      let x = 0, y = 0;
      for (let i = 0; i < line.length; i += 2) {
        x += line[i];
        y += line[i + 1];
        const px = (mercatorX(x / sheet.units) - origin.x) * PATH;
        const py = (mercatorY(y / sheet.units) - origin.y) * PATH;
        if (i) made.lineTo(px, py);
        else made.moveTo(px, py);
      }
      if (close) made.closePath();
    }
    return made;
  };
  return {
    origin, width: mercatorX(east) - origin.x, height: mercatorY(south) - origin.y,
    land: path(sheet.land, true), lakes: path(sheet.lakes, true), borders: path(sheet.borders, false),
  };
});

// A user's own GeoJSON, flattened to paths with their simplestyle colours, and names.
const own = [];
const ownNames = [];
(function collect(node, properties = {}) {
  if (!node) return;
  if (node.type === "FeatureCollection") for (const feature of node.features ?? []) collect(feature);
  else if (node.type === "Feature") {
    const first = own.length;
    collect(node.geometry, node.properties ?? {});
    const name = node.properties?.name ?? node.properties?.title;
    if (name && own.length > first) ownNames.push({ name: String(name), ...own[first].anchor });
  } else if (node.type === "GeometryCollection") for (const part of node.geometries ?? []) collect(part, properties);
  else {
    const deep = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 }[node.type];
    if (deep === undefined) return;
    const lines = deep === 0 ? [[node.coordinates]] : deep === 1 ? [node.coordinates] : deep === 2 ? node.coordinates : node.coordinates.flat();
    const points = node.type.endsWith("Point");
    const flat = lines.filter((line) => line.length).map((line) => line.map(([lon, lat]) => [mercatorX(lon), mercatorY(lat)]));
    if (!flat.length) return;
    const [anchorX, anchorY] = points ? flat[0][0] : flat[0][Math.floor(flat[0].length / 2)];
    const made = new Path2D();
    for (const line of flat) {
      line.forEach(([x, y], i) => (i ? made.lineTo(...local(x, y)) : made.moveTo(...local(x, y))));
      if (node.type.endsWith("Polygon")) made.closePath();
    }
    function local(x, y) { return [(x - anchorX) * PATH, (y - anchorY) * PATH]; }
    own.push({ path: made, points: points ? flat.flat() : null, area: node.type.endsWith("Polygon"), anchor: { x: anchorX, y: anchorY }, style: properties });
  }
})(mapData.own);

let colours = null;
let family = "sans-serif";
function themeColours() {
  family = getComputedStyle(document.body).fontFamily;
  const style = getComputedStyle(document.documentElement);
  colours = Object.fromEntries("sea land coast border own soft accent paper outline bar bar-on line".split(" ").map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** A canvas's context, in CSS pixels of the size asked for and as sharp as the screen. */
function fitted(node, width, height) {
  const ratio = window.devicePixelRatio || 1;
  const [wide, tall] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (node.width !== wide || node.height !== tall) [node.width, node.height] = [wide, tall];
  const context = node.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

function drawBase() {
  const ratio = window.devicePixelRatio || 1;
  const context = fitted($("base"), size.width, size.height);
  const scale = (worldSize() * ratio) / PATH;
  const place = (x, y) => context.setTransform(scale, 0, 0, scale, screenX(x) * ratio, screenY(y) * ratio);
  const pixels = (n) => (n * ratio) / scale;
  context.fillStyle = colours.sea;
  context.fillRect(0, 0, size.width, size.height);
  context.lineJoin = "round";
  const box = (sheet) => {
    const [x, y] = [screenX(sheet.origin.x), screenY(sheet.origin.y)];
    return [x, y, x + sheet.width * worldSize(), y + sheet.height * worldSize()];
  };
  const visible = sheets.filter((sheet) => {
    const [left, top, right, bottom] = box(sheet);
    return left < size.width && top < size.height && right > 0 && bottom > 0;
  });
  // Later sheets cover earlier ones, so drawing starts at the last that fills the screen.
  const first = visible.findLastIndex((sheet) => {
    const [left, top, right, bottom] = box(sheet);
    return left <= -2 && top <= -2 && right >= size.width + 2 && bottom >= size.height + 2;
  });
  for (const sheet of visible.slice(Math.max(0, first))) {
    context.save();
    if (sheet !== sheets[0]) {
      // Just inside the frame, so that the cut edge of the land is not drawn as a coast; on whole pixels, so that
      // no edge shines through.
      const [left, top, right, bottom] = box(sheet).map((edge, i) => (i < 2 ? Math.ceil(edge * ratio) + 1 : Math.floor(edge * ratio) - 1));
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      context.rect(left, top, right - left, bottom - top);
      context.clip();
      context.fillStyle = colours.sea;
      context.fillRect(left, top, right - left, bottom - top);
    }
    place(sheet.origin.x, sheet.origin.y);
    context.fillStyle = colours.land;
    context.fill(sheet.land, "evenodd");
    context.fillStyle = colours.sea;
    context.fill(sheet.lakes, "evenodd");
    context.strokeStyle = colours.coast;
    context.lineWidth = pixels(0.8);
    context.stroke(sheet.land);
    context.stroke(sheet.lakes);
    context.strokeStyle = colours.border;
    context.lineWidth = pixels(view.zoom > 5 ? 1.5 : 1);
    context.setLineDash(view.zoom > 5 ? [pixels(7), pixels(2.5), pixels(1.5), pixels(2.5)] : []);
    context.stroke(sheet.borders);
    context.setLineDash([]);
    context.restore();
  }
  for (const shape of own) {
    const { style } = shape;
    const number = (value, otherwise) => (Number.isFinite(+value) && value !== null && value !== "" && value !== undefined ? +value : otherwise);
    place(shape.anchor.x, shape.anchor.y);
    // An unusable colour leaves the one set before it.
    context.fillStyle = context.strokeStyle = colours.own;
    context.fillStyle = String(style.fill ?? style["marker-color"] ?? colours.own);
    context.strokeStyle = String(style.stroke ?? colours.own);
    context.lineWidth = pixels(Math.min(20, number(style["stroke-width"], 2)));
    if (shape.area) {
      context.globalAlpha = Math.min(1, number(style["fill-opacity"], 0.15));
      context.fill(shape.path, "evenodd");
    }
    context.globalAlpha = Math.min(1, number(style["stroke-opacity"], 1));
    if (!shape.points) context.stroke(shape.path);
    for (const [x, y] of shape.points ?? []) {
      place(x, y);
      context.beginPath();
      context.arc(0, 0, pixels(4), 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
  }
}

// ——— Clusters ———

const NEAR = 34; // pixels: marks nearer than this share a cluster
let clusters = []; // x, y in world units; members in order of time; separate: few enough to be drawn one by one
let clusteredAt = null;
let shownVersion = 0;

function cluster() {
  const key = `${shownVersion} ${view.zoom}`;
  if (clusteredAt === key) return;
  clusteredAt = key;
  const reach = NEAR / worldSize();
  const bySpot = new Map();
  for (const i of result.shown) {
    const { spot } = events[i];
    if (!spot) continue;
    const members = bySpot.get(spot);
    if (members) members.push(i);
    else bySpot.set(spot, [i]);
  }
  const heavy = [...bySpot].sort((a, b) => b[1].length - a[1].length || a[0].n - b[0].n);
  // Cells of the world, not of the screen: clusters stay as they are when the map is moved.
  const cells = new Map();
  const cellOf = (x, y) => Math.floor(x / reach) * 67108864 + Math.floor(y / reach);
  clusters = [];
  for (const [spot, members] of heavy) {
    let near = null;
    for (let dx = -1; dx <= 1 && !near; dx += 1) {
      for (let dy = -1; dy <= 1 && !near; dy += 1) {
        near = cells.get(cellOf(spot.x + dx * reach, spot.y + dy * reach))?.find(
          (other) => Math.hypot(other.x - spot.x, other.y - spot.y) < reach);
      }
    }
    if (near) {
      near.members = near.members.concat(members);
      near.spots.push(spot);
      continue;
    }
    const made = { x: spot.x, y: spot.y, members, spots: [spot] };
    const cell = cellOf(spot.x, spot.y);
    if (!cells.has(cell)) cells.set(cell, []);
    cells.get(cell).push(made);
    clusters.push(made);
  }
  for (const one of clusters) one.members.sort((a, b) => a - b);
}

/** Where the few marks of a small cluster stand: each at its place, pushed apart until none covers another. */
function spread(members) {
  const at = members.map((i, k) => {
    const turn = (2 * Math.PI * k) / members.length - Math.PI / 2;
    return { i, x: screenX(events[i].spot.x) + Math.cos(turn) * 0.5, y: screenY(events[i].spot.y) + Math.sin(turn) * 0.5 };
  });
  const apart = 18.5;
  for (let round = 0; round < 24; round += 1) {
    for (let a = 0; a < at.length; a += 1) {
      for (let b = a + 1; b < at.length; b += 1) {
        const [dx, dy] = [at[b].x - at[a].x, at[b].y - at[a].y];
        const off = Math.hypot(dx, dy) || 0.01;
        if (off >= apart) continue;
        const push = (apart - off) / 2 / off;
        at[a].x -= dx * push; at[a].y -= dy * push;
        at[b].x += dx * push; at[b].y += dy * push;
      }
    }
  }
  return at;
}

const clusterRadius = (count) => Math.min(25, 11 + 2.2 * Math.log2(count));
const MANY = 5;
let marks = []; // what stands on the screen: { x, y, r, members, node }

function layoutMarks() {
  const margin = 40;
  marks = [];
  for (const one of clusters) {
    const [x, y] = [screenX(one.x), screenY(one.y)];
    if (x < -margin || y < -margin || x > size.width + margin || y > size.height + margin) continue;
    if (one.members.length >= MANY) marks.push({ x, y, r: clusterRadius(one.members.length), members: one.members });
    else for (const at of spread(one.members)) marks.push({ x: at.x, y: at.y, r: 9, members: [at.i] });
  }
  // Marks of neighbouring clusters may still touch: the smaller joins the larger.
  marks.sort((a, b) => b.r - a.r);
  const kept = [];
  const cells = new Map();
  const cell = (x, y) => Math.floor(x / 52) * 100003 + Math.floor(y / 52);
  for (const mark of marks) {
    let into = null;
    for (let dx = -52; dx <= 52 && !into; dx += 52) {
      for (let dy = -52; dy <= 52 && !into; dy += 52) {
        into = cells.get(cell(mark.x + dx, mark.y + dy))?.find(
          (other) => Math.hypot(other.x - mark.x, other.y - mark.y) < other.r + mark.r + (other.members.length > 1 ? 1 : -1));
      }
    }
    if (into) {
      into.members = into.members.concat(mark.members).sort((a, b) => a - b);
      if (into.members.length > 1) into.r = Math.max(into.r, clusterRadius(into.members.length));
      continue;
    }
    kept.push(mark);
    const key = cell(mark.x, mark.y);
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(mark);
  }
  marks = kept;
}

function describe(members) {
  if (members.length > 1) {
    const names = [...new Set(members.map((i) => events[i].p.place).filter(Boolean))];
    return `${plural(members.length, "event")}: ${names.slice(0, 3).join(", ")}${names.length > 3 ? " …" : ""}`;
  }
  const event = events[members[0]];
  return `${event.p.title ?? event.id} (${typeOf(event.type)[0]}, ${event.status})`;
}

const layers = { doubt: svg("g"), names: svg("g", { "aria-hidden": "true" }), marks: svg("g"), };
overlay.append(layers.doubt, layers.names, layers.marks);

function drawMarks() {
  const focused = document.activeElement?.closest?.(".mark")?.dataset.key;
  const nodes = marks.map((mark) => {
    const many = mark.members.length > 1;
    mark.key = many ? `c${mark.members[0]}` : events[mark.members[0]].id;
    const node = svg("g", {
      class: many ? "mark cluster" : "mark", role: "button", tabindex: "-1", "aria-label": describe(mark.members),
      transform: `translate(${mark.x.toFixed(1)} ${mark.y.toFixed(1)})`,
    });
    node.dataset.key = mark.key;
    node.dataset.count = mark.members.length;
    node.append(many ? clusterGlyph(mark.members.length, mark.r) : glyph(events[mark.members[0]].type, events[mark.members[0]].status));
    node.append(svg("circle", { class: "ring", r: mark.r + 3 }));
    if (!many) node.append(svg("circle", { r: 12, fill: "transparent" }));
    if (mark.members.some((i) => events[i].id === state.chosen)) node.classList.add("chosen");
    mark.node = node;
    node.mark = mark;
    return node;
  });
  layers.marks.replaceChildren(...nodes);
  const context = fitted($("rings"), size.width, size.height);
  context.clearRect(0, 0, size.width, size.height);
  for (const mark of marks) if (mark.members.length > 1) drawRing(context, mark, colours.paper, colours.outline);
  // One mark is in the tab order; arrows go on from it.
  const again = focused && marks.find((mark) => mark.key === focused);
  const first = again || [...marks].sort((a, b) => a.y - b.y || a.x - b.x)[0];
  if (first) first.node.setAttribute("tabindex", "0");
  if (again) again.node.focus({ preventScroll: true });

  layers.doubt.replaceChildren();
  const chosen = events[indexOf.get(state.chosen)];
  if (chosen?.spot) {
    const [x, y] = [screenX(chosen.spot.x), screenY(chosen.spot.y)];
    const radius = ((chosen.p.uncertainty_km ?? 0) / metresAcross(chosen.at[1])) * 1000;
    if (radius > 3) layers.doubt.append(svg("circle", { class: "doubt", cx: x, cy: y, r: radius.toFixed(1) }));
    layers.doubt.append(svg("circle", { class: "centre", cx: x, cy: y, r: 3 }));
  }
}

/** Metres to a pixel at a latitude. */
const metresAcross = (lat) => (40075016.7 * Math.cos((lat * Math.PI) / 180)) / worldSize();

// ——— Names ———

const KIND_RANK = { country: 3, city: 2, region: 2, town: 1 };
const names = places.map((place) => {
  const { place: name, kind, events: count, mentions } = place.properties ?? {};
  const [lon, lat] = place.geometry.coordinates;
  return {
    name: String(name ?? ""), kind, x: mercatorX(lon), y: mercatorY(lat), id: place.properties?.place_id,
    rank: (count ?? 0) * 10 + (mentions ?? 0) + (KIND_RANK[kind] ?? 0) * 4, quiet: !count,
  };
}).concat(ownNames.map((name) => ({ ...name, kind: "own", rank: 5, quiet: false })))
  .filter((name) => name.name).sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));
const MOST_NAMES = 150; // with their dots
const measure = document.createElement("canvas").getContext("2d");

/** Boxes by the cells they touch, so that a box is only compared with those near it. */
class Boxes {
  cells = new Map();
  *near([left, top, right, bottom]) {
    for (let x = left >> 6; x <= right >> 6; x += 1) {
      for (let y = top >> 6; y <= bottom >> 6; y += 1) yield x * 4096 + y;
    }
  }
  add(box) {
    for (const cell of this.near(box)) {
      if (!this.cells.has(cell)) this.cells.set(cell, []);
      this.cells.get(cell).push(box);
    }
  }
  /** All boxes that overlap one; a box over several cells may come more than once. */
  over(box) {
    const found = [];
    for (const cell of this.near(box)) {
      for (const other of this.cells.get(cell) ?? []) {
        if (box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]) found.push(other);
      }
    }
    return found;
  }
}

function drawNames() {
  const taken = new Boxes();
  const { width, height } = size;
  const marked = new Boxes();
  for (const { x, y, r } of marks) {
    const box = [x - r - 2, y - r - 2, x + r + 2, y + r + 2];
    taken.add(box);
    marked.add(box);
  }
  // The scale, the buttons, the credit.
  for (const box of [[0, height - 34, 150, height], [width - 52, 0, width, 132], [width - 90, height - 20, width, height]]) taken.add(box);
  const clear = (box) => box[0] >= 2 && box[1] >= 2 && box[2] <= width - 2 && box[3] <= height - 2 && !taken.over(box).length;
  // The marks that stand for a place, or just the place: its name goes beside them.
  const crowd = (x, y) => marked.over([x - 12, y - 12, x + 12, y + 12])
    .reduce((all, box) => [Math.min(all[0], box[0]), Math.min(all[1], box[1]), Math.max(all[2], box[2]), Math.max(all[3], box[3])], [x - 6, y - 6, x + 6, y + 6]);
  const nodes = [];
  for (const name of names) {
    const [x, y] = [screenX(name.x), screenY(name.y)];
    if (x < 0 || y < 0 || x > size.width || y > size.height) continue;
    const area = name.kind === "country" || name.kind === "region" || name.kind === "water";
    const country = name.kind === "country";
    const pixels = country ? 13 : name.quiet ? 11 : 12;
    const text = country ? name.name.toUpperCase() : name.name;
    const key = pixels + text;
    if (name.key !== key) {
      name.key = key;
      measure.font = `${pixels}px ${family}`;
      name.width = measure.measureText(text).width + (country ? text.length * 13 * 0.14 : 0) + 4;
    }
    const [w, h] = [name.width, pixels + 4];
    const [left, top, right, bottom] = area ? [] : crowd(x, y);
    if (right - left > 150) continue;
    const onMark = !area && right - left > 12;
    const tries = area
      ? [[0, 0], [0, -22], [0, 22], [0, -44], [0, 44], [-70, 0], [70, 0], [-70, -30], [70, 30], [-70, 30], [70, -30]].map(([dx, dy]) => [x - w / 2 + dx, y - h / 2 + dy])
      : [[right, y - h / 2], [left - w, y - h / 2], [x - w / 2, top - h], [x - w / 2, bottom], [right - 3, top - h + 5], [right - 3, bottom - 5]];
    const found = tries.map(([west, north]) => [west, north, west + w, north + h]).find(clear);
    if (!found) continue;
    if (!area && !onMark) {
      const dot = [x - 4, y - 4, x + 4, y + 4];
      if (!clear(dot)) continue;
      taken.add(dot);
      nodes.push(svg("circle", { class: "dot", cx: x.toFixed(1), cy: y.toFixed(1), r: 2.5 }));
    }
    taken.add(found);
    const node = svg("text", {
      class: `label ${country || name.kind === "region" || name.kind === "water" ? name.kind : name.quiet ? "quiet-place" : "settled"}`,
      x: (found[0] + 2).toFixed(1), y: (found[1] + pixels).toFixed(1),
    });
    node.textContent = name.name;
    nodes.push(node);
    if (nodes.length > MOST_NAMES) break;
  }
  layers.names.replaceChildren(...nodes);
}

function drawScale() {
  const metres = metresAcross(latitudeOf(view.y));
  const most = metres * 120;
  const power = 10 ** Math.floor(Math.log10(most));
  const length = [5, 2, 1].map((n) => n * power).find((n) => n <= most);
  $("scale").style.width = `${(length / metres).toFixed(0)}px`;
  $("scale").firstElementChild.textContent = length >= 1000 ? `${(length / 1000).toLocaleString("en")} km` : `${length} m`;
}

// ——— Moving ———

function clampView() {
  view.zoom = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, view.zoom));
  view.x = Math.max(0, Math.min(1, view.x));
  view.y = Math.max(0.02, Math.min(0.98, view.y));
  changed("view");
}
function zoomBy(step, px = size.width / 2, py = size.height / 2) {
  const zoom = Math.max(MIN_ZOOM, Math.min(MAX_ZOOM, view.zoom + step));
  const factor = 1 - 2 ** (view.zoom - zoom);
  view.x += ((px - size.width / 2) / worldSize()) * factor;
  view.y += ((py - size.height / 2) / worldSize()) * factor;
  view.zoom = zoom;
  clampView();
}
function panBy(dx, dy) {
  view.x -= dx / worldSize();
  view.y -= dy / worldSize();
  clampView();
}
/** Brings spots into view with room around them, and beside the buttons. */
function fit(list) {
  if (!list.length) return;
  const [xs, ys] = [list.map((spot) => spot.x), list.map((spot) => spot.y)];
  const [left, right] = [xs.reduce((a, b) => Math.min(a, b)), xs.reduce((a, b) => Math.max(a, b))];
  const [top, bottom] = [ys.reduce((a, b) => Math.min(a, b)), ys.reduce((a, b) => Math.max(a, b))];
  const buttons = 52;
  const room = (pixels) => Math.max(80, pixels - 2 * Math.min(64, pixels * 0.12));
  const zoom = Math.log2(Math.min(room(size.width - buttons) / (right - left || 1e-9), room(size.height) / (bottom - top || 1e-9)) / 256);
  view.zoom = Math.max(MIN_ZOOM, Math.min(zoom, 9.5));
  [view.x, view.y] = [(left + right + buttons / worldSize()) / 2, (top + bottom) / 2];
  clampView();
}

/** The spots of the theatre: the largest group of events near each other where it holds most of them, else all. */
function theatre(list) {
  const weight = new Map();
  for (const i of list) if (events[i].spot) weight.set(events[i].spot, (weight.get(events[i].spot) ?? 0) + 1);
  const open = new Set(weight.keys());
  const total = [...weight.values()].reduce((a, b) => a + b, 0);
  let best = [];
  let most = 0;
  // About 300 km at the middle latitudes. Beyond two thousand spots the events themselves fill the map.
  while (open.size && weight.size < 2000) {
    const [first] = open;
    const group = [first];
    open.delete(first);
    for (let k = 0; k < group.length; k += 1) {
      for (const other of open) {
        if (Math.hypot(other.x - group[k].x, other.y - group[k].y) < 0.0105) {
          group.push(other);
          open.delete(other);
        }
      }
    }
    const held = group.reduce((sum, spot) => sum + weight.get(spot), 0);
    if (held > most) [best, most] = [group, held];
  }
  return most >= total * 0.4 ? best : [...weight.keys()];
}

/** Moves only if the event is out of sight. */
function reveal(event) {
  if (!event.spot) return;
  const [x, y] = [screenX(event.spot.x), screenY(event.spot.y)];
  if (x > 30 && y > 30 && x < size.width - 30 && y < size.height - 30) return;
  [view.x, view.y] = [event.spot.x, event.spot.y];
  clampView();
}

function openMark(mark) {
  if (mark.members.length === 1) return choose(events[mark.members[0]].id, true);
  const among = [...new Set(mark.members.map((i) => events[i].spot))];
  const wide = among.some((spot) => Math.hypot(spot.x - among[0].x, spot.y - among[0].y) * 256 * 2 ** Math.min(MAX_ZOOM, view.zoom + 4) > NEAR);
  if (among.length > 1 && wide) {
    const before = view.zoom;
    fit(among);
    if (view.zoom < before + 0.7) zoomBy(before + 0.7 - view.zoom);
    return undefined;
  }
  state.spot = new Set(mark.members);
  changed("fixed");
  $("list").scrollTop = 0;
  return undefined;
}

const pointers = new Map();
let dragged = 0;
overlay.addEventListener("pointerdown", (event) => {
  if (event.button) return;
  if (!pointers.size) dragged = 0;
  pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
});
overlay.addEventListener("pointermove", (event) => {
  const last = pointers.get(event.pointerId);
  if (!last) return;
  const [dx, dy] = [event.clientX - last.x, event.clientY - last.y];
  dragged += Math.abs(dx) + Math.abs(dy);
  if (dragged < 4) return;
  // Captured only once it is a drag, or the click would go to the map and not to the mark.
  if (!overlay.hasPointerCapture(event.pointerId)) overlay.setPointerCapture(event.pointerId);
  const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
  if (others.length) {
    const [other] = others;
    const before = Math.hypot(last.x - other.x, last.y - other.y);
    const after = Math.hypot(event.clientX - other.x, event.clientY - other.y);
    const box = overlay.getBoundingClientRect();
    panBy(dx / 2, dy / 2);
    if (before > 10) zoomBy(Math.log2(after / before), (event.clientX + other.x) / 2 - box.left, (event.clientY + other.y) / 2 - box.top);
  } else panBy(dx, dy);
  [last.x, last.y] = [event.clientX, event.clientY];
});
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, (event) => pointers.delete(event.pointerId));
overlay.addEventListener("click", (event) => {
  const node = event.target.closest(".mark");
  if (node && dragged < 4) openMark(node.mark);
});
overlay.addEventListener("dblclick", (event) => {
  const box = overlay.getBoundingClientRect();
  if (!event.target.closest(".mark")) zoomBy(1, event.clientX - box.left, event.clientY - box.top);
});
overlay.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = overlay.getBoundingClientRect();
  const lines = event.deltaMode === 1 ? 16 : 1;
  zoomBy(Math.max(-1, Math.min(1, (-event.deltaY * lines) / 240)), event.clientX - box.left, event.clientY - box.top);
}, { passive: false });

overlay.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const arrow = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
  const here = event.target.closest(".mark")?.mark;
  if (here && (event.key === "Enter" || event.key === " ")) openMark(here);
  else if (here && arrow) {
    // The nearest mark that way; what lies aside counts double.
    const score = (mark) => {
      const [dx, dy] = [mark.x - here.x, mark.y - here.y];
      const along = dx * arrow[0] + dy * arrow[1];
      return along <= 1 ? Infinity : along + 2 * Math.abs(dx * arrow[1]) + 2 * Math.abs(dy * arrow[0]);
    };
    const next = marks.reduce((a, b) => (score(b) < score(a) ? b : a));
    if (score(next) < Infinity) {
      here.node.setAttribute("tabindex", "-1");
      next.node.setAttribute("tabindex", "0");
      next.node.focus();
    }
  } else if (arrow) panBy(-arrow[0] * 80, -arrow[1] * 80);
  else if (event.key === "+" || event.key === "=") zoomBy(0.5);
  else if (event.key === "-") zoomBy(-0.5);
  else if (event.key === "0") fit(theatre(result.shown));
  else return;
  event.preventDefault();
});
$("zoom-in").addEventListener("click", () => zoomBy(1));
$("zoom-out").addEventListener("click", () => zoomBy(-1));
$("zoom-fit").addEventListener("click", () => fit([...new Set(result.shown.map((i) => events[i].spot).filter(Boolean))]));

function point(node, on) {
  const { mark } = node;
  tip.hidden = !on;
  heat(on ? mark.members : []);
  if (!on) return;
  tip.textContent = describe(mark.members);
  tip.style.left = `${Math.max(4, Math.min(size.width - tip.offsetWidth - 4, mark.x - tip.offsetWidth / 2))}px`;
  const above = mark.y - mark.r - tip.offsetHeight - 8;
  tip.style.top = `${above > 0 ? above : mark.y + mark.r + 8}px`;
}
for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  overlay.addEventListener(type, (event) => {
    const node = event.target.closest?.(".mark");
    if (node) point(node, on && !pointers.size);
  });
}

/** Shows which list rows and marks are the same events. */
function heat(members, fromList = false) {
  const wanted = new Set(members);
  for (const mark of marks) mark.node?.classList.toggle("hot", fromList && mark.members.some((i) => wanted.has(i)));
  for (const row of document.querySelectorAll(".row")) row.classList.toggle("hot", wanted.has(+row.dataset.i));
}

painters.push((what) => {
  if (what.has("theme")) themeColours();
  if (what.has("filter")) shownVersion += 1;
  if (what.has("size") || what.has("theme") || what.has("view")) {
    drawBase();
    drawScale();
  }
  if (["size", "theme", "view", "filter", "chosen"].some((one) => what.has(one))) {
    tip.hidden = true;
    cluster();
    layoutMarks();
    drawMarks();
    drawNames();
  }
});
