// The theme, the state in the address, and the start of it all.

const THEMES = ["auto", "light", "dark"];
let theme = "auto";
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
function applyTheme() {
  const dark = theme === "dark" || (theme === "auto" && darkSystem.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  mixColours(dark);
  $("theme").replaceChildren(el("span", { class: "wide" }, "Theme: "), theme);
  $("theme").setAttribute("aria-label", `Theme: ${theme}`);
  changed("theme");
}
darkSystem.addEventListener("change", applyTheme);
$("theme").addEventListener("click", () => {
  theme = THEMES[(THEMES.indexOf(theme) + 1) % 3];
  applyTheme();
});

// ——— Address ———

let written = null;
let writing = null;
function hashOf() {
  const entries = {
    days: slots.length && !showsAll() ? `${isoOf(slots[state.from])}..${isoOf(slots[state.to])}` : "",
    undated: state.undated && slots.length ? "1" : "", q: state.query, type: [...state.types].sort().join(","),
    status: [...state.statuses].sort().join(","), place: state.place, source: state.source, event: state.chosen ?? "",
    at: `${((view.x - 0.5) * 360).toFixed(3)},${latitudeOf(view.y).toFixed(3)},${view.zoom.toFixed(2)}`,
    theme: theme === "auto" ? "" : theme,
  };
  return new URLSearchParams(Object.entries(entries).filter(([, value]) => value)).toString();
}
function writeHash() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    written = hashOf();
    history.replaceState(null, "", `#${written}`);
  }, 150);
}
/** The slot of a day, or of the next day there is. */
function slotFrom(iso, otherwise) {
  const day = dayOf(iso);
  if (day === null) return otherwise;
  const found = slots.findIndex((slot) => slot >= day);
  return found < 0 ? lastSlot : found;
}
function readHash() {
  const given = new URLSearchParams(location.hash.slice(1));
  const set = (name) => (given.get(name) ?? "").split(",").filter(Boolean);
  const [from, to] = (given.get("days") ?? "").split("..");
  state.from = slotFrom(from, 0);
  state.to = Math.max(state.from, slotFrom(to, from ? state.from : lastSlot));
  state.undated = given.has("undated") || !slots.length;
  state.query = given.get("q") ?? "";
  state.place = given.get("place") ?? "";
  state.source = given.get("source") ?? "";
  state.spot = null;
  for (const [chosen, name] of [[state.types, "type"], [state.statuses, "status"]]) {
    chosen.clear();
    for (const one of set(name)) chosen.add(one);
  }
  state.chosen = indexOf.has(given.get("event")) ? given.get("event") : null;
  theme = THEMES.includes(given.get("theme")) ? given.get("theme") : "auto";
  const at = (given.get("at") ?? "").split(",").map(Number);
  refilter();
  evaluate();
  if (at.length === 3 && at.every(Number.isFinite)) {
    [view.x, view.y, view.zoom] = [mercatorX(at[0]), mercatorY(at[1]), at[2]];
    clampView();
  } else {
    // The event's panel takes its room before the map is fitted into the rest.
    drawDetail();
    measureSize();
    fit(theatre([...events.keys()]));
  }
  applyTheme();
  changed("fixed", "chosen");
}
addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) readHash(); });

function measureSize() {
  const box = $("map").getBoundingClientRect();
  if (box.width === size.width && box.height === size.height) return;
  [size.width, size.height] = [box.width, box.height];
  overlay.setAttribute("viewBox", `0 0 ${box.width} ${box.height}`);
  changed("size");
}

painters.push((what) => {
  if (what.has("filter")) drawFilters();
  if (what.has("filter") || what.has("chosen")) {
    drawList();
    drawDetail();
  }
  if (what.has("filter")) list.scrollTop = 0;
  writeHash();
});

new ResizeObserver(measureSize).observe($("map"));
new ResizeObserver(() => changed("size")).observe(strip);
measureSize();
readHash();
