"use strict";
/* The page's own words, [Vietnamese, English], and values as each language writes them. */

const WORDS = new Map(Object.entries({
  tagline: ["Cán bộ và chỉ tiêu trong báo cáo", "Officials and figures in reports"],
  language: ["Ngôn ngữ", "Language"],
  print: ["In trang", "Print"],
  views: ["Các phần của trang", "Parts of the page"],
  reports: ["Báo cáo", "Reports"],
  findReport: ["Tìm báo cáo", "Find a report"],
  noReport: ["Không có báo cáo nào", "No reports"],
  text: ["Văn bản", "Text"],
  emptyText: ["Báo cáo này không có chữ nào.", "This report has no text."],
  legend: ["Chú giải: bấm để ẩn hoặc hiện", "Legend: press to hide or show"],
  tables: ["Các bảng", "Tables"],
  officials: ["Cán bộ & chức vụ", "Officials & posts"],
  figures: ["Chỉ tiêu & kết quả", "Targets & results"],
  officialsShort: ["Cán bộ", "Officials"],
  figuresShort: ["Chỉ tiêu", "Figures"],
  filter: ["Lọc (không cần gõ dấu)", "Filter (accents optional)"],
  order: ["Sắp xếp", "Sort"],
  inOrder: ["Theo thứ tự trong văn bản", "In the order of the text"],
  anyAim: ["Tất cả", "All"],
  scope: ["Phạm vi", "Scope"],
  allReports: ["Mọi báo cáo", "All reports"],
  thisReport: ["Báo cáo này", "This report"],
  noRows: ["Không có dòng nào", "No rows"],
  noOfficials: ["Không tìm thấy cán bộ nào trong văn bản.", "No officials were found in the text."],
  noFigures: ["Không tìm thấy chỉ tiêu nào trong văn bản.", "No figures were found in the text."],
  noMatch: ["Không có dòng nào khớp với bộ lọc.", "No row matches the filter."],
  close: ["Đóng", "Close"],
  back: ["Về bảng", "Back to the table"],
  relations: ["Quan hệ", "Relations"],
  tags: ["Nhãn", "Labels"],

  name: ["Họ và tên", "Name"],
  nameHint: ["Xếp theo tên, rồi đến họ", "Sorted by given name, then family name"],
  title: ["Chức vụ", "Post"],
  body: ["Cơ quan", "Body"],
  place: ["Địa bàn", "Place"],
  canonical: ["Chức vụ đầy đủ", "Post in full"],
  gloss: ["Tiếng Anh", "In English"],
  marks: ["Ghi chú", "Notes"],
  deputy: ["cấp phó", "deputy"],
  acting: ["quyền", "acting"],
  former: ["nguyên", "former"],
  standing: ["thường trực", "standing"],
  owner: ["Địa phương, đơn vị", "Place or body"],
  ownerUnit: ["Đơn vị hành chính", "Administrative unit"],
  indicator: ["Chỉ tiêu", "Indicator"],
  metric: ["Số liệu", "Figure"],
  value: ["Giá trị", "Value"],
  period: ["Kỳ", "Period"],
  aim: ["Loại", "Aim"],
  result: ["Kết quả", "Result"],
  target: ["Mục tiêu", "Target"],
  score: ["Tin cậy", "Confidence"],
  evidence: ["Câu dẫn chứng", "Evidence"],
  source: ["Nguồn", "Source"],
  inferred: ["suy từ văn cảnh", "inferred from context"],
  noOwner: ["chưa rõ đơn vị", "no unit named"],
  rank: ["thứ", "rank"],
  million: ["triệu", "million"],
  billion: ["tỷ", "billion"],
  "unit.VND": ["đồng", "VND"],
  average: ["BQ", "avg"],
  page: ["trang", "page"],
  paragraph: ["đoạn", "paragraph"],

  "label.PERSON": ["Người", "Person"],
  "label.TITLE": ["Chức vụ", "Post"],
  "label.ORG": ["Cơ quan", "Body"],
  "label.LOC": ["Địa danh", "Place"],
  "label.METRIC": ["Số liệu", "Figure"],
  "relation.HOLDS_POSITION": ["giữ chức vụ", "holds"],
  "relation.POSITION_AT": ["tại", "at"],
  "relation.HAS_RESULT": ["kết quả", "result"],
  "relation.HAS_TARGET": ["mục tiêu", "target"],
  "attribute.kind": ["Loại số", "Kind"],
  "attribute.value": ["Giá trị", "Value"],
  "attribute.value_max": ["Đến", "Up to"],
  "attribute.total": ["Trên tổng số", "Out of"],
  "attribute.unit": ["Đơn vị tính", "Unit"],
  "attribute.per": ["Tính trên", "Per"],
  "attribute.qualifier": ["Mức", "Qualifier"],
  "attribute.direction": ["Chiều hướng", "Direction"],
  "attribute.basis": ["So với", "Basis"],
  "attribute.indicator": ["Chỉ tiêu", "Indicator"],
  "attribute.period": ["Kỳ", "Period"],
  "kind.amount": ["số tiền", "amount of money"],
  "kind.quantity": ["số đo", "quantity"],
  "kind.count": ["số đếm", "count"],
  "kind.percent": ["tỷ lệ", "percentage"],
  "kind.fraction": ["số đạt trên tổng số", "part of a total"],
  "kind.rank": ["thứ hạng", "rank"],
  "kind.standard": ["tiêu chuẩn", "standard"],
  "qualifier.at_least": ["ít nhất", "at least"],
  "qualifier.at_most": ["nhiều nhất", "at most"],
  "qualifier.more_than": ["hơn", "more than"],
  "qualifier.less_than": ["dưới", "less than"],
  "qualifier.about": ["khoảng", "about"],
  "qualifier.average": ["bình quân", "on average"],
  "qualifier.additional": ["thêm", "additional"],
  "direction.increase": ["tăng", "increase"],
  "direction.decrease": ["giảm", "decrease"],
  "origin.model": ["mô hình", "model"],
  "origin.rule": ["quy tắc", "rule"],
}));

const LABELS = ["PERSON", "TITLE", "ORG", "LOC", "METRIC"];
const SIGNS = new Map(Object.entries({
  at_least: "≥ ", at_most: "≤ ", more_than: "> ", less_than: "< ", about: "≈ ", additional: "+ ",
  increase: "↑ ", decrease: "↓ ",
}));

let language = document.documentElement.lang === "en" ? "en" : "vi";

/** A word of the page; what has none is its own word. */
const word = (key, fallback = key) => WORDS.get(key)?.[language === "en" ? 1 : 0] ?? fallback;
const named = (family, key) => word(`${family}.${key}`, key);
const locale = () => (language === "en" ? "en-GB" : "vi-VN");

/** "1 report", "3 reports", "3 báo cáo". */
function counted(count, vietnamese, english) {
  return `${number(count)} ${language === "en" ? english + (count === 1 ? "" : "s") : vietnamese}`;
}

const formats = new Map();

/** A number format of the language, made once. */
function format(options) {
  const key = `${locale()} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(locale(), options));
  return formats.get(key);
}

function number(value) {
  const notation = Math.abs(value) >= 1e15 ? "scientific" : "standard";
  return format({ maximumFractionDigits: 6, notation }).format(value);
}

const percent = (share) => format({ style: "percent" }).format(share);

/** The value of a figure in one line: "≥ 6 sản phẩm", "17/19 tiêu chí", "2–3%", "31,45 tỷ đồng". */
function amount(row) {
  if (row.value === undefined) return "";
  const rank = row.kind === "rank" ? `${word("rank")} ` : "";
  const average = row.qualifier === "average" ? `${word("average")} ` : "";
  return (SIGNS.get(row.direction) ?? "") + (SIGNS.get(row.qualifier) ?? "") + average + rank + plainAmount(row);
}

/** The same without what stands before the number. */
function plainAmount(row) {
  if (row.value === undefined) return "";
  const [scale, scaleWord] = row.kind === "amount" ? scaleOf(row.value_max ?? row.value) : [1, ""];
  const range = row.value_max === undefined ? "" : `–${number(row.value_max / scale)}`;
  const total = row.total === undefined ? "" : `/${number(row.total / scale)}`;
  const unit = row.unit === "%" ? "%" : row.unit ? ` ${named("unit", row.unit)}` : "";
  const per = row.per ? `/${row.per}` : "";
  return number(row.value / scale) + range + total + scaleWord + unit + per;
}

/** Money is read in millions and billions. */
function scaleOf(value) {
  if (Math.abs(value) >= 1e9) return [1e9, ` ${word("billion")}`];
  return Math.abs(value) >= 1e6 ? [1e6, ` ${word("million")}`] : [1, ""];
}

/** A day, month, year or interval in ISO 8601 as people write it: 2024-01/2024-09 is 01–09/2024. */
function period(iso) {
  const [from, to] = (iso ?? "").split("/");
  if (to === undefined) return moment(from);
  const months = language === "vi" && /^(\d{4})-(\d\d)\/\1-(\d\d)$/.exec(iso);
  if (months) return `${months[2]}\u2060–\u2060${months[3]}/${months[1]}`;
  return [from, to].map(moment).join(from.length > 4 ? " – " : "–");
}

function moment(iso) {
  const [year, month, day] = iso.split("-");
  if (!/^\d{4}(-\d{2}){0,2}$/.test(iso)) return iso;
  if (language === "vi") return [day, month, year].filter(Boolean).join("/");
  const style = { year: "numeric", month: month && "short", day: day && "numeric", timeZone: "UTC" };
  const date = new Date(iso);
  return Number.isNaN(date.valueOf()) ? iso : new Intl.DateTimeFormat("en-GB", style).format(date);
}

/** What a filter compares: small letters without diacritics. */
function folded(words) {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("đ", "d");
}

/** The same number of UTF-16 units, with nothing in them that hides, reorders or breaks words. */
function shown(words) {
  return words
    .replace(/\r(?!\n)/g, "\n")
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f]/g, (mark) => String.fromCharCode(0x2400 + mark.charCodeAt(0)))
    .replace(/[\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}
