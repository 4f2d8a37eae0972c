// The events, the filters and the chosen days: everything that can be known without drawing.
// All times are whole days since 1970, so that no time zone can move one.

const $ = (id) => document.getElementById(id);
const data = (id) => JSON.parse($(id).textContent);

/** An element with attributes and children; strings become text, never markup. */
function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

const dayOf = (iso) => {
  const found = /^(\d{4})-(\d\d)-(\d\d)/.exec(iso ?? "");
  return found ? Date.UTC(+found[1], found[2] - 1, +found[3]) / 864e5 : null;
};
const isoOf = (day) => new Date(day * 864e5).toISOString().slice(0, 10);
const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
function dayText(day, weekday = false) {
  const date = new Date(day * 864e5);
  const text = `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
  return weekday ? `${WEEKDAYS[date.getUTCDay()]} ${text}` : text;
}
const spanText = (from, to) => (from === to ? dayText(from, true) : `${dayText(from)} – ${dayText(to)}`);
const plural = (count, one, many = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
/** Letters without accents and case, so that "elysee" finds "Élysée". */
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const STATUSES = ["reported", "claimed", "denied", "planned"];

/** What the page works with: one object an event, in order of day and id. */
const events = data("data-events").map((feature) => {
  const p = feature.properties ?? {};
  const interval = feature.time?.interval ?? [];
  const dated = ["day", "part-of-day", "range"].includes(p.date_precision) || (!p.date_precision && p.date);
  const first = dayOf(interval[0] ?? p.date);
  const last = dayOf(interval[1] ?? p.end_date);
  const at = feature.geometry?.type === "Point" ? feature.geometry.coordinates : null;
  return {
    id: String(feature.id), p, at,
    dated: Boolean(dated && first !== null),
    // An open end is unknown, not endless: the event is shown on its first day.
    start: first ?? last, end: Math.max(last ?? first, first ?? last),
    type: p.type ?? "OTHER", status: p.status ?? "reported",
    place: p.place_id ?? p.place ?? "", sources: p.sources ?? [],
    text: null, lang: p.sources?.[0]?.language ?? null,
  };
});
events.sort((a, b) => b.dated - a.dated || (a.start ?? 1e9) - (b.start ?? 1e9) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
const indexOf = new Map(events.map((event, i) => [event.id, i]));
const places = data("data-places").filter((place) => place.geometry?.type === "Point");
const mapData = data("data-map");

// The days on the strip: those on which an event starts or ends, and the days between near ones. A long
// silence takes no room; `gaps` holds the slots after one.
const MAX_EMPTY = 10;
const slots = [];
const gaps = new Set();
{
  const marked = new Set();
  for (const event of events) {
    if (!event.dated) continue;
    marked.add(event.start);
    if (event.end - event.start <= 31) marked.add(event.end);
  }
  for (const day of [...marked].sort((a, b) => a - b)) {
    const before = slots.at(-1);
    if (before !== undefined && day - before <= MAX_EMPTY) for (let d = before + 1; d < day; d += 1) slots.push(d);
    else if (before !== undefined) gaps.add(slots.length);
    slots.push(day);
  }
}
const slotOf = new Map(slots.map((day, i) => [day, i]));
const lastSlot = Math.max(0, slots.length - 1);
const undatedCount = events.filter((event) => !event.dated).length;

const state = {
  from: 0, to: lastSlot, undated: slots.length === 0, query: "",
  types: new Set(), statuses: new Set(), place: "", source: "", spot: null, chosen: null,
};

// One bit for each filter an event fails: what fails none is shown, and what fails only the type's is what
// another type's chip would bring.
const TIME = 1, TYPE = 2, STATUS = 4, OTHER = 8;
const failed = new Uint8Array(events.length);
const fixed = new Uint8Array(events.length); // search, place, source, spot: they change seldom
const result = { shown: [], perSlot: new Uint32Array(slots.length), types: new Map(), statuses: new Map(), beforeTime: 0 };

function textOf(event) {
  event.text ??= fold([
    event.id, event.p.title, event.p.place, event.p.claimed_by, event.p.denied_by, event.type, event.p.mode,
    ...(event.p.actors ?? []).map((actor) => actor.name),
    ...event.sources.flatMap((source) => [source.doc, source.title, source.quote]),
  ].filter(Boolean).join("\n"));
  return event.text;
}

/** Applies search, place, source and spot; call when one of them changed. */
function refilter() {
  const words = fold(state.query).split(/\s+/).filter(Boolean);
  events.forEach((event, i) => {
    const out = (state.place && event.place !== state.place) || (state.spot && !state.spot.has(i)) ||
      (state.source && !event.sources.some((source) => source.doc === state.source)) ||
      (words.length && !words.every((word) => textOf(event).includes(word)));
    fixed[i] = out ? OTHER : 0;
  });
}

/** Finds what is shown, and what each chip and each day would hold. */
function evaluate() {
  const { types, statuses } = state;
  const from = slots[state.from];
  const to = slots[state.to];
  const all = state.from === 0 && state.to === lastSlot;
  result.shown = [];
  result.beforeTime = 0;
  result.perSlot.fill(0);
  result.types.clear();
  result.statuses.clear();
  for (let i = 0; i < events.length; i += 1) {
    const event = events[i];
    let fails = fixed[i];
    if (types.size && !types.has(event.type)) fails |= TYPE;
    if (statuses.size && !statuses.has(event.status)) fails |= STATUS;
    if (event.dated) {
      if (event.start > to || event.end < from) fails |= TIME;
      if ((fails & ~TIME) === 0) result.perSlot[slotOf.get(event.start)] += 1;
    } else if (!state.undated || (!all && event.start !== null && (event.start > to || event.end < from))) fails |= TIME;
    failed[i] = fails;
    if (fails === 0) result.shown.push(i);
    if ((fails & ~TIME) === 0) result.beforeTime += 1;
    if ((fails & ~TYPE) === 0) result.types.set(event.type, (result.types.get(event.type) ?? 0) + 1);
    if ((fails & ~STATUS) === 0) result.statuses.set(event.status, (result.statuses.get(event.status) ?? 0) + 1);
  }
}

// What changed since the last frame; each part of the page draws itself when its turn comes.
const dirty = new Set();
const painters = [];
function changed(...what) {
  if (!dirty.size) requestAnimationFrame(paint);
  for (const one of what) dirty.add(one);
}
function paint() {
  const what = new Set(dirty);
  dirty.clear();
  if (what.has("fixed")) refilter();
  if (what.has("fixed") || what.has("filter")) evaluate();
  if (what.has("fixed")) what.add("filter");
  for (const painter of painters) painter(what);
}
