// The strip of days: a histogram, a range with two handles, steps and play.

const strip = $("strip");
const histogram = $("histogram");
const STEP = 700; // milliseconds a day when playing

const showsAll = () => state.from === 0 && state.to === lastSlot;
function setDays(from, to) {
  const [a, b] = [from, to].map((slot) => Math.max(0, Math.min(lastSlot, Math.round(slot))));
  const [first, last] = a <= b ? [a, b] : [b, a];
  if (first === state.from && last === state.to) return;
  [state.from, state.to] = [first, last];
  changed("filter", "days");
}
/** Moves the window, whole, as far as there are days; all days become the first or the last one. */
function stepDays(by) {
  if (showsAll() && lastSlot > 0) return by > 0 ? setDays(0, 0) : setDays(lastSlot, lastSlot);
  const step = by > 0 ? Math.min(by, lastSlot - state.to) : Math.max(by, -state.from);
  return setDays(state.from + step, state.to + step);
}

let timer = null;
function play(on) {
  if (on === Boolean(timer)) return;
  clearInterval(timer);
  timer = null;
  $("play").textContent = on ? "Pause" : "Play";
  $("play").setAttribute("aria-pressed", on);
  if (!on) return;
  if (state.to === lastSlot) setDays(0, showsAll() ? 0 : state.to - state.from);
  timer = setInterval(() => {
    if (state.to >= lastSlot) play(false);
    else stepDays(1);
  }, STEP);
}
$("play").addEventListener("click", () => play(!timer));
$("before").addEventListener("click", () => { play(false); stepDays(-1); });
$("after").addEventListener("click", () => { play(false); stepDays(1); });
$("all-days").addEventListener("click", () => { play(false); setDays(0, lastSlot); });
$("undated").addEventListener("change", (event) => { state.undated = event.target.checked; changed("filter"); });
$("undated-label").hidden = undatedCount === 0;
$("undated-label").lastElementChild.textContent = `with ${undatedCount.toLocaleString("en")} undated`;

for (const part of ["band", "from", "to"]) {
  $(part).addEventListener("keydown", (event) => {
    const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -7, PageUp: 7, Home: -1e6, End: 1e6 }[event.key];
    if (part === "band" && event.key === " ") play(!timer);
    else if (!by) return;
    else if (part === "band") stepDays(by);
    else if (part === "from") setDays(Math.min(state.from + by, state.to), state.to);
    else setDays(state.from, Math.max(state.to + by, state.from));
    if (by) play(false);
    event.preventDefault();
  });
}

// A press on the strip chooses a day, a drag a range; a drag on the band moves it, on a handle that end.
const slotAt = (clientX) => {
  const box = strip.getBoundingClientRect();
  return Math.max(0, Math.min(lastSlot, Math.floor(((clientX - box.left) / box.width) * slots.length)));
};
let drag = null;
strip.addEventListener("pointerdown", (event) => {
  if (event.button || !slots.length) return;
  play(false);
  const on = event.target.id;
  drag = { on: on === "band" && showsAll() ? "histogram" : on, at: slotAt(event.clientX), from: state.from, to: state.to, moved: false };
  strip.setPointerCapture(event.pointerId);
});
strip.addEventListener("pointermove", (event) => {
  if (!drag) return;
  const slot = slotAt(event.clientX);
  if (slot !== drag.at) drag.moved = true;
  if (!drag.moved) return;
  if (drag.on === "from") setDays(Math.min(slot, state.to), state.to);
  else if (drag.on === "to") setDays(state.from, Math.max(slot, state.from));
  else if (drag.on === "band") {
    const by = Math.max(-drag.from, Math.min(lastSlot - drag.to, slot - drag.at));
    setDays(drag.from + by, drag.to + by);
  } else setDays(drag.at, slot);
});
strip.addEventListener("pointerup", (event) => {
  if (drag && !drag.moved && !["from", "to"].includes(drag.on)) {
    const slot = slotAt(event.clientX);
    setDays(slot, slot);
    $("band").focus({ preventScroll: true });
  }
  drag = null;
});
strip.addEventListener("pointercancel", () => { drag = null; });

const totalPerSlot = new Uint32Array(slots.length);
for (const event of events) if (event.dated) totalPerSlot[slotOf.get(event.start)] += 1;
const tallest = totalPerSlot.reduce((a, b) => Math.max(a, b), 1);

function drawHistogram() {
  const [width, height] = [strip.clientWidth, strip.clientHeight];
  const context = fitted(histogram, width, height);
  context.clearRect(0, 0, width, height);
  const floor = height - 20;
  const each = width / Math.max(1, slots.length);
  // A root scale: one event stays visible beside a day of five hundred.
  const tall = (count) => (count ? Math.max(2, Math.sqrt(count / tallest) * (floor - 6)) : 0);
  const bars = (counts, colour) => {
    context.fillStyle = colour;
    for (let i = 0; i < counts.length; i += 1) {
      if (!counts[i]) continue;
      const h = tall(counts[i]);
      context.fillRect(i * each + (each > 4 ? 0.5 : 0), floor - h, Math.max(1, each - (each > 4 ? 1 : 0)), h);
    }
  };
  bars(totalPerSlot, colours.line);
  bars(result.perSlot, colours.bar);
  const chosen = result.perSlot.map((count, i) => (i >= state.from && i <= state.to ? count : 0));
  bars(chosen, colours["bar-on"]);
  context.strokeStyle = colours.bar;
  context.beginPath();
  context.moveTo(0, floor + 0.5);
  context.lineTo(width, floor + 0.5);
  context.stroke();
  context.setLineDash([2, 3]);
  context.beginPath();
  for (const slot of gaps) {
    context.moveTo(slot * each, 0);
    context.lineTo(slot * each, floor + 6);
  }
  context.stroke();
  context.setLineDash([]);
  // Dates under the strip, as many as fit: after a gap and at a month's start first.
  context.fillStyle = colours.soft;
  context.font = `11px ${family}`;
  const taken = [];
  const label = (slot) => {
    const date = new Date(slots[slot] * 864e5);
    const short = MONTHS[date.getUTCMonth()].slice(0, 3);
    const text = slots.length > 370 && !gaps.has(slot) ? `${short} ${date.getUTCFullYear()}` : `${date.getUTCDate()} ${short} ${date.getUTCFullYear()}`;
    const w = context.measureText(text).width;
    const x = Math.max(0, Math.min(width - w, slot * each + each / 2 - w / 2));
    if (taken.some(([a, b]) => x < b + 14 && x + w > a - 14)) return;
    taken.push([x, x + w]);
    context.fillRect(slot * each + each / 2 - 0.5, floor, 1, 4);
    context.fillText(text, x, height - 5);
  };
  if (slots.length) {
    label(0);
    label(lastSlot);
    for (const slot of gaps) label(slot);
    slots.forEach((day, slot) => { if (new Date(day * 864e5).getUTCDate() === 1) label(slot); });
    const every = Math.ceil(110 / each);
    for (let slot = every; slot < lastSlot; slot += every) label(slot);
  }
}

painters.push((what) => {
  if (!["size", "theme", "filter", "days"].some((one) => what.has(one))) return;
  drawHistogram();
  const count = Math.max(1, slots.length);
  const [left, right] = [(state.from / count) * 100, ((state.to + 1) / count) * 100];
  $("band").style.left = $("from").style.left = `${left}%`;
  $("band").style.width = `${right - left}%`;
  $("to").style.left = `${right}%`;
  const text = slots.length ? spanText(slots[state.from], slots[state.to]) : "No dated events";
  const values = { band: [state.from, text], from: [state.from, slots.length ? dayText(slots[state.from], true) : ""], to: [state.to, slots.length ? dayText(slots[state.to], true) : ""] };
  for (const [id, [value, valueText]] of Object.entries(values)) {
    $(id).setAttribute("aria-valuemin", 0);
    $(id).setAttribute("aria-valuemax", lastSlot);
    $(id).setAttribute("aria-valuenow", value);
    $(id).setAttribute("aria-valuetext", valueText);
  }
  $("days").textContent = text;
  $("undated").checked = state.undated;
  $("all-days").disabled = showsAll();
});
