/* Arcs from head to tail: over the line where both stand on one, else by way of the left margin. */

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 40;
const LANE = 6;

function drawn(tag, attributes, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Where the first line of a span is, from the upper left corner of the sheet; null where the span is not shown. */
function placeOf(mark, sheet) {
  const box = mark?.getClientRects()[0];
  if (!box || !box.width) return null;
  const origin = sheet.getBoundingClientRect();
  return { left: box.left - origin.left, right: box.right - origin.left, top: box.top - origin.top, height: box.height };
}

/** A line through points, its corners rounded. */
function rounded(points) {
  let path = `M${points[0].join(" ")}`;
  for (let i = 1; i < points.length - 1; i++) {
    const [[ax, ay], [x, y], [bx, by]] = [points[i - 1], points[i], points[i + 1]];
    const turn = Math.min(5, Math.hypot(x - ax, y - ay) / 2, Math.hypot(bx - x, by - y) / 2);
    const near = (px, py) => {
      const length = Math.hypot(px - x, py - y) || 1;
      return `${x + ((px - x) / length) * turn} ${y + ((py - y) / length) * turn}`;
    };
    path += `L${near(ax, ay)}Q${x} ${y} ${near(bx, by)}`;
  }
  return `${path}L${points[points.length - 1].join(" ")}`;
}

/** Draw relations; `wordy` ones carry their name. `markOf` gives the first element of a span. */
function drawArcs(svg, sheet, relations, markOf, wordy) {
  svg.replaceChildren();
  const lanes = new Map();
  const arrivals = new Map();
  const spread = (id) => {
    const count = arrivals.get(id) ?? 0;
    arrivals.set(id, count + 1);
    return (count % 2 ? 1 : -1) * Math.ceil(count / 2) * LANE;
  };
  for (const relation of relations) {
    const head = placeOf(markOf(relation.head), sheet);
    const tail = placeOf(markOf(relation.tail), sheet);
    if (!head || !tail) continue;
    const within = (place, x) => Math.min(Math.max(x, place.left + 3), place.right - 3);
    // The arcs from one head run together until they part.
    if (!lanes.has(relation.head)) lanes.set(relation.head, lanes.size);
    const lane = lanes.get(relation.head);
    const from = (head.left + head.right) / 2;
    const to = within(tail, (tail.left + tail.right) / 2 + spread(relation.tail));
    const sameLine = Math.abs(head.top - tail.top) < head.height / 2;
    const lift = 4.5 + (lane % 3) * 1.5;
    const side = MARGIN - 10 - (lane % 6) * 5;
    const level = tail.top - lift;
    const points = sameLine
      ? [[from, head.top], [from, level], [to, level], [to, tail.top - 2]]
      : [[from, head.top], [from, head.top - lift], [side, head.top - lift], [side, level], [to, level], [to, tail.top - 2]];
    const group = drawn("g", { class: `arc ${relation.label}` });
    group.append(
      drawn("path", { class: "way", d: rounded(points) }),
      drawn("path", { class: "tip", d: `M${to - 3.5} ${tail.top - 5}L${to + 3.5} ${tail.top - 5}L${to} ${tail.top}Z` }),
      drawn("circle", { class: "tip", cx: from, cy: head.top, r: 2 }),
    );
    const before = sameLine ? Math.min(from, to) : side;
    const room = sameLine ? Math.abs(to - from) : to - side;
    if (wordy && room > 84) {
      const x = sameLine ? before + room / 2 : Math.max(to - 44, side + 40);
      group.append(drawn("text", { x, y: level + 3, "text-anchor": "middle" }, named("relation", relation.label)));
    }
    svg.append(group);
  }
}
