// The names on the map: those that matter most first, none over another or over a mark; and the scale bar.

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
const FAR = 30; // pixels from a place to its name
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
    // A name on the far side of a large cluster would be taken for another place's.
    const beside = (box) => area || Math.hypot(Math.max(box[0] - x, 0, x - box[2]), Math.max(box[1] - y, 0, y - box[3])) < FAR;
    // Two names of areas side by side would be read as one.
    const wide = ([west, north, east, south]) => (area ? [west - 8, north, east + 8, south] : [west, north, east, south]);
    const found = tries.map(([west, north]) => [west, north, west + w, north + h]).find((box) => beside(box) && clear(wide(box)));
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
