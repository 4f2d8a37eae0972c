// How an event looks: its shape and colour say the type, its outline the status.

const SVG = "http://www.w3.org/2000/svg";
function svg(name, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

const polygonPath = (points) => `M${points.map(([x, y]) => `${x.toFixed(2)} ${y.toFixed(2)}`).join("L")}Z`;
/** A polygon around the origin: `corners` at the radius, and between them others at `inner` radius if given. */
function star(corners, radius, inner = 0, turn = -90) {
  const count = inner ? corners * 2 : corners;
  return polygonPath(Array.from({ length: count }, (_, i) => {
    const angle = ((turn + (360 * i) / count) * Math.PI) / 180;
    const r = inner && i % 2 ? inner : radius;
    return [Math.cos(angle) * r, Math.sin(angle) * r];
  }));
}
const cross = (arm, thick) => polygonPath([
  [-thick, -arm], [thick, -arm], [thick, -thick], [arm, -thick], [arm, thick], [thick, thick],
  [thick, arm], [-thick, arm], [-thick, thick], [-arm, thick], [-arm, -thick], [-thick, -thick],
]);
const CIRCLE = "M-7 0A7 7 0 1 1 7 0A7 7 0 1 1 -7 0Z";

// Each about 16 units across. The colours come with the events, so that the page and other programs agree.
const TYPES = {
  ASSAULT: ["Assault", star(8, 8.8, 5)],
  COERCE: ["Coerce", "M-6.5 -6.5H6.5V6.5H-6.5Z"],
  MOBILIZE: ["Mobilize", star(3, 9)],
  THREATEN: ["Threaten", star(4, 9, 3.6)],
  DISASTER: ["Disaster", "M0 -9C3 -4 6.5 -1 6.5 2.5A6.5 6.5 0 0 1 -6.5 2.5C-6.5 -1 -3 -4 0 -9Z"],
  PROTEST: ["Protest", star(5, 8.5)],
  SANCTION: ["Sanction", star(8, 8, 0, 22.5)],
  ACCUSE: ["Accuse", star(5, 9, 4)],
  REJECT: ["Reject", "M-8 -3.5H8V3.5H-8Z"],
  REQUEST: ["Request", "M-7.5 3.5A7.5 7.5 0 0 1 7.5 3.5Z"],
  CONSULT: ["Consult", CIRCLE],
  SUPPORT: ["Support", star(6, 8)],
  COOPERATE: ["Cooperate", "M0 -8C6 -4 6 4 0 8C-6 4 -6 -4 0 -8Z"],
  AGREE: ["Agree", star(4, 8.5)],
  RETREAT: ["Retreat", star(3, 9, 0, 90)],
  AID: ["Aid", cross(8, 2.8)],
  CONCEDE: ["Concede", "M-8 5L-4 -5H8L4 5Z"],
};
const typeOf = (type) => TYPES[type] ?? [type, CIRCLE];

// Colours made for a light ground are mixed with white on a dark one.
const typeColours = new Map();
for (const { type, p } of events) {
  const colour = p["marker-color"];
  if (!typeColours.has(type) && /^#[\da-f]{6}$/i.test(colour ?? "")) typeColours.set(type, colour);
}
const UNKNOWN = "#777777";
const mixed = new Map();
const variableOf = (type) => `--type-${type.replace(/\W/g, "")}`;
function mixColours(dark) {
  for (const type of new Set(events.map((event) => event.type))) {
    const parts = (typeColours.get(type) ?? UNKNOWN).match(/[\da-f]{2}/gi).map((hex) => parseInt(hex, 16));
    mixed.set(type, `rgb(${parts.map((part) => Math.round(dark ? part + (255 - part) * 0.28 : part)).join(" ")})`);
    document.documentElement.style.setProperty(variableOf(type), mixed.get(type));
  }
}
const colourOf = (type) => mixed.get(type) ?? UNKNOWN;

/** The mark of a type and status, around the origin; `size` 1 is 16 pixels across. */
function glyph(type, status, size = 1) {
  const [, path] = typeOf(type);
  const colour = `var(${variableOf(type)}, ${UNKNOWN})`;
  const width = (n) => (n / size).toFixed(2);
  const group = svg("g", { transform: `scale(${size})` });
  const shape = { d: path, "stroke-linejoin": "round", fill: colour, stroke: "var(--outline)", "stroke-width": width(1.4) };
  if (status === "claimed") {
    group.append(svg("path", { d: path, fill: "var(--halo)" }));
    Object.assign(shape, { "fill-opacity": ".5", "stroke-dasharray": `${width(2.6)} ${width(2)}`, "stroke-width": width(1.6) });
  } else if (status === "planned") {
    Object.assign(shape, { fill: "var(--halo)", stroke: colour, "stroke-width": width(2.4), "stroke-dasharray": `${width(0.1)} ${width(3.4)}`, "stroke-linecap": "round" });
  } else if (status === "denied") {
    Object.assign(shape, { fill: "var(--halo)", stroke: colour, "stroke-width": width(1.8) });
  }
  group.append(svg("path", shape));
  if (status === "denied") group.append(svg("path", { d: "M-8 8L8 -8", stroke: "var(--outline)", "stroke-width": width(1.8) }));
  return group;
}

/** A glyph as a small picture beside text; the text says what it shows. */
function icon(type, status, pixels = 18) {
  return svg("svg", { width: pixels, height: pixels, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, glyph(type, status));
}

/** The number in a cluster; its ring is drawn by `drawRing`. */
function clusterGlyph(count, radius) {
  const text = svg("text", { "font-size": radius < 17 ? 11 : 12.5 });
  text.textContent = count < 10000 ? count : `${Math.round(count / 1000)}k`;
  return svg("g", {}, svg("circle", { r: radius, fill: "transparent" }), text);
}

/** A ring in the colours of the types in a cluster, largest share first. On a canvas: a hundred clusters of a
    dozen types each would be more elements than a browser lays out between two frames. */
function drawRing(context, { x, y, r, members }, paper, outline) {
  const counts = new Map();
  for (const i of members) counts.set(events[i].type, (counts.get(events[i].type) ?? 0) + 1);
  const shares = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  const full = 2 * Math.PI;
  const circle = (radius, from = 0, to = full) => {
    context.beginPath();
    context.arc(x, y, radius, from, to);
  };
  context.fillStyle = paper;
  circle(r);
  context.fill();
  context.lineWidth = 5;
  let done = -full / 4;
  for (const [type, count] of shares) {
    const share = (count / members.length) * full;
    context.strokeStyle = colourOf(type);
    circle(r - 2.5, done, done + share);
    context.stroke();
    done += share;
  }
  context.lineWidth = 1.2;
  context.strokeStyle = outline;
  circle(r);
  context.stroke();
}
