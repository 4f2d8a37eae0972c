// The chosen event: its facts, its sources and what in them said so.

function choose(id, move = false) {
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
