// Drives the map page in Chromium. run.sh makes the page and names it in PAGE.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { launch, settled } from "./browser.mjs";
import { NASTY } from "./fixture.mjs";

const address = pathToFileURL(process.env.PAGE).href;
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

/** Opens the page and gives it to `use`; every test fails on a console error or a request. */
async function opened(hash, use, options = {}, expected = /^$/) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.stack));
  page.on("request", (request) => request.url().split("#")[0] !== address && trouble.push(`request of ${request.url()}`));
  try {
    await page.goto(address + hash);
    await settled(page);
    await use(page);
    await settled(page);
    assert.deepEqual(trouble.filter((line) => !expected.test(line)), []);
  } finally {
    await context.close();
  }
}

/** The ids on the map; a cluster counts as "×n". */
const marks = (page) => page.$$eval(".mark", (nodes) => nodes.map((node) => (node.dataset.count > 1 ? `×${node.dataset.count}` : node.dataset.key)).sort());
const rows = (page) => page.$$eval(".row strong", (nodes) => nodes.map((node) => node.textContent));
const days = (page) => page.textContent("#days");
const hash = async (page) => {
  await page.waitForTimeout(220); // the address is written a moment after the last change
  return new URLSearchParams(page.url().split("#")[1]);
};
/** Every event that marks and clusters stand for. */
const onMap = (page) => page.$$eval(".mark", (nodes) => nodes.reduce((sum, node) => sum + Number(node.dataset.count), 0));

test("loads from disk, shows every dated event, asks for nothing", () => opened("", async (page) => {
  assert.equal(await page.textContent("#summary"), "17 of 19 events, 1 March 2021 – 20 June 2021");
  assert.equal((await rows(page)).length, 17);
  assert.equal(await onMap(page), 16, "one has no place");
  const sent = await page.evaluate(() => fetch("https://example.org/").then(() => "sent", () => "refused"));
  assert.equal(sent, "refused");
}, {}, /example\.org/)); // the refusal is told on the console

test("a chosen day has its marks and no others", async () => {
  await opened("#days=2021-03-01..2021-03-01&at=7.1,45.9,9", async (page) => {
    assert.deepEqual(await marks(page), ["2021-03-01-aostel-consult-0003", "2021-03-01-val-clair-aid-0002", "2021-03-01-val-clair-assault-0001"]);
    assert.equal((await rows(page)).length, 3);
    assert.equal(await days(page), "Monday 1 March 2021");
  });
  await opened("#days=2021-03-05&at=7.1,45.9,9", async (page) => {
    const shown = await marks(page);
    assert.deepEqual(shown.map((id) => id.slice(0, 17)), ["2021-03-04-aostel", "2021-03-05-pont-n"], "the range goes on");
    assert.equal((await rows(page)).length, 3, "the list also has the event without a place");
  });
  await opened("#days=2021-03-08&at=6.87,45.92,11", async (page) => assert.deepEqual(await marks(page), ["×9"]));
});

test("shape, colour and outline tell type and status apart", () => opened("#days=2021-03-01&at=7.1,45.9,9", async (page) => {
  const looks = await page.$$eval(".mark", (nodes) => nodes.map((node) => node.querySelector("g").innerHTML));
  assert.equal(new Set(looks).size, 3);
  const labels = await page.$$eval(".mark", (nodes) => nodes.map((node) => node.getAttribute("aria-label")));
  assert.ok(labels.every((label) => /\((Assault, reported|Aid, planned|Consult, claimed)\)$/.test(label)), labels.join());
}));

test("slider, keys, buttons and the strip move the day", () => opened("", async (page) => {
  await page.focus("#band");
  const press = async (key) => { await page.keyboard.press(key); await settled(page); return days(page); };
  assert.equal(await press("ArrowRight"), "Monday 1 March 2021");
  assert.equal(await press("ArrowRight"), "Tuesday 2 March 2021");
  assert.equal(await press("ArrowLeft"), "Monday 1 March 2021");
  assert.equal(await press("End"), "Sunday 20 June 2021", "the silence between is skipped");
  assert.equal(await press("ArrowLeft"), "Monday 8 March 2021");
  assert.equal(await page.getAttribute("#band", "aria-valuetext"), "Monday 8 March 2021");
  await page.click("#before");
  await settled(page);
  assert.equal(await days(page), "Sunday 7 March 2021");
  assert.equal((await rows(page)).length, 0);
  await page.focus("#from");
  assert.equal(await press("Home"), "1 March 2021 – 7 March 2021");
  await page.focus("#to");
  assert.equal(await press("ArrowLeft"), "1 March 2021 – 6 March 2021");
  assert.equal((await rows(page)).length, 7);
  const box = await (await page.$("#strip")).boundingBox();
  await page.mouse.click(box.x + box.width - 4, box.y + 30);
  await settled(page);
  assert.equal(await days(page), "Sunday 20 June 2021");
  await page.mouse.move(box.x + 4, box.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.2, box.y + 30, { steps: 4 });
  await page.mouse.up();
  await settled(page);
  assert.equal(await days(page), "1 March 2021 – 2 March 2021", "a drag chooses a range");
  await page.click("#all-days");
  await settled(page);
  assert.equal(await days(page), "1 March 2021 – 20 June 2021");
}));

test("play goes from day to day and stops at the end", () => opened("#days=2021-03-06", async (page) => {
  await page.click("#play");
  assert.equal(await page.getAttribute("#play", "aria-pressed"), "true");
  await page.waitForFunction(() => document.querySelector("#days").textContent === "Sunday 20 June 2021", null, { timeout: 8000 });
  await page.waitForFunction(() => document.querySelector("#play").textContent === "Play", null, { timeout: 3000 });
}));

test("filters and search narrow list and map together", () => opened("", async (page) => {
  const counts = async () => [(await rows(page)).length, await onMap(page)];
  await page.click('#types [data-key="PROTEST"]');
  await settled(page);
  assert.deepEqual(await counts(), [1, 1]);
  await page.click('#types [data-key="MOBILIZE"]');
  await settled(page);
  assert.deepEqual(await counts(), [10, 10]);
  await page.click("#clear");
  await page.click('#statuses [data-key="denied"]');
  await settled(page);
  assert.deepEqual(await counts(), [1, 1]);
  await page.click("#clear");
  await page.selectOption("#place", "aostel");
  await settled(page);
  assert.deepEqual(await counts(), [2, 2]);
  await page.selectOption("#place", "");
  await page.selectOption("#source", "002.txt");
  await settled(page);
  assert.deepEqual(await counts(), [2, 2]);
  await page.click("#clear");
  await page.fill("#search", "reunion HUIS");
  await settled(page);
  assert.deepEqual(await counts(), [1, 1], "without accents and case, in any order");
  await page.fill("#search", "nothing has this");
  await settled(page);
  assert.deepEqual(await counts(), [0, 0]);
  assert.match(await page.textContent("#list"), /No event fits/);
}));

test("undated events can be shown and say so", () => opened("", async (page) => {
  await page.check("#undated");
  await settled(page);
  assert.equal((await rows(page)).length, 19);
  assert.match(await page.textContent("#list"), /Without a day/);
  await page.fill("#search", "haute-combe");
  await settled(page);
  await page.click(".row");
  await settled(page);
  assert.match(await page.textContent("#detail dl"), /March 2021/);
}));

test("the address restores the view", () => opened("", async (page) => {
  await page.click('#types [data-key="ASSAULT"]');
  await page.fill("#search", "martelle");
  await settled(page);
  await page.click(".row");
  await page.focus("#marks");
  for (const key of ["+", "ArrowLeft", "ArrowUp"]) await page.keyboard.press(key);
  await page.click("#theme");
  await page.click("#theme");
  const saved = await hash(page);
  assert.equal(saved.get("type"), "ASSAULT");
  assert.equal(saved.get("q"), "martelle");
  assert.equal(saved.get("theme"), "dark");
  assert.match(saved.get("event"), /^2021-03-02-martelle/);
  const seen = await page.evaluate(() => [document.querySelector("#list").innerText, document.querySelector(".mark").getAttribute("transform"), document.querySelector("#detail h2").textContent]);
  await opened(`#${saved}`, async (again) => {
    const now = await again.evaluate(() => [document.querySelector("#list").innerText, document.querySelector(".mark").getAttribute("transform"), document.querySelector("#detail h2").textContent]);
    assert.equal(now[0], seen[0]);
    assert.equal(now[2], seen[2]);
    const place = (text) => text.match(/[-\d.]+/g).map(Number);
    place(now[1]).forEach((value, i) => assert.ok(Math.abs(value - place(seen[1])[i]) < 4, `${now[1]} is not ${seen[1]}`));
    assert.equal(await again.getAttribute("html", "data-theme"), "dark");
    assert.equal((await hash(again)).toString(), saved.toString());
    await again.evaluate(() => { location.hash = "days=2021-03-08"; });
    await settled(again);
    assert.equal((await rows(again)).length, 9, "a changed address is followed");
  });
}));

test("a bad address does no harm", () => opened("#days=soon..2021-99-99&type=NONE,&event=x&at=1,2&status=%00&theme=pink", async (page) => {
  assert.match(await page.textContent("#summary"), /of 19 events/);
}));

test("what a dispatch says stays text", () => opened("#days=2021-03-05", async (page) => {
  assert.ok((await rows(page)).includes(NASTY));
  await page.fill("#search", "onerror");
  await settled(page);
  await page.click(".row");
  await settled(page);
  assert.ok((await page.textContent("#detail blockquote")).startsWith(NASTY));
  assert.equal(await page.textContent("#detail h2"), NASTY);
  assert.equal(await page.$("img"), null);
  assert.equal(await page.evaluate(() => window.broken), undefined);
}));

test("a chosen event shows quote, evidence and how far off it may be", () => opened("#days=2021-03-02&at=7.07,46.1,10", async (page) => {
  await page.click(".row");
  await settled(page);
  const marked = await page.$$eval("#detail blockquote mark", (nodes) => nodes.map((node) => [node.className, node.textContent]));
  assert.deepEqual(marked, [["trigger", "tirs"], ["date", "lundi"], ["place", "Martelle"]], "spans count code points, and 𝄞 is one");
  const facts = await page.textContent("#detail dl");
  for (const fact of ["denied", "la préfecture", "Martelle, CH", "named with the event", "8 km", "2 or more"]) assert.ok(facts.includes(fact), fact);
  const { radius, scale, text } = await page.evaluate(() => ({
    radius: Number(document.querySelector(".doubt").getAttribute("r")), scale: document.querySelector("#scale").offsetWidth, text: document.querySelector("#scale span").textContent }));
  const km = (radius / scale) * parseFloat(text);
  assert.ok(Math.abs(km - 8) < 0.3, `the circle is ${km} km by the scale bar`);
  await page.keyboard.press("Escape");
  await settled(page);
  assert.equal(await page.isVisible("#detail"), false);
  assert.ok(await page.evaluate(() => document.activeElement.matches(".row")), "the keyboard is back in the list");
}));

test("the map is usable by keyboard, and linked with the list", () => opened("#days=2021-03-01&at=7.1,45.9,9", async (page) => {
  await page.focus("#marks");
  await page.keyboard.press("Tab");
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const first = await label();
  assert.match(first, /reported|planned|claimed/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowRight");
  assert.notEqual(await label(), first);
  assert.equal(await page.$$eval(".row.hot", (nodes) => nodes.length), 1, "its row is marked");
  const wanted = await label();
  await page.keyboard.press("Enter");
  await settled(page);
  assert.ok(wanted.startsWith(await page.textContent("#detail h2")));
  assert.equal(await page.$$eval('.row[aria-current="true"]', (nodes) => nodes.length), 1);
  assert.equal(await page.$$eval(".mark.chosen", (nodes) => nodes.length), 1);
}));

test("a cluster of one spot opens as a list", () => opened("#at=6.87,45.92,11", async (page) => {
  await page.click(".mark.cluster");
  await settled(page);
  if (await page.isHidden("#spot")) { await page.click(".mark.cluster"); await settled(page); }
  assert.match(await page.textContent("#spot"), /Only this spot: \d+ events/);
  const only = (await rows(page)).length;
  assert.ok(only >= 9 && only < 17);
  await page.click("#spot");
  await settled(page);
  assert.equal((await rows(page)).length, 17);
}));

test("wheel, drag, pinch and double click move the map", () => opened("", async (page) => {
  const at = async () => (await hash(page)).get("at").split(",").map(Number);
  const start = await at();
  await page.mouse.move(900, 400);
  await page.mouse.wheel(0, -240);
  const zoomed = await at();
  assert.ok(zoomed[2] > start[2] + 0.5);
  await page.mouse.down();
  await page.mouse.move(700, 400, { steps: 5 });
  await page.mouse.up();
  const moved = await at();
  assert.ok(moved[0] > zoomed[0] && Math.abs(moved[1] - zoomed[1]) < 0.01);
  await page.mouse.dblclick(1000, 650);
  assert.ok((await at())[2] > moved[2] + 0.5);
  const pinch = await page.context().newCDPSession(page);
  const touch = (type, ...xs) => pinch.send("Input.dispatchTouchEvent", { type, touchPoints: xs.map((x, id) => ({ x, y: 650, id })) });
  const before = await at();
  await touch("touchStart", 850, 950);
  for (let i = 1; i <= 5; i += 1) await touch("touchMove", 850 + 8 * i, 950 - 8 * i);
  await touch("touchEnd");
  assert.ok((await at())[2] < before[2] - 0.5, "two fingers nearing each other zoom out");
}, { hasTouch: true }));

for (const [name, viewport] of [["desk", DESK], ["phone", PHONE]]) {
  test(`nothing overlaps or runs out of the page: ${name}`, () => opened("", async (page) => {
    for (const where of ["", "#days=2021-03-01", "#at=7.1,45.9,8", "#at=7.0,45.9,10"]) {
      await page.evaluate((to) => { location.hash = to; }, where);
      await settled(page);
      const found = await page.evaluate(() => {
        const map = document.querySelector("#map").getBoundingClientRect();
        const inMap = (box) => box.right > map.left && box.left < map.right && box.bottom > map.top && box.top < map.bottom;
        const boxes = [...document.querySelectorAll(".label, .mark > g, #zoom, #scale")].map((node) => [node.getBoundingClientRect(), node.textContent]).filter(([box]) => inMap(box));
        const clashes = [];
        boxes.forEach(([a, first], i) => boxes.slice(i + 1).forEach(([b, second]) => {
          // Marks are round: their boxes may share a corner.
          const slack = 4;
          if (a.left + slack < b.right && b.left + slack < a.right && a.top + slack < b.bottom && b.top + slack < a.bottom) clashes.push(`${first} / ${second}`);
        }));
        return { clashes, wide: document.documentElement.scrollWidth > innerWidth, tall: document.documentElement.scrollHeight > innerHeight };
      });
      assert.deepEqual(found, { clashes: [], wide: false, tall: false }, where);
    }
  }, { viewport }));
}

test("on a phone the filters and the list are reached by scrolling", () => opened("", async (page) => {
  await page.tap("#more-filters summary");
  await page.tap('#types [data-key="MOBILIZE"]');
  await settled(page);
  await page.locator(".row").last().scrollIntoViewIfNeeded();
  await page.locator(".row").last().tap();
  await settled(page);
  assert.match(await page.textContent("#detail h2"), /2021-03-08/);
  assert.equal(await page.evaluate(() => document.documentElement.scrollHeight > innerHeight), false);
  await page.tap("#detail [aria-label='Close the event']");
  await settled(page);
  assert.equal(await page.isVisible("#detail"), false);
}, { viewport: PHONE, hasTouch: true }));

for (const colorScheme of ["light", "dark"]) {
  test(`text stands out from its ground: ${colorScheme}`, () => opened("", async (page) => {
    const low = await page.evaluate(() => {
      const style = getComputedStyle(document.documentElement);
      const light = (name) => {
        const [r, g, b] = style.getPropertyValue(`--${name}`).trim().match(/[\da-f]{2}/gi).map((hex) => parseInt(hex, 16) / 255)
          .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      const contrast = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
      const text = "ink/paper ink/panel ink/chosen soft/chosen soft/paper soft/panel accent/paper on-accent/accent ink/trigger ink/date ink/place ink/land ink/sea soft/land soft/sea".split(" ");
      const shapes = "outline/land outline/sea edge/paper edge/panel border/land accent/land bar/panel bar-on/panel".split(" ");
      return [...text.map((pair) => [pair, 4.5]), ...shapes.map((pair) => [pair, pair.startsWith("bar/") ? 2 : 3])]
        .filter(([pair, least]) => contrast(...pair.split("/")) < least).map(([pair]) => `${pair} ${contrast(...pair.split("/")).toFixed(2)}`);
    });
    assert.deepEqual(low, []);
  }, { colorScheme }));
}

test("a map of the user's own lies under the events", () => opened("#at=6.87,46.02,10", async (page) => {
  const drawn = await page.evaluate(() => {
    const base = document.querySelector("#base");
    return [...base.getContext("2d").getImageData(base.width / 2, base.height / 2, 1, 1).data].slice(0, 3);
  });
  assert.deepEqual(drawn, [255, 0, 255], "its stroke at the middle of the map");
  assert.ok((await page.$$eval(".label", (nodes) => nodes.map((node) => node.textContent))).includes("Front </script>"));
}));

test("buttons and fields have names", () => opened("#days=2021-03-01", async (page) => {
  await page.click(".row");
  await settled(page);
  const nameless = await page.$$eval("button, input, select, [role=slider], [role=button]", (nodes) => nodes
    .filter((node) => !node.hidden && !(node.getAttribute("aria-label") || node.textContent.trim() || node.labels?.length)).map((node) => node.outerHTML));
  assert.deepEqual(nameless, []);
}));
