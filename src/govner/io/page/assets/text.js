/* The text of a report with its spans and the sentences of its rows as nested elements. */

/** An element with text and other nodes in it; nothing that a report says is ever read as HTML. */
function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter(Boolean).map((child) => (typeof child === "string" ? shown(child) : child)));
  return made;
}

/** Offsets of reports count code points, those of JavaScript UTF-16 units. */
function unitsOf(text) {
  if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) return (offset) => offset;
  const units = [0];
  for (const char of text) units.push(units[units.length - 1] + char.length);
  return (offset) => units[Math.min(offset, units.length - 1)];
}

/** The same for a report, made once. */
const unitOf = (report) => (report.unit ??= unitsOf(report.text));

const sentenceKey = ([start, end]) => `${start}-${end}`;

/** Everything in a report that is a stretch of its text: [start, end) in UTF-16 units and how to open its element. */
function stretches(report) {
  const unit = unitOf(report);
  const sentences = new Map();
  for (const row of [...report.officials, ...report.figures]) {
    if (row.evidence) sentences.set(sentenceKey(row.evidence), row.evidence);
  }
  const all = [...sentences].map(([key, [start, end]]) => ({
    start: unit(start), end: unit(end), rank: 0,
    open: () => element("span", { class: "sentence", "data-sentence": key }),
  }));
  for (const span of report.spans) {
    all.push({
      start: unit(span.start), end: unit(span.end), rank: 1,
      open: () => element("mark", { class: span.label, "data-span": span.id, "data-tag": named("label", span.label) }),
    });
  }
  return all.sort((a, b) => a.start - b.start || b.end - a.end || a.rank - b.rank);
}

const DEEPEST = 24;

/**
 * Nest stretches into elements. Where two cross, the one that ends later is closed at the end of the other and opened
 * again behind it. Stretches deeper than DEEPEST are left out: no report has them, and browsers fail on deep trees.
 */
function weave(text, ordered) {
  const root = document.createDocumentFragment();
  const open = [];
  let at = 0;
  const write = (to) => {
    if (to > at) (open.at(-1)?.node ?? root).append(text.slice(at, to));
    at = Math.max(at, to);
  };
  const push = (stretch) => {
    const node = stretch.open();
    (open.at(-1)?.node ?? root).append(node);
    open.push({ stretch, node });
  };
  const closeUpTo = (to) => {
    while (open.length) {
      const end = Math.min(...open.map((layer) => layer.stretch.end));
      if (end > to) return;
      write(end);
      const again = [];
      while (open.some((layer) => layer.stretch.end === end)) {
        const { stretch } = open.pop();
        if (stretch.end > end) again.unshift(stretch);
      }
      again.forEach(push);
    }
  };
  for (const stretch of ordered) {
    closeUpTo(stretch.start);
    write(stretch.start);
    if (open.length < DEEPEST) push(stretch);
  }
  closeUpTo(text.length);
  write(text.length);
  return root;
}
