// Moving over the map and choosing on it, by mouse, wheel, fingers and keys.

const tip = $("tip");

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
  return most >= total * 0.4 ? inner(best, weight, most) : [...weight.keys()];
}

/** The spots without the few that lie so far aside that all others would be drawn small for them. */
function inner(spots, weight, total) {
  const across = (list) => {
    const [xs, ys] = [list.map((spot) => spot.x), list.map((spot) => spot.y)];
    return Math.max((Math.max(...xs) - Math.min(...xs)) / size.width, (Math.max(...ys) - Math.min(...ys)) / size.height);
  };
  // One after the other goes the spot at an edge that makes the rest largest.
  const steps = [spots];
  for (let left = total * 0.04, kept = spots; kept.length > 8; steps.push(kept)) {
    const ends = ["x", "y"].flatMap((axis) => {
      const sorted = [...kept].sort((a, b) => a[axis] - b[axis]);
      return [sorted[0], sorted.at(-1)];
    }).filter((spot) => weight.get(spot) <= left);
    const [gone] = ends.map((spot) => [spot, across(kept.filter((other) => other !== spot))]).sort((a, b) => a[1] - b[1])[0] ?? [];
    if (!gone) break;
    left -= weight.get(gone);
    kept = kept.filter((other) => other !== gone);
  }
  const smallest = across(steps.at(-1));
  return smallest > across(spots) * 0.85 ? spots : steps.find((step) => across(step) <= smallest * 1.08);
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
