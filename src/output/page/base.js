// Where things are on the map, and the map under them, on a canvas. Web Mercator, the world one unit wide.

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
/** Metres to a pixel at a latitude. */
const metresAcross = (lat) => (40075016.7 * Math.cos((lat * Math.PI) / 180)) / worldSize();
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
