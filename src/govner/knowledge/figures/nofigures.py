"""What looks like a figure and is none: dates, periods, times, numbers of documents and telephones, scales, units.

The annotation guideline (section 1, METRIC) names them. A text that is nothing else holds no figure: "5 năm" is a
duration, "5 năm liền tăng 3%" is not decided here. A number that only names something (năm 2025, đợt 2) is passed over
where a figure follows it.
"""

from __future__ import annotations

import re

from govner.knowledge.figures.units import FORMS

_YEAR = r"(?:19|20)[0-9]{2}"
_TO = r"\s?(?:[-–—]|đến|tới)\s?"
_PART_OF_DAY = r"(?:ngày|sáng|trưa|chiều|tối|đêm)"
_SPAN_OF_TIME = r"(?:thế kỷ|thập kỷ|thập niên|năm|quý|tháng|tuần|ngày(?: đêm)?|đêm|giờ|tiếng|phút|giây)"
_NUMBER = r"(?:[0-9]{1,4}(?:,[0-9])?|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|vài|mấy)"
_PAPER = (
    r"(?:nghị quyết|quyết định|công văn|văn bản|chỉ thị|thông báo|thông tư|kế hoạch|báo cáo|tờ trình|nghị định"
    r"|kết luận|luật|hướng dẫn|công điện|biên bản|hợp đồng|qđ|nq|ct|kh|tt|nđ)"
)
_PROGRAMME = r"(?:chương trình|đề án|dự án|nghị quyết|quyết định|chỉ thị|thông tư|nghị định|kết luận|quy định|qđ|nq|ct)"
_NUMBERED = (
    r"(?:khóa|kỳ họp|đại hội|hội nghị|lần|phiên họp|phiên|quyển|chương|điều|khoản|mục|phụ lục|bảng|biểu|hình|trang|đợt"
    r"|tổ dân phố|tổ|phường|quận|khu phố|khu vực|khu|thôn|xóm|ấp|đội|lớp|khối|cấp|mức độ|đường|cột|km)"
)
_ORDINAL = r"(?:nhất|hai|ba|tư|năm|sáu|bảy|tám|chín|mười)"
_SCALE = r"(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ)"
_AGE = r"[0-9]{1,2}"
_CLOCK = r"[0-2]?[0-9]\s?(?:h|(?:h|g|giờ|:)\s?[0-5]?[0-9](?:\s?(?:phút|p))?)"
_DATES = (
    rf"(?:(?:từ |đến )?{_PART_OF_DAY} )?[0-3]?[0-9]\s?[/.-]\s?[01]?[0-9]\s?[/.-]\s?{_YEAR}",
    rf"{_PART_OF_DAY} [0-9]{{1,2}}(?:[/.-][0-9]{{1,2}})?",
    rf"ngày [0-9]{{1,2}} tháng [0-9]{{1,2}}(?: năm {_YEAR})?",
    rf"tháng [0-9]{{1,2}}(?: năm {_YEAR})?",
    rf"(?:tháng )?[01]?[0-9][/-]{_YEAR}",
)
_PERIODS = (
    rf"(?:(?:đến |từ |trong |vào |trước |sau )?(?:hết |cuối |đầu |giữa )?"
    rf"(?:(?:{_NUMBER} )?(?:năm học|năm|vụ|giai đoạn|nhiệm kỳ|các năm) )?)?"
    rf"{_YEAR}(?:{_TO}(?:năm )?{_YEAR})?",
    rf"(?:so với )?năm {_YEAR}(?: so với (?:cùng kỳ )?năm {_YEAR})?",
    rf"{_NUMBER} tháng (?:đầu|cuối) năm(?: {_YEAR})?",
    rf"qu[ýí] (?:[ivx]+|[1-4])(?:[/ -](?:năm )?{_YEAR})?",
    rf"(?:(?:trong|sau|suốt|gần|hơn|khoảng|từ|qua|tới) )?{_NUMBER}(?:{_TO}{_NUMBER})? {_SPAN_OF_TIME}"
    r"(?: (?:qua|tới|nay|sau|trước|liền|liên tục|trở lên))?",
    rf"(?:(?:lúc|hồi|từ) )?{_CLOCK}(?:{_TO}{_CLOCK})?",
    r"24/7|24/24\s?(?:h|giờ)(?:\W.*)?",
)
_NUMBERS_OF_THINGS = (
    rf"{_NUMBERED} (?:lần )?(?:số )?(?:thứ )?(?:[ivxlc]+|[0-9]{{1,3}}[a-z]?(?:[/+][0-9]{{1,3}})?)",
    rf"(?:{_NUMBERED} )?lần thứ {_ORDINAL}|{_NUMBERED} thứ {_ORDINAL}",
    r"khoản [0-9]+,? điều [0-9]+|điểm [a-z],? khoản [0-9]+(?:,? điều [0-9]+)?",
    rf"(?:{_PAPER}(?: \w+)? )?số:? [0-9]{{1,5}}[/-][^\s,;]*",
    rf"{_PAPER} số:? [0-9]+|số:? [0-9]{{3,5}}",
    rf"(?:{_PAPER} )?[0-9]+(?:/[0-9]{{4}})?(?:/[^\W\d_]+(?:-[^\W\d_]+)+|-[^\W\d_]+/[^\W\d_]+)",
    r"(?:dự án )?nhóm [a-d]",
    rf"{_PROGRAMME} [0-9]{{1,4}}[a-z]?",
    r"iso(?: [^\W\d_]+)? [0-9]{4,5}(?:[:-][0-9]{4})?|(?-i:[2-6]G)|(?:cách mạng )?(?:công nghệ|công nghiệp|cmcn) 4\.0",
    r"(?:quốc lộ|tỉnh lộ|đường tỉnh|huyện lộ|ql|tl|đt|dt)\.?\s?[0-9]+[a-z]?",
    r"(?:đt|điện thoại|hotline|sđt)?[:. ]*(?:\+84[ .-]?|0)[0-9]{1,3}(?:[ .-]?[0-9]{3,4}){2,3}",
    r"(?:tỷ lệ |tỉ lệ )?1\s?/\s?(?:[1-9][0-9]?\.?000|[25]00)",
)
_GRADES = (
    r"(?:(?:từ|đạt|hạng) ){0,2}[1-5](?:\s?[-–]\s?[1-5])? sao(?: trở lên)?",
    rf"(?:từ )?(?:đủ )?{_AGE}(?: tuổi)?{_TO}(?:dưới )?{_AGE} tuổi|(?:(?:từ|đủ) )*{_AGE} tuổi trở (?:lên|xuống)",
)
# The head of a column of units (triệu đồng/người). Prose has two scale words or a qualifier: (gần) nghìn tỷ đồng.
_UNIT_ALONE = rf"{_SCALE}(?: (?:{FORMS})(?!\w))?(?:\s?/.*)?"
_NO_FIGURE = re.compile("|".join((*_DATES, *_PERIODS, *_NUMBERS_OF_THINGS, *_GRADES, _UNIT_ALONE)), re.IGNORECASE)
_LONGEST = 60
_DIGIT = re.compile("[0-9]")
_NAMED_NUMBER = re.compile(
    rf"(?<!\w)(?:(?:năm|giai đoạn|nhiệm kỳ|vụ) {_YEAR}(?:{_TO}(?:năm )?{_YEAR})?|(?:quý|tháng|khóa|đợt|mức độ) [0-9]+"
    rf"(?:/{_YEAR})?|(?:nghị quyết|quyết định|chỉ thị|thông tư|nghị định)(?: số)? [0-9][^\s,;]*|[1-5] sao)(?!\w)",
    re.IGNORECASE,
)


def is_no_figure(text: str) -> bool:
    """Whether the whole of a text is a date, a duration, a document's number or the like, which measures nothing."""
    return len(text) <= _LONGEST and _NO_FIGURE.fullmatch(text) is not None


def end_of_named_numbers(text: str) -> int:
    """The offset behind the numbers that open a text and only name a year, a paper or a grade; 0 without one.

    The figure stands further on: năm 2025 *đạt 15 ha*; or nowhere: sản phẩm OCOP 3 sao.
    """
    end = 0
    for named in _NAMED_NUMBER.finditer(text):
        if _DIGIT.search(text, end, named.start()):
            break
        end = named.end()
    return end
