// What stands on the map: marks, and clusters where they crowd.

const overlay = $("marks");
const NEAR = 34; // pixels: marks nearer than this share a cluster
let clusters = []; // x, y in world units; members in order of time
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
    // A circle inside a mark would only hide its number; a point beside it says where the mark was pushed from.
    const cover = marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) < mark.r);
    if (radius > (cover?.r ?? 3)) layers.doubt.append(svg("circle", { class: "doubt", cx: x, cy: y, r: radius.toFixed(1) }));
    if (!cover) layers.doubt.append(svg("circle", { class: "centre", cx: x, cy: y, r: 3 }));
  }
}
