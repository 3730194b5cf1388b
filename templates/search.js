// Without this, the page is a list of all episodes.
const $ = (selector) => document.querySelector(selector);
const form = $("form.search"), words = form.dataset, fields = form.elements;
const found = $(".found"), list = found.querySelector("ol"), more = found.querySelector("button");
const all = $("#episodes"), status = $(".told");
const entries = new Map([...all.querySelectorAll("li")].map((li) => [li.querySelector("a").pathname, li]));
const PAGE = 10, HITS = 4;
let engine, results = [], latest = 0;

// Loaded when somebody begins to search, and not before.
const start = () => engine ??= (async () => {
  const pagefind = await import(new URL(words.index, location.href));
  await pagefind.options({ baseUrl: new URL(words.home, location.href).pathname });
  await pagefind.init();
  const { speaker = {} } = await pagefind.filters();
  const names = Object.keys(speaker).sort((a, b) => speaker[b] - speaker[a]);
  fields.speaker?.append(...names.map((name) => new Option(name)));
  return pagefind;
})();

const element = (name, values) => Object.assign(document.createElement(name), values);
// In the digits of the show's language, which begin with its 1 and end with its 0.
const written = (number) => String(number).replace(/\d/g, (digit) => words.digits.at(digit - 1));
// Of the excerpt's markup only the marks are kept; its heading stands above it already.
const marked = (excerpt, heading) => {
  const parsed = new DOMParser().parseFromString(excerpt, "text/html").body;
  return [...parsed.childNodes].map(({ nodeName, textContent }, at) => {
    if (nodeName == "MARK") return element("mark", { textContent });
    return at || !textContent.startsWith(`${heading}. `) ? textContent : textContent.slice(heading.length + 2);
  });
};
const line = ({ title, url, excerpt }) => {
  const li = element("li"), text = element("p", { dir: "auto" });
  text.append(...marked(excerpt, title));
  if (title) li.append(element("a", { href: url, dir: "auto", textContent: title }));
  li.append(text);
  return li;
};
const shown = ({ url, excerpt, sub_results: parts }) => {
  const entry = entries.get(new URL(url, location.href).pathname);
  if (!entry) return [];
  const speaker = fields.speaker?.value;
  const hits = parts.filter((part) => speaker ? part.title == speaker : part.anchor);
  if (speaker && fields.q.value.trim() && !hits.length) return [];
  const li = entry.cloneNode(true), places = element("ol");
  const best = [...hits].sort((a, b) => b.locations.length - a.locations.length).slice(0, HITS);
  const lines = hits.filter((hit) => best.includes(hit));
  places.append(...(lines.length ? lines : [{ excerpt }]).map(line));
  li.append(places);
  return [li];
};
const next = async (turn) => {
  let added = 0;
  while (results.length && added < PAGE) {
    const data = await Promise.all(results.splice(0, PAGE).map((result) => result.data()));
    if (turn != latest) return;
    const items = data.flatMap(shown);
    list.append(...items);
    added += items.length;
  }
  more.hidden = !results.length;
};

const search = async () => {
  const turn = ++latest;
  const asked = [...new FormData(form)].filter(([, value]) => value.trim());
  history.replaceState(null, "", asked.length ? "?" + new URLSearchParams(asked) : location.pathname);
  const { q, ...filters } = Object.fromEntries(asked);
  all.hidden = asked.length > 0;
  found.hidden = !asked.length;
  if (!asked.length) return status.textContent = "";
  const pagefind = await start();
  const answer = await pagefind.search(q ?? null, { filters });
  if (turn != latest) return;
  results = answer.results;
  const number = results.length;
  list.replaceChildren();
  await next(turn);
  if (turn != latest) return;
  // By a speaker and words, only what is shown is known to be found.
  const told = q && filters.speaker ? "" : words.found.replace("{n}", written(number));
  status.textContent = list.children.length ? told : words.nothing;
};
const broken = () => {
  form.hidden = found.hidden = true;
  all.hidden = false;
  status.textContent = words.broken;
};
let waiting;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => search().catch(broken), 150);
};

form.addEventListener("input", soon);
form.addEventListener("focusin", () => start().catch(broken));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  soon();
});
more.addEventListener("click", () => next(latest));

const asked = new URLSearchParams(location.search);
if (asked.has("q")) fields.q.value = asked.get("q");
if (asked.has("season") && fields.season) fields.season.value = asked.get("season");
if ([...asked].length) {
  start().then(() => {
    if (asked.has("speaker") && fields.speaker) fields.speaker.value = asked.get("speaker");
    return search();
  }).catch(broken);
}
