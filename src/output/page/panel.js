// The filters, the list, the chosen event, and the state in the address.

const CHUNK = 60; // rows drawn at a time
let drawn = CHUNK;
let returnTo = null;

// ——— Filters ———

function chips(box, keys, chosen, name, picture) {
  for (const key of keys) {
    const button = el("button", { type: "button", class: "chip", "aria-pressed": "false" }, picture(key), el("span", {}, name(key)), el("b"));
    button.dataset.key = key;
    button.addEventListener("click", () => {
      if (!chosen.delete(key)) chosen.add(key);
      drawn = CHUNK;
      changed("filter");
    });
    box.append(button);
  }
}
const present = (pick, order) => [...new Set(events.map(pick))].sort((a, b) => order.indexOf(a) - order.indexOf(b) || (a < b ? -1 : 1));
chips($("types"), present((event) => event.type, Object.keys(TYPES)), state.types, (type) => typeOf(type)[0], (type) => icon(type, "reported", 16));
chips($("statuses"), present((event) => event.status, STATUSES), state.statuses, (status) => status, (status) => icon("CONSULT", status, 16));

function options(select, pairs) {
  for (const [value, text] of [...pairs].sort((a, b) => a[1].localeCompare(b[1], "fr"))) select.append(el("option", { value }, text));
}
options($("place"), new Map(events.filter((event) => event.place).map((event) => [event.place, event.p.place ?? event.place])));
options($("source"), new Map(events.flatMap((event) => event.sources.map((source) => [source.doc, source.title || source.doc]))));

function narrow(change) {
  change();
  drawn = CHUNK;
  changed("fixed");
}
$("search").addEventListener("input", (event) => narrow(() => { state.query = event.target.value; }));
$("place").addEventListener("change", (event) => narrow(() => { state.place = event.target.value; }));
$("source").addEventListener("change", (event) => narrow(() => { state.source = event.target.value; }));
$("spot").addEventListener("click", () => narrow(() => { state.spot = null; }));
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("reset", (event) => {
  event.preventDefault();
  narrow(() => {
    Object.assign(state, { query: "", place: "", source: "", spot: null });
    state.types.clear();
    state.statuses.clear();
  });
});
const moreFilters = $("more-filters");
moreFilters.addEventListener("toggle", () => { $("filters").dataset.open = moreFilters.open; });
moreFilters.open = matchMedia("(min-width: 761px)").matches;

function drawFilters() {
  for (const [id, chosen, counts] of [["types", state.types, result.types], ["statuses", state.statuses, result.statuses]]) {
    for (const button of $(id).children) {
      const count = counts.get(button.dataset.key) ?? 0;
      button.setAttribute("aria-pressed", chosen.has(button.dataset.key));
      button.classList.toggle("empty", !count);
      button.lastElementChild.textContent = count.toLocaleString("en");
    }
  }
  if ($("search").value !== state.query) $("search").value = state.query;
  $("place").value = state.place;
  $("source").value = state.source;
  const set = [state.types.size && "type", state.statuses.size && "status", state.place && "place", state.source && "source"].filter(Boolean);
  $("filter-note").textContent = set.length ? `(by ${set.join(", ")})` : "";
  $("spot").hidden = !state.spot;
  if (state.spot) $("spot").textContent = `Only this spot: ${plural(state.spot.size, "event")} ×`;
  $("clear").hidden = !set.length && !state.query && !state.spot;
  const days = slots.length ? `, ${spanText(slots[state.from], slots[state.to])}` : "";
  $("summary").textContent = `${result.shown.length.toLocaleString("en")} of ${plural(events.length, "event")}${days}`;
}

// ——— List ———

function whenText(event) {
  if (event.dated) return event.start === event.end ? dayText(event.start) : `${dayText(event.start)} – ${dayText(event.end)}`;
  const precision = event.p.date_precision;
  if (event.start === null || !precision || precision === "unknown") return "day unknown";
  const date = new Date(event.start * 864e5);
  if (precision === "month") return `${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  if (precision === "year") return String(date.getUTCFullYear());
  return `${precision}: ${dayText(event.start)} – ${dayText(event.end)}`;
}

/** The title without the day that the heading above it gives. */
function titleOf({ p, id }) {
  const title = p.title ?? id;
  return p.date && title.endsWith(` — ${p.date}`) ? title.slice(0, -3 - p.date.length) : title;
}

function row(i) {
  const event = events[i];
  const { p } = event;
  const says = event.status === "claimed" && p.claimed_by ? `claimed by ${p.claimed_by}` : event.status;
  const facts = [typeOf(event.type)[0], says, event.start !== event.end && event.dated ? whenText(event) : null, event.at ? null : "not on the map",
    p.reports > 1 ? plural(p.reports, "report") : null];
  const button = el("button", { type: "button", class: "row", "aria-current": event.id === state.chosen ? "true" : "false", "data-i": i });
  button.append(icon(event.type, event.status), el("span", {},
    el("strong", { lang: event.lang }, titleOf(event)), el("small", {}, facts.filter(Boolean).join(" · "))));
  return el("li", {}, button);
}

function drawList() {
  const list = $("list");
  const focused = document.activeElement?.closest?.("#list .row")?.dataset.i;
  const nodes = [];
  let day;
  let rows = null;
  for (const i of result.shown.slice(0, drawn)) {
    const event = events[i];
    const here = event.dated ? event.start : "undated";
    if (here !== day) {
      day = here;
      rows = el("ul", {});
      nodes.push(el("h2", {}, event.dated ? dayText(event.start, true) : "Without a day"), rows);
    }
    rows.append(row(i));
  }
  if (!nodes.length) nodes.push(el("p", { class: "none" }, events.length ? "No event fits. Choose other days or clear the filters." : "There are no events."));
  const left = result.shown.length - drawn;
  if (left > 0) {
    const more = el("button", { type: "button" }, `Show ${Math.min(CHUNK, left)} more of ${left.toLocaleString("en")}`);
    more.addEventListener("click", () => {
      const next = drawn;
      drawMore();
      list.querySelectorAll(".row")[next]?.focus({ preventScroll: true });
    });
    nodes.push(more);
  }
  list.replaceChildren(...nodes);
  if (focused !== undefined) list.querySelector(`[data-i="${focused}"]`)?.focus({ preventScroll: true });
}
function drawMore() {
  const list = $("list");
  const at = list.scrollTop;
  drawn += CHUNK;
  drawList();
  list.scrollTop = at;
}

const list = $("list");
list.addEventListener("scroll", () => {
  if (drawn < result.shown.length && list.scrollTop + list.clientHeight > list.scrollHeight - 200) drawMore();
});
list.addEventListener("click", (event) => {
  const button = event.target.closest(".row");
  if (button) choose(events[+button.dataset.i].id, true);
});
for (const [type, on] of [["pointerover", true], ["pointerout", false], ["focusin", true], ["focusout", false]]) {
  list.addEventListener(type, (event) => {
    const button = event.target.closest(".row");
    if (button) heat(on ? [+button.dataset.i] : [], true);
  });
}
list.addEventListener("keydown", (event) => {
  const rows = [...list.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  if (to >= rows.length && drawn < result.shown.length) drawMore();
  [...list.querySelectorAll(".row")][Math.max(0, to)]?.focus();
});
$("skip").addEventListener("click", (event) => {
  event.preventDefault();
  (list.querySelector(".row") ?? list).focus();
});

// ——— One event ———

function choose(id, move = false) {
  returnTo = id ? document.activeElement : null;
  const last = state.chosen;
  state.chosen = indexOf.has(id) ? id : null;
  changed("chosen");
  const event = events[indexOf.get(state.chosen)];
  if (!event) {
    // Back to where the reader came from: the row, or the mark.
    const from = list.querySelector(`[data-i="${indexOf.get(last)}"]`);
    from?.focus();
    return;
  }
  if (move) requestAnimationFrame(() => { reveal(event); $("detail-title")?.focus({ preventScroll: true }); });
}

const BASIS = {
  stated: "named with the event", inherited: "named earlier in the document", dateline: "from the dateline",
  seat: "where the speaker speaks from",
};
const PRECISION = { "part-of-day": "a part of the day", range: "a range of days" };

/** The quote with its evidence marked. Spans count code points of the document; the quote starts at its own. */
function quoteOf(source) {
  const points = Array.from(source.quote ?? "");
  const start = source.span?.[0] ?? 0;
  const inside = (source.evidence ?? []).filter((piece) => piece.span)
    .map((piece) => ({ role: piece.role, value: piece.value, from: piece.span[0] - start, to: piece.span[1] - start }))
    .filter((piece) => piece.from >= 0 && piece.to <= points.length && piece.from < piece.to);
  const cuts = [...new Set([0, points.length, ...inside.flatMap((piece) => [piece.from, piece.to])])].sort((a, b) => a - b);
  const quote = el("blockquote", { lang: source.language });
  for (let k = 0; k + 1 < cuts.length; k += 1) {
    const text = points.slice(cuts[k], cuts[k + 1]).join("");
    const roles = inside.filter((piece) => piece.from <= cuts[k] && piece.to >= cuts[k + 1]);
    quote.append(roles.length
      ? el("mark", { class: [...new Set(roles.map((piece) => piece.role))].filter((role) => /^[a-z-]+$/.test(role)).join(" "), title: roles.map((piece) => `${piece.role}: ${piece.value ?? ""}`).join("; ") }, text)
      : text);
  }
  return quote;
}

const toll = (min, max) => (min === null || min === undefined ? null : max === min ? String(min) : max === null || max === undefined ? `${min} or more` : `${min} to ${max}`);
/** An address from the data becomes a link only if it leads to the web. */
const webAddress = (url) => (/^https?:\/\//i.test(url ?? "") ? url : null);

function drawDetail() {
  const panel = $("detail");
  const event = events[indexOf.get(state.chosen)];
  const was = panel.hidden;
  panel.hidden = !event;
  if (was !== panel.hidden) measureSize();
  if (!event) return panel.replaceChildren();
  const { p } = event;
  const close = el("button", { type: "button", "aria-label": "Close the event" }, "×");
  close.addEventListener("click", () => choose(null));
  const at = result.shown.indexOf(indexOf.get(event.id));
  const go = (by, label, sign) => {
    const button = el("button", { type: "button", "aria-label": label, disabled: at < 0 || !events[result.shown[at + by]] }, sign);
    button.addEventListener("click", () => choose(events[result.shown[at + by]].id, true));
    return button;
  };
  const facts = el("dl");
  const fact = (name, value) => {
    if (value !== null && value !== undefined && value !== "") facts.append(el("dt", {}, name), el("dd", {}, String(value)));
  };
  fact("Type", [typeOf(event.type)[0], p.mode].filter(Boolean).join(", "));
  fact("Status", event.status);
  fact("Claimed by", p.claimed_by);
  fact("Denied by", p.denied_by);
  fact("Day", whenText(event) + (PRECISION[p.date_precision] ? ` (${PRECISION[p.date_precision]})` : ""));
  fact("Place", [p.place, p.country].filter(Boolean).join(", "));
  fact("Placed by", BASIS[p.place_basis] ?? p.place_basis);
  fact("Within", p.uncertainty_km === null || p.uncertainty_km === undefined ? null : `${p.uncertainty_km} km`);
  fact("Killed", toll(p.killed_min, p.killed_max));
  fact("Wounded", toll(p.wounded_min, p.wounded_max));
  fact("Actors", (p.actors ?? []).map((actor) => `${actor.name} (${actor.role})`).join(", "));
  fact("Confidence", p.confidence);
  fact("Reports", p.reports ? `${p.reports}${p.wordings ? ` in ${plural(p.wordings, "wording")}` : ""}` : null);
  const heading = el("h2", { id: "detail-title", tabindex: "-1", lang: event.lang }, p.title ?? event.id);
  const sources = event.sources.map((source) => {
    const url = webAddress(source.url);
    const title = el("h3", { lang: source.language }, source.title || source.doc);
    const table = el("table", {}, el("thead", {}, el("tr", {}, ...["Evidence", "Words", "Read as", "Rule"].map((name) => el("th", { scope: "col" }, name)))));
    const body = el("tbody");
    for (const piece of source.evidence ?? []) {
      body.append(el("tr", {}, el("td", {}, el("mark", { class: /^[a-z-]+$/.test(piece.role) ? piece.role : "" }, piece.role)),
        el("td", { lang: source.language }, `“${piece.text}”`), el("td", {}, String(piece.value ?? "")), el("td", {}, String(piece.rule ?? ""))));
    }
    table.append(body);
    return el("section", {}, title,
      el("p", { class: "note" }, [source.title ? source.doc : null, source.published ? `published ${dayText(dayOf(source.published) ?? 0)}` : "publication day unknown", source.language].filter(Boolean).join(" · ")),
      url ? el("p", { class: "note" }, el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, url)) : null,
      quoteOf(source), body.children.length ? table : null);
  });
  panel.replaceChildren(
    el("div", { class: "bar" }, icon(event.type, event.status, 22), el("span", {}, event.id), go(-1, "Event before", "‹"), go(1, "Next event", "›"), close),
    heading, facts, el("h3", {}, plural(sources.length, "source")), ...sources);
  if (state.shownDetail !== event.id) panel.scrollTop = 0;
  state.shownDetail = event.id;
  return undefined;
}
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen) choose(null);
});

// ——— Theme ———

const THEMES = ["automatic", "light", "dark"];
let theme = "automatic";
const darkSystem = matchMedia("(prefers-color-scheme: dark)");
function applyTheme() {
  const dark = theme === "dark" || (theme === "automatic" && darkSystem.matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  $("theme").textContent = `Theme: ${theme}`;
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
    theme: theme === "automatic" ? "" : theme,
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
  theme = THEMES.includes(given.get("theme")) ? given.get("theme") : "automatic";
  const at = (given.get("at") ?? "").split(",").map(Number);
  refilter();
  evaluate();
  if (at.length === 3 && at.every(Number.isFinite)) {
    [view.x, view.y, view.zoom] = [mercatorX(at[0]), mercatorY(at[1]), at[2]];
    clampView();
  } else fit(theatre([...events.keys()]));
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
