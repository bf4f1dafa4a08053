/* The page: what is chosen, and what each part shows of it. */

const $$ = (id) => document.getElementById(id);

/** A report: its rows are read at once, its text and what is marked in it when they are first asked for. */
class Report {
  constructor(script) {
    Object.assign(this, { officials: [], figures: [] }, JSON.parse(script.textContent));
    this.marked = script.nextElementSibling;
    for (const row of [...this.officials, ...this.figures]) row.report = this;
  }

  get content() {
    this.read ??= { spans: [], relations: [], ...JSON.parse(this.marked.textContent) };
    return this.read;
  }

  get text() { return this.content.text; }

  get spans() { return this.content.spans; }

  get relations() { return this.content.relations; }
}

const reports = [...document.querySelectorAll("script.rows")].map((script) => new Report(script));
const rows = {
  officials: reports.flatMap((report) => report.officials),
  figures: reports.flatMap((report) => report.figures),
};
const many = reports.length > 1;

const state = {
  report: reports[0],
  row: null,
  span: null,
  table: rows.officials.length || !rows.figures.length ? "officials" : "figures",
  view: many ? "list" : "reading",
  scope: many ? "all" : "one",
  aim: "",
  allArcs: false,
};
let marks = new Map();
let woven = [];

/* The list of reports */

const reportList = new Growing($$("list").querySelector(".scroller"), $$("report-list"), (report) => {
  const facts = [day(report), ...sizes(report)];
  const button = element("button", {
    type: "button", "aria-current": report === state.report && "true",
    onclick: () => { showReport(report); if (state.scope === "one") fillTables(); show("reading"); },
  }, element("b", {}, titleOf(report)), element("small", {}, facts.filter(Boolean).join(" · ")));
  return element("li", {}, button);
});

const sizes = ({ officials, figures }) => [
  counted(officials.length, "chức vụ", "post"), counted(figures.length, "số liệu", "figure"),
];
const titleOf = (report) => report.title ?? report.id;
const day = (report) => (report.day ? period(report.day) : "");

function fillList() {
  const wanted = wordsOf($$("find-report"));
  const found = reports.filter((report) => {
    report.hay ??= folded(`${report.title ?? ""}\n${report.id}\n${report.day ?? ""}`);
    return wanted.every((part) => report.hay.includes(part));
  });
  reportList.show(found);
  reportList.reach(found.indexOf(state.report));
}

const wordsOf = (input) => folded(input.value).split(/\s+/).filter(Boolean);

/* The text */

function showReport(report) {
  state.report = report;
  state.row = state.span = null;
  $$("report-title").textContent = shown(titleOf(report));
  const facts = [report.file ?? (report.title && report.id), day(report), ...sizes(report)];
  $$("report-source").textContent = shown(facts.filter(Boolean).join(" · "));
  const text = report.text ? weave(shown(report.text), stretches(report))
    : element("p", { class: "nothing" }, word("emptyText"));
  $$("text").replaceChildren(text);
  woven = [...$$("text").querySelectorAll("mark")];
  marks = new Map();
  for (const mark of woven) {
    const id = mark.dataset.span;
    if (marks.has(id)) marks.get(id).push(mark);
    else marks.set(id, [mark]);
    mark.tabIndex = -1;
  }
  if (woven.length) woven[0].tabIndex = 0;
  $$("text-scroller").scrollTop = 0;
  for (const button of document.querySelectorAll("#report-list [aria-current]")) button.removeAttribute("aria-current");
  const line = $$("report-list").children[reportList.items.indexOf(report)];
  line?.firstChild.setAttribute?.("aria-current", "true");
  choose(null);
  remember();
}

const idsOf = (row) => [row.name_id, row.title_id, row.body_id, row.owner_id, row.metric_id].filter(Boolean);

/** Show the evidence of a row in the text; null takes back what was shown. */
function choose(row, { keep = false } = {}) {
  if (row && row.report !== state.report) showReport(row.report);
  state.row = row;
  state.span = null;
  const key = row?.evidence && sentenceKey(row.evidence);
  point(row ? idsOf(row) : [], key);
  tables.officials.select(row);
  tables.figures.select(row);
  if (row) {
    fillCard(rowCard(row));
    if (!keep) show("reading");
    const first = $$("text").querySelector(".sentence.on") ?? $$("text").querySelector("mark.on");
    reveal(first);
  } else {
    $$("card").hidden = true;
  }
}

/** Show a span with its relations. */
function chooseSpan(mark) {
  const id = mark.dataset.span;
  state.row = null;
  state.span = id;
  const near = relationsShown().flatMap((relation) => [relation.head, relation.tail]);
  point([id, ...near], null);
  for (const old of woven) old.tabIndex = -1;
  mark.tabIndex = 0;
  for (const [name, table] of Object.entries(tables)) {
    const row = rows[name].find((one) => one.report === state.report && idsOf(one).includes(id));
    table.select(row ?? null, { scroll: wide() });
  }
  fillCard(spanCard(state.report.spans.find((span) => span.id === id)));
}

/** Mark spans and a sentence in the text, and draw what ties them. */
function point(ids, sentence) {
  for (const old of $$("text").querySelectorAll(".on")) old.classList.remove("on");
  for (const id of ids) marks.get(id)?.forEach((mark) => mark.classList.add("on"));
  if (sentence) {
    for (const part of $$("text").querySelectorAll(".sentence")) {
      if (part.dataset.sentence === sentence) part.classList.add("on");
    }
  }
  $$("text").classList.toggle("pointed", Boolean(sentence));
  redraw();
}

function relationsShown() {
  const relations = state.report?.relations ?? [];
  if (state.allArcs) return relations;
  if (state.span) return relations.filter(({ head, tail }) => head === state.span || tail === state.span);
  if (!state.row) return [];
  const ids = new Set(idsOf(state.row));
  return relations.filter(({ head, tail }) => ids.has(head) && ids.has(tail));
}

function redraw() {
  drawArcs($$("arcs"), $$("sheet"), relationsShown(), (id) => marks.get(id)?.[0], !state.allArcs);
}

/** Scroll the text so that an element stands in its upper third. */
function reveal(target) {
  if (!target) return;
  const scroller = $$("text-scroller");
  const box = target.getClientRects()[0];
  if (!box) return;
  const view = scroller.getBoundingClientRect();
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  scroller.scrollTo({ top: scroller.scrollTop + box.top - view.top - view.height * 0.3, behavior: calm ? "auto" : "smooth" });
}

/* What is known of the chosen row or span */

function fillCard({ label, heading, facts }) {
  const list = facts.filter(([, value]) => value !== undefined && value !== "").flatMap(([name, value]) => [
    element("dt", {}, name), element("dd", {}, value),
  ]);
  $$("card").replaceChildren(
    element("div", { class: "card-head" },
      element("strong", {}, element("span", { class: `chip ${label}` }, named("label", label)), ` ${heading}`),
      element("button", { type: "button", class: "quiet narrow-only", onclick: () => show(state.table) }, word("back")),
      element("button", { type: "button", class: "quiet close", "aria-label": word("close"), title: word("close"), onclick: () => choose(null) }, "×")),
    element("dl", {}, ...list));
  $$("card").hidden = false;
}

function rowCard(row) {
  const place = (unit, code, guessed) => [unit, code, guessed && word("inferred")].filter(Boolean).join(" · ");
  const score = [word("score"), row.score === undefined ? "" : percent(row.score)];
  const source = [word("source"), sourceOf(row)];
  if (row.metric !== undefined) {
    return { label: "METRIC", heading: row.metric, facts: [
      [word("indicator"), row.indicator], [word("value"), amount(row)],
      [word("attribute.kind"), row.kind && named("kind", row.kind)], [word("attribute.basis"), row.basis],
      [word("aim"), row.aim && word(row.aim)], [word("period"), period(row.period)],
      [word("owner"), row.owner], [word("ownerUnit"), place(row.owner_unit, row.owner_code, row.owner_inferred)],
      score, source,
    ] };
  }
  const notes = ["deputy", "acting", "former", "standing"].filter((mark) => row[mark]).map((mark) => word(mark));
  return { label: "PERSON", heading: row.name, facts: [
    [word("title"), row.title], [word("body"), row.body], [word("canonical"), row.canonical], [word("gloss"), row.gloss],
    [word("ownerUnit"), place(row.place, row.place_code, row.inferred)], [word("marks"), notes.join(", ")],
    score, source,
  ] };
}

function sourceOf({ report, page, paragraph }) {
  return [titleOf(report), page && `${word("page")} ${page}`, paragraph && `${word("paragraph")} ${paragraph}`, day(report)]
    .filter(Boolean).join(", ");
}

const wordsIn = (span) => {
  const unit = unitOf(state.report);
  return state.report.text.slice(unit(span.start), unit(span.end));
};

function attributeFacts(span) {
  return Object.entries(span.attributes ?? {}).map(([key, value]) => {
    const told = key === "period" ? period(value) : named(key, value);
    return [named("attribute", key), told];
  });
}

function spanCard(span) {
  const ties = state.report.relations.filter(({ head, tail }) => head === span.id || tail === span.id);
  const other = (relation) => state.report.spans.find(({ id }) => id === (relation.head === span.id ? relation.tail : relation.head));
  return { label: span.label, heading: wordsIn(span), facts: [
    ...attributeFacts(span),
    ...ties.slice(0, 12).map((tie) => [
      `${tie.head === span.id ? "→" : "←"} ${named("relation", tie.label)}`, wordsIn(other(tie)),
    ]),
    [word("score"), span.score === undefined ? "" : percent(span.score)],
    [word("source"), span.source && named("origin", span.source)],
  ] };
}

function showTip(mark) {
  const span = state.report.spans.find(({ id }) => id === mark.dataset.span);
  const facts = attributeFacts(span).map(([name, value]) => `${name}: ${value}`);
  const score = span.score === undefined ? [] : [percent(span.score)];
  $$("tip").replaceChildren(
    element("b", {}, [named("label", span.label), ...score].join(" · ")),
    ...facts.map((fact) => element("span", {}, fact)));
  $$("tip").hidden = false;
  const box = mark.getClientRects()[0];
  const tip = $$("tip").getBoundingClientRect();
  $$("tip").style.left = `${Math.max(8, Math.min(box.left, innerWidth - tip.width - 8))}px`;
  const above = box.top - tip.height - 6;
  $$("tip").style.top = `${above > 8 ? above : box.bottom + 6}px`;
  mark.setAttribute("aria-describedby", "tip");
}

function hideTip() {
  $$("tip").hidden = true;
}

/* The tables */

const pick = (row, how) => choose(row, how);
const tables = {
  officials: new Table($$("officials"), officialColumns, "noOfficials", { pick, changed: fillTables }),
  figures: new Table($$("figures"), figureColumns, "noFigures", { pick, changed: fillTables }),
};

function fillTables() {
  const wanted = wordsOf($$("filter"));
  const passes = (row) => (state.table !== "figures" || row.metric === undefined || !state.aim || row.aim === state.aim)
    && wanted.every((part) => haystack(row).includes(part));
  for (const [name, table] of Object.entries(tables)) {
    const all = state.scope === "all" ? rows[name] : state.report?.[name] ?? [];
    table.show(all, passes, many && state.scope === "all");
    $$(`tab-${name}`).querySelector(".count").textContent = number(table.kept.length);
    if (state.row) table.select(state.row);
  }
  const { kept, rows: all } = tables[state.table];
  const rowsWord = counted(all.length, "dòng", "row");
  $$("status").textContent = kept.length === all.length ? rowsWord : `${number(kept.length)} / ${rowsWord}`;
  fillOrder();
}

function fillOrder() {
  const table = tables[state.table];
  const choices = table.columns.filter((column) => column.key !== "evidence")
    .flatMap((column) => ["↑", "↓"].map((arrow) => [`${column.key} ${arrow}`, `${word(column.key)} ${arrow}`]));
  $$("order").replaceChildren(...[["", word("inOrder")], ...choices].map(([value, name]) => element("option", { value }, name)));
  $$("order").value = table.order ? `${table.order} ${table.down ? "↓" : "↑"}` : "";
}

/* The whole */

const wide = () => document.body.dataset.layout === "wide";

/** Turn to a part of the page: the list, the text or one of the tables. */
function show(view) {
  state.view = view;
  if (view in tables) state.table = view;
  document.body.dataset.view = view in tables ? "tables" : view;
  document.body.dataset.table = state.table;
  for (const button of document.querySelectorAll("#views button")) {
    button.toggleAttribute("aria-current", button.dataset.view === view);
  }
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.dataset.table === state.table;
    tab.setAttribute("aria-selected", chosen);
    tab.tabIndex = chosen ? 0 : -1;
  }
  redraw();
}

function turnTo(table) {
  show(table);
  fillTables();
}

function lay() {
  document.body.dataset.layout = innerWidth >= (many ? 1080 : 820) ? "wide" : "narrow";
  redraw();
}

function pressed(group, name, value) {
  for (const button of $$(group).querySelectorAll("button")) {
    button.setAttribute("aria-pressed", button.dataset[name] === value);
  }
}

function fillLegend() {
  const toggle = (name, on, flip, className = "") => element("button", {
    type: "button", class: className, "aria-pressed": String(on),
    onclick: (event) => {
      event.currentTarget.setAttribute("aria-pressed", String(flip()));
      redraw();
    },
  }, name);
  const text = $$("text").classList;
  $$("legend").replaceChildren(
    ...LABELS.map((label) => toggle(named("label", label), !text.contains(`no-${label}`), () => !text.toggle(`no-${label}`), `chip ${label}`)),
    toggle(word("relations"), state.allArcs, () => (state.allArcs = !state.allArcs), "option"),
    toggle(word("tags"), text.contains("tagged"), () => text.toggle("tagged"), "option"));
}

function speak(next) {
  language = next;
  collator = new Intl.Collator(language === "en" ? "en" : "vi", { numeric: true });
  document.documentElement.lang = language;
  for (const node of document.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", word(node.dataset.label));
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = word(node.dataset.placeholder);
  document.title = many || !state.report ? `govner – ${word("tagline")}` : shown(titleOf(state.report));
  pressed("languages", "language", language);
  const sums = many ? [counted(reports.length, "báo cáo", "report")] : [];
  $$("totals").textContent = [...sums, ...sizes(rows)].join(" · ");
  const { row } = state;
  fillLegend();
  fillList();
  fillTables();
  if (state.report) showReport(state.report);
  if (row) choose(row, { keep: true });
}

/* What is chosen is kept in the address: a page opened from a disk may store nothing. */

function remember() {
  const chosen = new URLSearchParams({ lang: language });
  if (many && state.report) chosen.set("report", state.report.id);
  try {
    history.replaceState(null, "", `#${chosen}`);
  } catch {
    // A page without an address of its own, as in a notebook.
  }
}

function recall() {
  const chosen = new URLSearchParams(location.hash.slice(1));
  const lang = chosen.get("lang");
  state.report = reports.find((report) => report.id === chosen.get("report")) ?? state.report;
  speak(lang === "en" || lang === "vi" ? lang : language);
}

function listen() {
  $$("print").addEventListener("click", () => print());
  $$("languages").addEventListener("click", ({ target }) => target.dataset.language && speak(target.dataset.language));
  $$("find-report").addEventListener("input", fillList);
  $$("filter").addEventListener("input", fillTables);
  $$("order").addEventListener("change", ({ target }) => {
    const [key, arrow] = target.value.split(" ");
    Object.assign(tables[state.table], { order: key || null, down: arrow === "↓" });
    fillTables();
  });
  for (const [group, name] of [["aims", "aim"], ["scopes", "scope"]]) {
    pressed(group, name, state[name]);
    $$(group).addEventListener("click", ({ target }) => {
      if (target.dataset[name] === undefined) return;
      state[name] = target.dataset[name];
      pressed(group, name, state[name]);
      fillTables();
    });
  }
  $$("views").addEventListener("click", ({ target }) => target.dataset.view && (target.dataset.view in tables ? turnTo : show)(target.dataset.view));
  const tabs = [...document.querySelectorAll("[role=tab]")];
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener("click", () => turnTo(tab.dataset.table));
    tab.addEventListener("keydown", ({ key }) => {
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      tabs[1 - index].focus();
      tabs[1 - index].click();
    });
  }
  const text = $$("text");
  text.addEventListener("click", ({ target }) => {
    const mark = target.closest("mark");
    if (mark && !String(getSelection())) chooseSpan(mark);
  });
  text.addEventListener("keydown", (event) => {
    const mark = event.target.closest("mark");
    if (!mark) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (event.key === "Enter") chooseSpan(mark);
    else if (step) {
      event.preventDefault();
      const next = woven[woven.indexOf(mark) + step];
      if (!next) return;
      mark.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  });
  const tipped = (event) => {
    const mark = event.target.closest("mark");
    if (mark && event.pointerType !== "touch") showTip(mark);
  };
  text.addEventListener("pointerover", tipped);
  text.addEventListener("focusin", (event) => event.target.matches(":focus-visible") && tipped(event));
  text.addEventListener("pointerout", hideTip);
  text.addEventListener("focusout", hideTip);
  $$("text-scroller").addEventListener("scroll", hideTip, { passive: true });
  addEventListener("keydown", ({ key }) => key === "Escape" && (hideTip(), choose(null)));
  addEventListener("resize", lay);
  addEventListener("hashchange", recall);
  addEventListener("beforeprint", () => Object.values(tables).forEach((table) => table.growing.all()));
  new ResizeObserver(redraw).observe($$("sheet"));
}

$$("app").hidden = false;
document.body.classList.toggle("single", !many);
listen();
lay();
show(state.view);
recall();
atLeisure([...rows.figures, ...rows.officials], haystack);
