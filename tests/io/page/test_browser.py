"""The page as a reader uses it, in headless Chromium."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

import pytest

import govner
from govner.schema import Official, Report, Span

from .conftest import Open
from .samples import TEXT, figure, hostile, sample, span

PHONE = (375, 740)


def texts(page: Any, selector: str) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def column(page: Any, table: str, name: str) -> list[str]:
    return texts(page, f"#{table} tbody td.c-{name}")


def marked(page: Any) -> list[str]:
    return texts(page, "#text mark.on")


def sideways(page: Any) -> int:
    """How many pixels the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def figures_of(*rows: tuple[str, float | None]) -> Report:
    """A report with a figure for each pair of an owner and a value."""
    text = "\n".join(f"{owner}: {value} hộ" for owner, value in rows)
    spans, figures, at = [], [], 0
    for number, (owner, value) in enumerate(rows):
        place = Span(f"L{number}", at, at + len(owner), "LOC", owner)
        line = f"{owner}: {value} hộ"
        metric = Span(f"M{number}", at + len(owner) + 2, at + len(line), "METRIC", line[len(owner) + 2 :])
        spans += [place, metric]
        figures.append(figure(metric, place, line, value=value))
        at += len(line) + 1
    return Report("hộ.txt", text, spans=tuple(spans), figures=tuple(figures), officials=())


def test_the_text_is_shown_to_the_letter_with_its_spans(open_page: Open) -> None:
    page = open_page([sample()])
    assert page.locator("#text").text_content() == TEXT
    assert texts(page, "#text mark.PERSON") == ["Lò Thị Thẩm", "Vừ A Ánh"]
    assert texts(page, "#text mark.METRIC") == ["17/19 tiêu chí", "9 hộ nghèo"]
    assert page.title() == "bac-ha.txt"


def test_labels_differ_in_more_than_colour(open_page: Open) -> None:
    page = open_page([sample()])
    style = "e => [getComputedStyle(e).textDecorationStyle, getComputedStyle(e).textDecorationThickness].join(' ')"
    lines = {page.locator(f"#text mark.{label}").first.evaluate(style) for label in govner.schema.LABELS}
    assert len(lines) == 5


def test_a_click_on_a_row_shows_its_evidence(open_page: Open) -> None:
    page = open_page([sample()])
    page.click("#officials tbody tr >> nth=0")
    assert texts(page, "#text .sentence.on") == [TEXT[: TEXT.index(" Cùng")]]
    assert marked(page) == ["Lò Thị Thẩm", "Chủ tịch", "UBND huyện Bắc Hà"]
    assert page.locator("#arcs .arc").count() == 2
    assert "Chairman of the District" in page.inner_text("#card")
    assert page.get_attribute("#officials tbody tr >> nth=0", "aria-current") == "true"
    page.click("#tab-figures")
    page.click("#figures tbody tr >> nth=1")
    assert texts(page, "#text .sentence.on") == ["Xã Tà Chải phấn đấu còn 9 hộ nghèo."]
    assert page.locator("#arcs .arc.HAS_TARGET").count() == page.locator("#arcs .arc").count() == 1
    page.keyboard.press("Escape")
    assert marked(page) == []
    assert page.locator("#card").is_hidden()


def test_the_evidence_is_scrolled_to(open_page: Open) -> None:
    page = open_page([sample(text=f"{TEXT}\n" + "Đoạn khác.\n" * 400)])
    page.evaluate("document.getElementById('text-scroller').scrollTop = 1e6")
    page.click("#officials tbody tr >> nth=1")
    box = page.locator(".sentence.on").bounding_box()
    assert 0 < box["y"] < 500


def test_a_click_on_a_span_shows_what_it_is_tied_to(open_page: Open) -> None:
    page = open_page([sample()])
    page.click("#text mark.TITLE")
    assert marked(page) == ["Lò Thị Thẩm", "Chủ tịch", "UBND huyện Bắc Hà"]
    assert texts(page, "#card dd")[:2] == ["Lò Thị Thẩm", "UBND huyện Bắc Hà"]
    assert texts(page, "#officials tr[aria-current] .pick") == ["Lò Thị Thẩm"]


def test_all_arcs_can_be_drawn(open_page: Open) -> None:
    page = open_page([sample()])
    assert page.locator("#arcs .arc").count() == 0
    page.click("#legend button:text-is('Quan hệ')")
    assert page.locator("#arcs .arc").count() == 4


def test_a_label_can_be_put_out(open_page: Open) -> None:
    page = open_page([sample()])
    colour = "e => getComputedStyle(e).backgroundColor"
    before = page.locator("mark.PERSON").first.evaluate(colour)
    page.click("#legend .PERSON")
    assert page.locator("mark.PERSON").first.evaluate(colour) != before
    assert page.get_attribute("#legend .PERSON", "aria-pressed") == "false"


def test_hovering_tells_the_attributes(open_page: Open) -> None:
    report = sample()
    metric = dataclasses.replace(report.spans[5], attributes={"kind": "fraction", "total": "19", "own": "x"})
    page = open_page([dataclasses.replace(report, spans=(*report.spans[:5], metric, *report.spans[6:]))])
    page.hover("#text mark.METRIC >> nth=0")
    assert texts(page, "#tip") == ["Số liệu · 90% Loại số: số đạt trên tổng số Trên tổng số: 19 own: x"]
    page.hover("h1")
    assert page.locator("#tip").is_hidden()


@pytest.mark.parametrize("typed", ["tham", "THẨM", "lo thi", "chu tich huyen", unicodedata.normalize("NFD", "Thẩm")])
def test_the_filter_needs_no_diacritics(open_page: Open, typed: str) -> None:
    page = open_page([sample()])
    page.fill("#filter", typed)
    assert texts(page, "#officials .pick") == ["Lò Thị Thẩm"]
    assert page.inner_text("#status") == "1 / 2 dòng"


def test_the_filter_finds_d_with_a_stroke_and_says_when_nothing_fits(open_page: Open) -> None:
    page = open_page([figures_of(("Đồng Văn", 1), ("Bắc Mê", 2))])
    page.fill("#filter", "dong")
    assert column(page, "figures", "owner") == ["Đồng Văn"]
    page.fill("#filter", "không có")
    assert page.inner_text("#figures .nothing") == "Không có dòng nào khớp với bộ lọc."


def test_figures_are_filtered_by_their_aim(open_page: Open) -> None:
    page = open_page([sample()])
    page.click("#tab-figures")
    page.click("#aims [data-aim=target]")
    assert column(page, "figures", "metric") == ["9 hộ nghèo"]


def test_names_sort_as_vietnamese_does(open_page: Open) -> None:
    page = open_page([figures_of(("Đông", 1), ("Dương", 2), ("Ý", 3), ("An", 4), ("Ân", 5), ("Ăn", 6), ("Xá", 7))])
    page.click("#figures [data-column=owner]")
    assert column(page, "figures", "owner") == ["An", "Ăn", "Ân", "Dương", "Đông", "Xá", "Ý"]
    assert page.get_attribute("#figures th.c-owner", "aria-sort") == "ascending"
    page.click("#figures [data-column=owner]")
    assert column(page, "figures", "owner")[0] == "Ý"
    page.click("#figures [data-column=owner]")
    assert column(page, "figures", "owner")[0] == "Đông"


def test_figures_sort_as_numbers_and_those_without_one_come_last(open_page: Open) -> None:
    page = open_page([figures_of(("A", 100), ("B", 9), ("C", None), ("D", -2.5), ("E", 1_000_000))])
    page.click("#figures [data-column=metric]")
    assert column(page, "figures", "owner") == ["D", "B", "A", "E", "C"]
    page.click("#figures [data-column=metric]")
    assert column(page, "figures", "owner") == ["E", "A", "B", "D", "C"]


def test_people_sort_by_given_name(open_page: Open) -> None:
    names = ("Trần Văn An", "Lê Thị Bình", "Bùi Đức An")
    text = ", ".join(names)
    spans = tuple(span(text, f"T{n}", name, "PERSON") for n, name in enumerate(names))
    officials = tuple(Official(one.text, (one.id,), ()) for one in spans)
    page = open_page([Report("a", text, spans=spans, officials=officials)])
    page.click("#officials [data-column=name]")
    assert texts(page, "#officials .pick") == ["Bùi Đức An", "Trần Văn An", "Lê Thị Bình"]


def test_the_language_is_switched_and_kept_in_the_address(open_page: Open) -> None:
    page = open_page([sample()])
    assert texts(page, ".tabs button") == ["Cán bộ & chức vụ 2", "Chỉ tiêu & kết quả 2"]
    page.click("[data-language=en]")
    assert texts(page, ".tabs button") == ["Officials & posts 2", "Targets & results 2"]
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    assert texts(page, ".tabs button")[0] == "Officials & posts 2"
    assert "Chairman of the District People's Committee" in page.inner_text("#officials")
    # Every word of the page is in both languages.
    assert page.evaluate("[...WORDS.values()].every((pair) => pair.length === 2 && pair.every(Boolean))")


def test_money_and_periods_are_written_as_the_language_does(open_page: Open) -> None:
    text = "Thu 1.250 triệu đồng."
    metric = span(text, "T1", "1.250 triệu đồng", "METRIC")
    values = {
        "kind": "amount",
        "value": 1_250_000_000,
        "unit": "VND",
        "qualifier": "about",
        "period": "2024-01/2024-09",
    }
    page = open_page([Report("a", text, spans=(metric,), figures=(figure(metric, None, text, **values),))])
    assert column(page, "figures", "metric") == ["1.250 triệu đồng ≈ 1,25 tỷ đồng"]
    assert column(page, "figures", "period")[0].replace("\u2060", "") == "01–09/2024"
    page.click("[data-language=en]")
    assert column(page, "figures", "metric") == ["1.250 triệu đồng ≈ 1.25 billion VND"]
    assert column(page, "figures", "period") == ["Jan 2024 – Sept 2024"]


def test_rows_and_spans_are_reached_by_keyboard(open_page: Open) -> None:
    page = open_page([sample()])
    page.focus("#officials .pick >> nth=0")
    page.keyboard.press("Enter")
    assert page.inner_text("#card strong").endswith("Lò Thị Thẩm")
    page.keyboard.press("ArrowDown")
    assert page.inner_text("#card strong").endswith("Vừ A Ánh")
    page.focus("#tab-officials")
    page.keyboard.press("ArrowRight")
    assert page.locator("#figures").is_visible()
    page.focus("#text mark >> nth=0")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.inner_text("#card strong").endswith("Chủ tịch")


def test_offsets_are_code_points_beyond_the_first_plane_too(open_page: Open) -> None:
    text = f"😀 𠀀 {TEXT}"
    page = open_page([sample(text=text)])
    assert page.locator("#text").text_content() == text
    assert texts(page, "#text mark.METRIC") == ["17/19 tiêu chí", "9 hộ nghèo"]
    page.click("#officials tbody tr >> nth=1")
    assert texts(page, "#text .sentence.on") == ["Cùng dự có ông Vừ A Ánh."]


def test_decomposed_letters_and_line_ends_of_other_systems(open_page: Open) -> None:
    text = unicodedata.normalize("NFD", "Ông Vừ Á họp.\r\nXã Tà Chải\rcó 9 hộ.")
    person = span(text, "T1", unicodedata.normalize("NFD", "Vừ Á"), "PERSON")
    metric = span(text, "T2", unicodedata.normalize("NFD", "9 hộ"), "METRIC")
    page = open_page([Report("a", text, spans=(person, metric))])
    assert page.locator("#text").text_content() == text.replace("\rc", "\nc")
    assert [text.encode() for text in page.locator("#text mark").all_text_contents()] == [
        span.text.encode() for span in (person, metric)
    ]


def test_crossing_nested_and_equal_spans_all_show(open_page: Open) -> None:
    text = "0123456789" * 3
    bounds = {"A": (2, 12), "B": (8, 20), "C": (3, 5), "D": (3, 5), "E": (0, 30), "F": (19, 30)}
    spans = tuple(Span(name, start, end, "ORG", text[start:end]) for name, (start, end) in bounds.items())
    page = open_page([Report("a", text, spans=spans)])
    assert page.locator("#text").text_content() == text
    shown = page.evaluate(
        "Object.fromEntries([...marks].map(([id, parts]) => [id, parts.map((part) => part.textContent).join('')]))"
    )
    assert shown == {name: text[start:end] for name, (start, end) in bounds.items()}


def test_thousands_of_nested_spans_do_no_harm(open_page: Open) -> None:
    text = "x" * 4000
    spans = tuple(Span(str(n), n, 4000 - n, "ORG", text[n : 4000 - n]) for n in range(1990))
    page = open_page([Report("a", text, spans=spans)])
    assert page.locator("#text").text_content() == text


@pytest.mark.parametrize("text", ["", " \n", "Họp."])
def test_reports_without_spans(open_page: Open, text: str) -> None:
    page = open_page([Report("trống.txt", text)])
    assert page.locator("#text mark").count() == 0
    assert page.inner_text("#officials .nothing") == "Không tìm thấy cán bộ nào trong văn bản."


def test_a_page_without_reports_opens(open_page: Open) -> None:
    assert open_page([]).inner_text("#totals") == "0 chức vụ · 0 số liệu"


def test_a_very_long_line_stays_in_the_window(open_page: Open) -> None:
    text = f"{TEXT} {'https://' + 'x' * 20_000} " + "chữ " * 20_000
    for size in ((1280, 800), PHONE):
        page = open_page([sample(text=text, report_id="y" * 300)], size=size)
        assert sideways(page) <= 0
        box = page.locator("#text-scroller")
        assert box.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_hostile_report_runs_nothing(open_page: Open) -> None:
    page = open_page([hostile(), sample()])
    page.click("#report-list button >> nth=0")
    page.click("#tab-figures")
    page.click("#figures tbody tr >> nth=0")
    page.hover("#text mark.METRIC >> nth=0")
    page.click("#text mark.METRIC >> nth=0")
    page.fill("#filter", "<script>")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img").count() == 0
    shown = page.locator("#text").text_content()
    assert "</script><script>window.hacked = 1</script>" in shown
    assert "␛[31mđỏ" in shown
    assert not set("\u202e\u202c\x1b\x00") & set(page.evaluate("document.querySelector('main').textContent"))


def test_on_a_phone_one_part_shows_at_a_time(open_page: Open) -> None:
    page = open_page([sample("a"), sample("b")], size=PHONE, has_touch=True)
    parts = {"list": "#list", "reading": "#reading", "officials": "#officials", "figures": "#figures"}
    for view, shown in parts.items():
        page.click(f"#views [data-view={view}]")
        assert sideways(page) <= 0
        assert page.locator(shown).is_visible()
    page.click("#figures tbody tr >> nth=3")
    assert page.locator(".sentence.on").is_visible()
    assert page.inner_text("#report-title") == "b"
    page.click("text=Về bảng")
    assert page.locator("#figures").is_visible()
    wide = "e => [...e.querySelectorAll('tbody *')].every(one => one.getBoundingClientRect().right <= innerWidth)"
    assert page.locator("#figures").evaluate(wide)
    page.select_option("#order", "metric ↓")
    assert column(page, "figures", "metric") == ["17/19 tiêu chí", "17/19 tiêu chí", "9 hộ nghèo", "9 hộ nghèo"]


def test_two_thousand_reports_stay_quick(open_page: Open) -> None:
    page = open_page(sample(f"báo-cáo-{number:04}") for number in range(2000))
    assert page.inner_text("#totals") == "2.000 báo cáo · 4.000 chức vụ · 4.000 số liệu"
    assert page.locator("#figures tbody tr").count() < 300
    page.click("#tab-figures")
    page.fill("#filter", "bao-cao-1234 ta chai")
    assert column(page, "figures", "metric") == ["17/19 tiêu chí", "9 hộ nghèo"]
    page.click("#figures tbody tr >> nth=1")
    assert page.inner_text("#report-title") == "báo-cáo-1234"
    assert page.locator("#report-list [aria-current]").count() <= 1
    page.fill("#filter", "")
    for _ in range(4):
        page.locator("#figures").evaluate("e => e.scrollTop = e.scrollHeight")
        page.wait_for_timeout(100)
    assert page.locator("#figures tbody tr").count() > 300
    assert (
        page.evaluate("(() => { const from = performance.now(); fillTables(); return performance.now() - from; })()")
        < 5000
    )


def test_the_list_of_reports_is_searched_and_the_choice_kept_in_the_address(open_page: Open) -> None:
    page = open_page([sample("Bắc Hà"), sample("Mù Cang Chải"), sample("Văn Bàn")])
    page.fill("#find-report", "cang")
    assert texts(page, "#report-list b") == ["Mù Cang Chải"]
    page.click("#report-list button")
    page.click("#scopes [data-scope=one]")
    assert page.inner_text("#status") == "2 dòng"
    page.reload()
    assert page.inner_text("#report-title") == "Mù Cang Chải"


def test_print_has_text_and_every_row_and_no_controls(open_page: Open) -> None:
    page = open_page([figures_of(*((f"Xã {number}", number) for number in range(350)))])
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#figures td.c-evidence").count() == 350
    assert page.locator("#figures td.c-evidence >> nth=349").is_visible()
    assert page.locator("#text").is_visible()
    for control in ("#filter", "#languages", ".tabs", "#print"):
        assert page.locator(control).is_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_without_script_the_tables_are_plain(open_page: Open) -> None:
    page = open_page([sample()], java_script_enabled=False)
    assert page.locator("#app").is_hidden()
    assert "Lò Thị Thẩm" in page.inner_text("body")
    assert "17/19 tiêu chí" in page.inner_text("body")


def test_in_the_frame_of_a_notebook(open_html: Open) -> None:
    page = open_html(govner.render(sample())._repr_html_())
    frame = page.frame_locator("iframe")
    frame.locator("#officials tbody tr").nth(1).click()
    assert frame.locator(".sentence.on").inner_text() == "Cùng dự có ông Vừ A Ánh."
    frame.locator("[data-language=en]").click()
    assert frame.locator("#totals").inner_text() == "2 posts · 2 figures"
