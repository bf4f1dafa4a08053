/* Long lists: rows are made when the reader comes near them, and all of them for printing. */

const CHUNK = 100;

/** Fills a parent with the elements that `make` gives for items, a chunk at a time. */
class Growing {
  constructor(scroller, parent, make) {
    Object.assign(this, { parent, make, items: [], made: 0 });
    this.sentinel = element(parent.tagName === "TBODY" ? "tr" : "li", { class: "sentinel", "aria-hidden": true });
    this.watch = new IntersectionObserver((seen) => seen.some((entry) => entry.isIntersecting) && this.grow(), {
      root: scroller, rootMargin: "800px",
    });
  }

  show(items) {
    this.items = items;
    this.made = 0;
    this.parent.replaceChildren(this.sentinel);
    this.grow();
  }

  /** Make rows up to and with the one at an index. */
  reach(index) {
    while (this.made <= index && this.made < this.items.length) this.grow();
  }

  grow(count = CHUNK) {
    const next = this.items.slice(this.made, this.made + count);
    this.sentinel.before(...next.map((item, index) => this.make(item, this.made + index)));
    this.made += next.length;
    // Watching anew makes the observer look again when the sentinel is still near.
    this.watch.unobserve(this.sentinel);
    if (this.made < this.items.length) this.watch.observe(this.sentinel);
  }

  all() {
    this.grow(this.items.length);
  }
}

let collator = new Intl.Collator("vi", { numeric: true });

/** A family name comes first in Vietnamese, and lists go by the given name, which is the last word. */
const byGivenName = (name) => `${name.trim().split(/\s+/).at(-1)} ${name}`;

const officialColumns = [
  {
    key: "name", sort: (row) => byGivenName(row.name), hint: "nameHint",
    cell: (row, all) => [element("button", { type: "button", class: "pick", tabindex: -1 }, row.name),
      all && element("small", { class: "of" }, row.report.title ?? row.report.id)],
  },
  {
    key: "title", sort: (row) => row.title,
    cell: (row) => [row.title ?? "—", fullPost(row) && element("small", {}, fullPost(row))],
  },
  { key: "body", sort: (row) => row.body, cell: (row) => [row.body ?? ""] },
  { key: "place", sort: (row) => row.place, cell: (row) => [row.place ?? "", row.inferred && inferred()] },
  score(),
  evidence(),
];

const figureColumns = [
  {
    key: "owner", sort: (row) => row.owner,
    cell: (row, all) => [
      element("button", { type: "button", class: row.owner ? "pick" : "pick none", tabindex: -1 }, row.owner ?? word("noOwner")),
      row.owner_unit && folded(row.owner_unit) !== folded(row.owner ?? "") && element("small", {}, row.owner_unit),
      all && element("small", { class: "of" }, row.report.title ?? row.report.id)],
  },
  { key: "indicator", sort: (row) => row.indicator, cell: (row) => [row.indicator ?? ""] },
  {
    key: "metric", sort: (row) => row.value,
    cell: (row) => [row.metric, !row.metric.includes(plainAmount(row)) && element("small", {}, amount(row))],
  },
  { key: "period", sort: (row) => row.period, cell: (row) => [period(row.period)] },
  {
    key: "aim", sort: (row) => row.aim && word(row.aim),
    cell: (row) => [row.aim ? element("span", { class: `aim ${row.aim}` }, word(row.aim)) : ""],
  },
  score(),
  evidence(),
];

function fullPost(row) {
  if (language === "en") return row.gloss;
  const plain = [row.title, row.body].filter(Boolean).join(" ");
  return row.canonical && folded(row.canonical) !== folded(plain) ? row.canonical : undefined;
}

function inferred() {
  return element("small", { class: "inferred" }, word("inferred"));
}

function score() {
  return {
    key: "score", number: true, sort: (row) => row.score,
    cell: (row) => [row.score === undefined ? "" : percent(row.score)],
  };
}

function evidence() {
  return { key: "evidence", sort: (row) => row.evidence?.[0], cell: (row) => [evidenceOf(row)] };
}

function evidenceOf(row) {
  if (!row.evidence) return "";
  const unit = unitOf(row.report);
  return row.report.text.slice(unit(row.evidence[0]), unit(row.evidence[1]));
}

const SEARCHED = ["name", "title", "body", "canonical", "gloss", "place", "owner", "owner_unit", "indicator", "metric", "unit",
  "period"];

/** The words that a filter looks in, made once for a row, and once for a sentence that proves many. */
function haystack(row) {
  if (row.hay === undefined) {
    const { report } = row;
    report.proofs ??= new Map();
    const key = String(row.evidence);
    if (!report.proofs.has(key)) report.proofs.set(key, folded([report.id, report.title ?? "", evidenceOf(row)].join("\n")));
    row.hay = `${folded(SEARCHED.map((name) => row[name] ?? "").join("\n"))}\n${report.proofs.get(key)}`;
  }
  return row.hay;
}

/** Do something for each item while the page has nothing else to do. */
function atLeisure(items, work) {
  const wait = window.requestIdleCallback ?? ((call) => setTimeout(() => call({ timeRemaining: () => 5 }), 50));
  let next = 0;
  const some = (deadline) => {
    while (next < items.length && deadline.timeRemaining() > 2) work(items[next++]);
    if (next < items.length) wait(some);
  };
  wait(some);
}

/** One table: columns that sort, rows of which a filter keeps some. */
class Table {
  constructor(panel, columns, emptyWord, { pick, changed }) {
    Object.assign(this, { panel, columns, emptyWord, pick, changed, rows: [], kept: [], order: null, down: false });
    this.head = element("tr");
    this.tbody = element("tbody", { onclick: (event) => this.clicked(event), onkeydown: (event) => this.key(event) });
    this.nothing = element("p", { class: "nothing" });
    this.table = element("table", {}, element("caption"), element("thead", {}, this.head), this.tbody);
    panel.append(this.table, this.nothing);
    this.growing = new Growing(panel, this.tbody, (row, index) => this.line(row, index));
    this.lines = new WeakMap();
  }

  /** Show those of the rows that pass, in the order asked for. */
  show(rows, passes, withReport) {
    this.withReport = withReport;
    this.rows = rows;
    this.kept = rows.filter(passes);
    if (this.order) this.sort();
    this.heading();
    this.table.hidden = !this.kept.length;
    this.nothing.hidden = Boolean(this.kept.length);
    this.nothing.textContent = word(rows.length ? "noMatch" : this.emptyWord);
    this.growing.show(this.kept);
    this.table.setAttribute("aria-rowcount", this.kept.length + 1);
  }

  sort() {
    const value = this.columns.find((column) => column.key === this.order).sort;
    const keyed = this.kept.map((row) => [value(row), row]);
    const missing = (key) => key === undefined || key === "";
    const direction = this.down ? -1 : 1;
    keyed.sort(([a], [b]) => missing(a) - missing(b)
      || direction * (typeof a === "number" ? a - b : missing(a) ? 0 : collator.compare(a, b)));
    this.kept = keyed.map(([, row]) => row);
  }

  /** Sort by a column: up, then down, then as the text has it. */
  turn(key) {
    if (this.order !== key) [this.order, this.down] = [key, false];
    else if (!this.down) this.down = true;
    else [this.order, this.down] = [null, false];
    this.changed();
  }

  heading() {
    this.table.caption.textContent = word(this.panel.id);
    const focused = document.activeElement?.dataset?.column;
    this.head.replaceChildren(...this.columns.map((column) => {
      const state = this.order !== column.key ? "none" : this.down ? "descending" : "ascending";
      return element("th", { scope: "col", "aria-sort": state, class: `c-${column.key}` },
        element("button", {
          type: "button", "data-column": column.key, title: column.hint && word(column.hint), onclick: () => this.turn(column.key),
        }, word(column.key)));
    }));
    this.head.querySelector(`[data-column="${focused}"]`)?.focus();
  }

  line(row, index) {
    const cells = this.columns.map((column) => element("td", {
      class: column.number ? `c-${column.key} number` : `c-${column.key}`, "data-name": word(column.key),
    }, ...column.cell(row, this.withReport).filter(Boolean)));
    const made = element("tr", {}, ...cells);
    made.row = row;
    this.lines.set(row, made);
    if (index === 0) made.querySelector(".pick").tabIndex = 0;
    if (row === this.current) this.mark(made);
    return made;
  }

  mark(line) {
    line.setAttribute("aria-current", "true");
    line.querySelector(".pick").tabIndex = 0;
  }

  /** Make a row the current one, without a click on it. */
  select(row, { scroll = false } = {}) {
    for (const line of this.tbody.querySelectorAll("[aria-current]")) line.removeAttribute("aria-current");
    this.current = row;
    if (!row) return;
    const index = this.kept.indexOf(row);
    // A row far down is not made for this alone; it is marked when it is.
    if (scroll && index < this.growing.made + 3 * CHUNK) this.growing.reach(index);
    const line = this.lines.get(row);
    if (!line?.isConnected) return;
    this.mark(line);
    if (scroll) line.scrollIntoView({ block: "nearest" });
  }

  clicked(event) {
    const line = event.target.closest("tr");
    // Words that a reader is selecting to copy are not a click.
    if (line?.row && !String(getSelection())) this.pick(line.row);
  }

  key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const line = event.target.closest("tr");
    if (!step || !line?.row) return;
    event.preventDefault();
    const row = this.kept[this.kept.indexOf(line.row) + step];
    if (!row) return;
    this.growing.reach(this.kept.indexOf(row));
    this.pick(row, { keep: true });
    this.lines.get(row).querySelector(".pick").focus();
  }
}
