// The filters and the list.

const CHUNK = 60; // rows drawn at a time
let drawn = CHUNK;

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
