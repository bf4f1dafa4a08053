"""Who holds which post: each case shows one way in which reports say it."""

from __future__ import annotations

import pytest

from govner.linking import link

from .markup import parse, triples

CASES = {
    "title before the name": """
[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND huyện Bắc Hà]] [[T3 PERSON|Vàng Seo Chẩn]] tới thăm bản.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
""",
    "a signature below the post": """
TM. [[T1 ORG|ỦY BAN NHÂN DÂN]]
KT. [[T2 TITLE|CHỦ TỊCH]]
[[T3 TITLE|PHÓ CHỦ TỊCH]]
(Đã ký)
[[T4 PERSON|Hoàng Thị Dơi]]
=====
T2 POSITION_AT T1
T3 POSITION_AT T1
T4 HOLDS_POSITION T3
""",
    "a body above that nobody signs for": """
Nơi nhận: [[T1 ORG|Huyện ủy]]
[[T2 TITLE|CHỦ TỊCH]]
[[T3 PERSON|Hoàng Thị Dơi]]
=====
T3 HOLDS_POSITION T2
""",
    "several posts before one name": """
[[T1 TITLE|Bí thư]] [[T2 ORG|Huyện ủy]], [[T3 TITLE|Chủ tịch]] [[T4 ORG|HĐND huyện]] [[T5 PERSON|Giàng A Tủa]] dự họp.
=====
T1 POSITION_AT T2
T3 POSITION_AT T4
T5 HOLDS_POSITION T1
T5 HOLDS_POSITION T3
""",
    "posts in apposition behind the name": """
Ông [[T1 PERSON|Hà Văn Lự]], [[T2 TITLE|Phó Bí thư]] [[T3 ORG|Huyện ủy]], \
[[T4 TITLE|Chủ tịch]] [[T5 ORG|UBND huyện]] chủ trì.
=====
T2 POSITION_AT T3
T4 POSITION_AT T5
T1 HOLDS_POSITION T2
T1 HOLDS_POSITION T4
""",
    "a list of persons, each with his post": """
Dự họp có các đồng chí: [[T1 PERSON|Lê Đình Khoát]], [[T2 TITLE|Bí thư]] [[T3 ORG|Huyện ủy]]; \
[[T4 PERSON|Đỗ Thị Hạnh Nga]], [[T5 TITLE|Phó Bí thư]] [[T6 ORG|Huyện ủy]].
=====
T2 POSITION_AT T3
T5 POSITION_AT T6
T1 HOLDS_POSITION T2
T4 HOLDS_POSITION T5
""",
    "a name between two posts": """
[[T1 PERSON|Vi Văn Mởn]], [[T2 TITLE|Bí thư]] [[T3 ORG|Đảng ủy xã]], [[T4 TITLE|Chủ tịch]] [[T5 ORG|UBND xã]] \
[[T6 PERSON|Lương Thị Bun]] cùng dự.
=====
T2 POSITION_AT T3
T4 POSITION_AT T5
T1 HOLDS_POSITION T2
T6 HOLDS_POSITION T4
""",
    "two offices that share a body": """
[[T1 TITLE|Bí thư]], [[T2 TITLE|Phó Bí thư]] [[T3 ORG|Thành ủy Lai Châu]] đều có mặt.
=====
T1 POSITION_AT T3
T2 POSITION_AT T3
""",
    "a verb of office": """
Ông [[T1 PERSON|Tạ Quang Bích]] được bầu giữ chức [[T2 TITLE|Chủ tịch]] [[T3 ORG|HĐND huyện]].
=====
T2 POSITION_AT T3
T1 HOLDS_POSITION T2
""",
    "one verb for a list of persons": """
Các ông [[T1 PERSON|Ma Văn Kén]], [[T2 PERSON|Nông Đức Ón]] làm [[T3 TITLE|Phó Giám đốc]] [[T4 ORG|Sở Y tế]].
=====
T3 POSITION_AT T4
T1 HOLDS_POSITION T3
T2 HOLDS_POSITION T3
""",
    "a post that is only aimed at": """
Ông [[T1 PERSON|Tạ Quang Bích]] được giới thiệu ứng cử chức vụ [[T2 TITLE|Chủ tịch]] [[T3 ORG|HĐND huyện]].
=====
T2 POSITION_AT T3
""",
    "a post alone goes back to its holder": """
[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND tỉnh Yên Bái]] [[T3 PERSON|Đặng Hữu Phố]] kiểm tra đê.
[[T4 TITLE|Chủ tịch]] [[T5 ORG|UBND tỉnh]] yêu cầu sửa đê ngay.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
T4 POSITION_AT T5
T3 HOLDS_POSITION T4
""",
    "a post alone at another body stays alone": """
[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND xã Nậm Cắn]] [[T3 PERSON|Lầu Bá Chò]] đón đoàn.
[[T4 TITLE|Chủ tịch]] [[T5 ORG|UBND huyện Kỳ Sơn]] đánh giá cao.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
T4 POSITION_AT T5
""",
    "many holders are nobody in particular": """
[[T1 TITLE|Trưởng bản]] [[T2 PERSON|Sùng A Dế]] đi đầu. Tỉnh khen thưởng các [[T3 TITLE|trưởng bản]] gương mẫu.
=====
T2 HOLDS_POSITION T1
""",
    "the name behind a dash": """
- [[T1 TITLE|Phó Chủ tịch]] [[T2 ORG|UBND tỉnh Sơn La]] - [[T3 PERSON|Lò Văn Chứ]]: Đề án đã xong.
=====
T3 HOLDS_POSITION T1
T1 POSITION_AT T2
""",
    "the post of those days": """
[[T1 TITLE|Phó Chủ tịch]] [[T2 ORG|UBND huyện]] lúc đó là ông [[T3 PERSON|Lý Văn Tâm]].
=====
T3 HOLDS_POSITION T1
T1 POSITION_AT T2
""",
    "a list of holders, each with other posts": """
Các [[T1 TITLE|phó bí thư]] gồm: ông [[T2 PERSON|Lò Văn Hợp]] ([[T3 TITLE|Chủ tịch]] [[T4 ORG|HĐND huyện]]); \
[[T5 PERSON|Hà Thị Nga]], [[T6 TITLE|Trưởng]] [[T7 ORG|Ban Dân vận]] và ông [[T8 PERSON|Vi Văn Páo]].
=====
T2 HOLDS_POSITION T1
T5 HOLDS_POSITION T1
T8 HOLDS_POSITION T1
T2 HOLDS_POSITION T3
T3 POSITION_AT T4
T5 HOLDS_POSITION T6
T6 POSITION_AT T7
""",
    "a post that several hold is not one's alone": """
Các [[T1 TITLE|phó bí thư]] gồm: ông [[T2 PERSON|Lò Văn Hợp]] và ông [[T3 PERSON|Vi Văn Páo]].
Theo [[T4 TITLE|phó bí thư]], đề án đã xong.
=====
T2 HOLDS_POSITION T1
T3 HOLDS_POSITION T1
""",
    "one post after the other": """
Ông [[T1 PERSON|Lò Văn Hợp]] từng là [[T2 TITLE|Bí thư]] [[T3 ORG|Đoàn xã]] rồi [[T4 TITLE|Chủ tịch]] \
[[T5 ORG|UBND xã]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T1 HOLDS_POSITION T4
T4 POSITION_AT T5
""",
    "elected to a post": """
Ông [[T1 PERSON|Lò Văn Hợp]] trúng cử [[T2 TITLE|Chủ tịch]] [[T3 ORG|UBND xã]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
""",
    "year of birth and place of residence before the post": """
[[T1 PERSON|Lò Văn Hợp]] (SN 1976, trú tại [[T2 LOC|xã Chiềng Ban]], [[T3 LOC|tỉnh Sơn La]] - [[T4 TITLE|Bí thư]] \
[[T5 ORG|Đảng ủy xã]]).
=====
T1 HOLDS_POSITION T4
T4 POSITION_AT T5
""",
    "acting for another": """
Theo ủy quyền của [[T1 TITLE|Giám đốc]] [[T2 ORG|Sở Nội vụ]], [[T3 TITLE|Trưởng]] [[T4 ORG|Phòng Biên chế]] \
[[T5 PERSON|Vi Văn Páo]] đọc công văn.
=====
T1 POSITION_AT T2
T3 POSITION_AT T4
T5 HOLDS_POSITION T3
""",
    "initials that sign an article": """
[[T1 PERSON|X.S]] Cuối năm, nhiều cán bộ đang giữ chức [[T2 TITLE|Bí thư]], [[T3 TITLE|Chủ tịch]] nghỉ việc.
=====
""",
    "initials of a person in the report": """
Ông [[T1 PERSON|N.V.A]], [[T2 TITLE|Chủ tịch]] [[T3 ORG|UBND xã]], bị khởi tố.
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
""",
    "the foot of a paper and its head": """
[[T1 ORG|UBND TỈNH LAI CHÂU]]
[[T2 ORG|SỞ NỘI VỤ]]
BÁO CÁO
[[T3 ORG|Sở Tài chính]] đã góp ý.
KT. [[T4 TITLE|GIÁM ĐỐC]]
[[T5 TITLE|PHÓ GIÁM ĐỐC]]
[[T6 PERSON|Lò Văn Hợp]]
=====
T4 POSITION_AT T2
T5 POSITION_AT T2
T6 HOLDS_POSITION T5
""",
    "the foot of a resolution": """
[[T1 LOC|Huyện Na Rì]] có 17 xã.
Nghị quyết đã được [[T2 ORG|HĐND huyện]] khóa XX, kỳ họp thứ 9 thông qua.
[[T3 TITLE|CHỦ TỊCH]]
[[T4 PERSON|Nông Văn Bằng]]
=====
T3 POSITION_AT T2
T4 HOLDS_POSITION T3
""",
    "a body that somebody leads": """
[[T1 ORG|Ban Lễ tang]] do đồng chí [[T2 PERSON|Hồ Anh Phú]] làm [[T3 TITLE|Trưởng ban]].
=====
T3 POSITION_AT T1
T2 HOLDS_POSITION T3
""",
    "a delegation is no body": """
Đoàn [[T1 ORG|Sở Xây dựng]] do ông [[T2 PERSON|Hồ Anh Phú]] làm [[T3 TITLE|trưởng đoàn]] đến kiểm tra.
=====
T2 HOLDS_POSITION T3
""",
    "the next post at the same body": """
Ông [[T1 PERSON|Lò Văn Hợp]] giữ chức [[T2 TITLE|Bí thư]] [[T3 ORG|Đảng ủy]]; ông [[T4 PERSON|Vi Văn Páo]] làm \
[[T5 TITLE|Phó Bí thư]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T4 HOLDS_POSITION T5
T5 POSITION_AT T3
""",
    "a new post at a body named before it": """
Luân chuyển bà [[T1 PERSON|Lò Thị Hoan]], [[T2 TITLE|Phó Trưởng]] [[T3 ORG|Ban Dân vận Tỉnh ủy]], về công tác tại \
[[T4 ORG|Huyện ủy Mai Sơn]], giữ chức [[T5 TITLE|Phó Bí thư]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T1 HOLDS_POSITION T5
T5 POSITION_AT T4
""",
    "a new post behind the committees that one joins": """
Chỉ định ông [[T1 PERSON|Hà Văn Lự]], [[T2 TITLE|Phó Bí thư]] [[T3 ORG|Huyện ủy]] tham gia \
[[T4 ORG|Ban Chấp hành]], [[T5 ORG|Ban Thường vụ]] và giữ chức [[T6 TITLE|Bí thư]] [[T7 ORG|Đảng ủy xã Tú Lý]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T1 HOLDS_POSITION T6
T6 POSITION_AT T7
""",
    "going to another place to take a post": """
Bà [[T1 PERSON|Hà Thị Nga]] về làm [[T2 TITLE|Bí thư]] [[T3 ORG|Đảng ủy xã]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
""",
    "a post of which the holder of another one speaks": """
Ông [[T1 PERSON|Hà Văn Lự]], [[T2 TITLE|Giám đốc]] [[T3 ORG|Sở Nội vụ]] được mời trình [[T4 ORG|UBND tỉnh]] \
bổ nhiệm [[T5 TITLE|Phó Giám đốc]] [[T6 ORG|Sở Y tế]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T5 POSITION_AT T6
""",
    "a post of many behind a colon, each with posts of his own": """
Dự có các đồng chí [[T1 TITLE|Ủy viên]] [[T2 ORG|Ban Thường vụ Tỉnh ủy]]: [[T3 PERSON|Lê Đình Khoát]], \
[[T4 TITLE|Trưởng]] [[T5 ORG|Ban Tổ chức Tỉnh ủy]]; [[T6 PERSON|Vi Văn Páo]] - [[T7 TITLE|Giám đốc]] \
[[T8 ORG|Công an tỉnh]].
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
T6 HOLDS_POSITION T1
T3 HOLDS_POSITION T4
T4 POSITION_AT T5
T6 HOLDS_POSITION T7
T7 POSITION_AT T8
""",
    "a semicolon behind names that commas join": """
Dự có các [[T1 TITLE|Phó Chủ tịch]] [[T2 ORG|UBND tỉnh]]: [[T3 PERSON|Lê Đình Khoát]], [[T4 PERSON|Vi Văn Páo]]; \
[[T5 PERSON|Hà Thị Nga]], [[T6 TITLE|Giám đốc]] [[T7 ORG|Sở Y tế]].
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
T4 HOLDS_POSITION T1
T5 HOLDS_POSITION T6
T6 POSITION_AT T7
""",
    "a body above a list of its posts": """
[[T1 ORG|Thường trực HĐND tỉnh]]: ông [[T2 PERSON|Hà Văn Lự]] - [[T3 TITLE|Chủ tịch]]; ông \
[[T4 PERSON|Vi Văn Páo]], [[T5 TITLE|Tỉnh ủy viên]], [[T6 TITLE|Phó Chủ tịch]]. [[T7 ORG|UBND tỉnh]] gồm ông \
[[T8 PERSON|Lê Đình Khoát]] - [[T9 TITLE|Chủ tịch]]; [[T10 PERSON|Hà Thị Nga]] - [[T11 TITLE|Bí thư]].
=====
T2 HOLDS_POSITION T3
T3 POSITION_AT T1
T4 HOLDS_POSITION T5
T4 HOLDS_POSITION T6
T6 POSITION_AT T1
T8 HOLDS_POSITION T9
T9 POSITION_AT T7
T10 HOLDS_POSITION T11
""",
    "posts of others in a list": """
Theo [[T1 ORG|UBND tỉnh]]: [[T2 TITLE|chủ tịch]] các xã đã ký, [[T3 TITLE|giám đốc]] các sở cũng vậy.
=====
""",
    "a body above the lines of a list": """
Lãnh đạo [[T1 ORG|Sở Tài chính]]:
- [[T2 TITLE|Giám đốc]]: [[T3 PERSON|Hà Văn Lự]]
- [[T4 TITLE|Phó Giám đốc]]: [[T5 PERSON|Vi Văn Páo]]
Đoàn gặp bà [[T6 PERSON|Hà Thị Nga]], [[T7 TITLE|Phó Giám đốc]], tại xưởng.
=====
T3 HOLDS_POSITION T2
T2 POSITION_AT T1
T5 HOLDS_POSITION T4
T4 POSITION_AT T1
T6 HOLDS_POSITION T7
""",
    "the committee itself goes before its standing members": """
[[T1 ORG|HĐND xã]] họp. [[T2 ORG|Thường trực HĐND xã]]: bà [[T3 PERSON|Hà Thị Nga]] - [[T4 TITLE|Chủ tịch]].
=====
T3 HOLDS_POSITION T4
T4 POSITION_AT T1
""",
    "the deputies of the one who leads a body": """
[[T1 ORG|Ban Pháp chế HĐND tỉnh]] do bà [[T2 PERSON|Hà Thị Nga]] làm [[T3 TITLE|Trưởng ban]]; các \
[[T4 TITLE|Phó Trưởng ban]] gồm ông [[T5 PERSON|Vi Văn Páo]] và ông [[T6 PERSON|Hà Văn Lự]].
=====
T2 HOLDS_POSITION T3
T3 POSITION_AT T1
T4 POSITION_AT T1
T5 HOLDS_POSITION T4
T6 HOLDS_POSITION T4
""",
    "a row of a table": """
1 | [[T1 PERSON|Hà Văn Lự]] | [[T2 TITLE|Giám đốc]] | [[T3 ORG|Sở Tài chính]]
2 | [[T4 PERSON|Hà Thị Nga]] | 1980 | Nữ | [[T5 TITLE|Bí thư]] [[T6 ORG|Đảng ủy xã]]
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T4 HOLDS_POSITION T5
T5 POSITION_AT T6
""",
    "two offices of one person at one body": """
Ông [[T1 PERSON|Hà Văn Lự]], [[T2 TITLE|Chủ tịch]] kiêm [[T3 TITLE|Tổng Giám đốc]] [[T4 ORG|Công ty Suối Vàng]], \
và bà [[T5 PERSON|Hà Thị Nga]], [[T6 TITLE|Giám đốc]] - [[T7 TITLE|Bí thư]] [[T8 ORG|Chi bộ Trung tâm Y tế]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T4
T1 HOLDS_POSITION T3
T3 POSITION_AT T4
T5 HOLDS_POSITION T6
T6 POSITION_AT T8
T5 HOLDS_POSITION T7
T7 POSITION_AT T8
""",
    "a Party post and a rank are not those of the office beside them": """
Ông [[T1 PERSON|Hà Văn Lự]], [[T2 TITLE|Bí thư]] kiêm [[T3 TITLE|Chủ tịch]] [[T4 ORG|UBND xã]]; \
[[T5 TITLE|Đại tá]] - [[T6 TITLE|Giám đốc]] [[T7 ORG|Công an tỉnh]] [[T8 PERSON|Vi Văn Páo]].
=====
T1 HOLDS_POSITION T2
T1 HOLDS_POSITION T3
T3 POSITION_AT T4
T8 HOLDS_POSITION T5
T8 HOLDS_POSITION T6
T6 POSITION_AT T7
""",
    "a birthplace before the post": """
Bà [[T1 PERSON|Hà Thị Nga]], sinh tại [[T2 LOC|xã Chiềng Ban]], [[T3 LOC|tỉnh Sơn La]], [[T4 TITLE|Phó Chủ tịch]] \
[[T5 ORG|UBND xã]].
=====
T1 HOLDS_POSITION T4
T4 POSITION_AT T5
""",
    "posts that are taken in turn": """
Bầu ông [[T1 PERSON|Hà Văn Lự]], bà [[T2 PERSON|Vi Thị Páo]] và ông [[T3 PERSON|Lò Văn Sính]] lần lượt giữ chức \
[[T4 TITLE|Chủ tịch]], [[T5 TITLE|Phó Chủ tịch]] [[T6 ORG|HĐND]] và [[T7 TITLE|Chủ tịch]] [[T8 ORG|UBND huyện Bắc Hà]].
=====
T1 HOLDS_POSITION T4
T4 POSITION_AT T6
T2 HOLDS_POSITION T5
T5 POSITION_AT T6
T3 HOLDS_POSITION T7
T7 POSITION_AT T8
""",
    "more persons than posts to take in turn": """
Các ông [[T1 PERSON|Hà Văn Lự]], [[T2 PERSON|Vi Văn Páo]] lần lượt giữ chức [[T3 TITLE|Chủ tịch]] [[T4 ORG|UBND xã]].
=====
T3 POSITION_AT T4
""",
    "posts that one person takes in turn": """
Ông [[T1 PERSON|Hà Văn Lự]] lần lượt giữ chức [[T2 TITLE|Bí thư]] [[T3 ORG|Đảng ủy xã]], [[T4 TITLE|Chủ tịch]] \
[[T5 ORG|UBND xã]].
=====
T1 HOLDS_POSITION T2
T2 POSITION_AT T3
T1 HOLDS_POSITION T4
T4 POSITION_AT T5
""",
    "a bare place as body": """
[[T1 TITLE|Chủ tịch]] [[T2 LOC|xã Tả Van]] [[T3 PERSON|Lý A Sử]] cho hay.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
""",
    "the ranks of those who hold one post": """
Các [[T1 TITLE|Phó Chỉ huy trưởng]] diễn tập: [[T2 TITLE|Thượng tá]] [[T3 PERSON|Lù Văn Páo]], \
[[T4 TITLE|Thiếu tá]] [[T5 PERSON|Tẩn A Sếnh]].
=====
T3 HOLDS_POSITION T1
T3 HOLDS_POSITION T2
T5 HOLDS_POSITION T1
T5 HOLDS_POSITION T4
""",
    "a rank between a post and its holder": """
- [[T1 TITLE|Trưởng]] [[T2 ORG|Công an xã Nà Hỳ]]: [[T3 TITLE|Trung tá]] [[T4 PERSON|Lý Seo Vần]].
=====
T1 POSITION_AT T2
T4 HOLDS_POSITION T1
T4 HOLDS_POSITION T3
""",
    "other posts of those who hold one post": """
Các [[T1 TITLE|Ủy viên]] [[T2 ORG|Ban Chỉ đạo tỉnh]]: [[T3 TITLE|Bí thư]] [[T4 ORG|Huyện ủy Bắc Hà]] \
[[T5 PERSON|Vàng Seo Chẩn]], [[T6 TITLE|Chủ tịch]] [[T7 ORG|UBND huyện Si Ma Cai]] [[T8 PERSON|Thào Thị Dở]].
=====
T1 POSITION_AT T2
T3 POSITION_AT T4
T6 POSITION_AT T7
T5 HOLDS_POSITION T1
T5 HOLDS_POSITION T3
T8 HOLDS_POSITION T1
T8 HOLDS_POSITION T6
""",
    "a speaker behind a colon": """
[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND xã Nà Hỳ]] hỏi. Đáp: [[T3 TITLE|Thiếu tá]] [[T4 PERSON|Tẩn A Sếnh]] nói đã xong.
=====
T1 POSITION_AT T2
T4 HOLDS_POSITION T3
""",
    "a career parted by semicolons": """
Ông [[T1 PERSON|Lò Văn Khặn]] từng đảm nhiệm các chức vụ [[T2 TITLE|Chủ tịch]], [[T3 TITLE|Bí thư]] \
[[T4 LOC|xã Mường Lai]] ([[T5 LOC|Lục Yên]]); [[T6 TITLE|Phó Trưởng ban]] [[T7 ORG|Ban Dân vận]]; \
từ năm 2019 là [[T8 TITLE|Trưởng phòng]] [[T9 ORG|Phòng Nội vụ]].
=====
T3 POSITION_AT T4
T6 POSITION_AT T7
T8 POSITION_AT T9
T1 HOLDS_POSITION T2
T1 HOLDS_POSITION T3
T1 HOLDS_POSITION T6
T1 HOLDS_POSITION T8
""",
    "semicolons between posts that nobody has held": """
Ông [[T1 PERSON|Lò Văn Khặn]], [[T2 TITLE|Trưởng phòng]], trình khung: \
[[T3 TITLE|Giám đốc]]; [[T4 TITLE|Kế toán trưởng]].
=====
T1 HOLDS_POSITION T2
""",
    "a career told of a comrade": """
Ông [[T1 PERSON|Lò Văn Khặn]] sinh ra ở Lục Yên. Đồng chí đã giữ các chức vụ: [[T2 TITLE|Chánh]] \
[[T3 ORG|Văn phòng Huyện ủy]]; [[T4 TITLE|Phó Chủ tịch]] [[T5 ORG|HĐND huyện]].
=====
T2 POSITION_AT T3
T4 POSITION_AT T5
T1 HOLDS_POSITION T2
T1 HOLDS_POSITION T4
""",
    "birth and home before a career": """
- Bà [[T1 PERSON|Nông Thị Bưởi]] sinh năm 1984, quê [[T2 LOC|Mường Lai]], kỹ sư lâm nghiệp; từng là \
[[T3 TITLE|Bí thư]] [[T4 ORG|Huyện đoàn]].
=====
T3 POSITION_AT T4
T1 HOLDS_POSITION T3
""",
    "a degree before a post": """
Ông [[T1 PERSON|Lò Văn Khặn]], 42 tuổi, thạc sĩ sinh học, [[T2 TITLE|nguyên Bí thư]] [[T3 ORG|Huyện đoàn]], trúng cử.
=====
T2 POSITION_AT T3
T1 HOLDS_POSITION T2
""",
    "posts on the line below a birth": """
Đồng chí [[T1 PERSON|Hà Văn Lự]], sinh năm 1941; quê quán: [[T2 LOC|xã Mường Lai]], [[T3 LOC|huyện Lục Yên]].
[[T4 TITLE|Nguyên Bí thư]] [[T5 ORG|Huyện ủy Lục Yên]].
=====
T4 POSITION_AT T5
T1 HOLDS_POSITION T4
""",
    "a sentence on the line below a birth": """
Ông tên thật là [[T1 PERSON|Hà Văn Lự]], sinh ngày 2/2/1917, quê ở [[T2 LOC|xã Mường Lai]].
[[T3 TITLE|Nguyên Bí thư]] [[T4 ORG|Huyện ủy]] được tôi luyện qua hai cuộc kháng chiến.
=====
T3 POSITION_AT T4
""",
    "an age is not a birth": """
Bà [[T1 PERSON|Nông Thị Bưởi]], 74 tuổi, gói bánh cho cháu.
[[T2 TITLE|Chỉ huy trưởng]] [[T3 ORG|Ban CHQS huyện]] nói đã đủ quân.
=====
T2 POSITION_AT T3
""",
    "a chair of whom no more is said": """
[[T1 TITLE|Chủ tịch]] [[T2 ORG|UBND huyện]] [[T3 PERSON|Hà Văn Lự]] nhận nhiệm vụ. [[T4 TITLE|Chủ tịch]] \
[[T5 ORG|HĐND huyện]] [[T6 PERSON|Nông Thị Bưởi]] tin rằng tân [[T7 TITLE|chủ tịch]] sẽ làm tốt.
=====
T1 POSITION_AT T2
T4 POSITION_AT T5
T3 HOLDS_POSITION T1
T6 HOLDS_POSITION T4
T3 HOLDS_POSITION T7
""",
    "a standing deputy called by less": """
[[T1 TITLE|Phó Bí thư Thường trực]] [[T2 ORG|Huyện ủy]] [[T3 PERSON|Hà Văn Lự]] dự. [[T4 TITLE|Phó Bí thư]] hỏi thêm.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
T3 HOLDS_POSITION T4
""",
    "what several persons all are": """
Dự họp có [[T1 PERSON|Hà Văn Lự]] và [[T2 PERSON|Nông Thị Bưởi]], các [[T3 TITLE|Phó Chủ tịch]] [[T4 ORG|HĐND tỉnh]].
=====
T3 POSITION_AT T4
T1 HOLDS_POSITION T3
T2 HOLDS_POSITION T3
""",
    "a people before a post": """
5. Bà [[T1 PERSON|Nông Thị Bưởi]], người Tày, [[T2 TITLE|Phó Chủ tịch]] [[T3 ORG|Hội LHPN tỉnh]].
=====
T2 POSITION_AT T3
T1 HOLDS_POSITION T2
""",
    "another name in brackets in a list": """
Các [[T1 TITLE|Phó Chủ tịch]] gồm các ông: [[T2 PERSON|Hà Văn Lự]] (Ba Lự), [[T3 PERSON|Lò Văn Khặn]].
=====
T2 HOLDS_POSITION T1
T3 HOLDS_POSITION T1
""",
    "the work of a delegation between its head and his name": """
[[T1 TITLE|Trưởng đoàn]] giám sát, bà [[T2 PERSON|Nông Thị Bưởi]], hỏi.
=====
T2 HOLDS_POSITION T1
""",
    "a post before the comma of a speaker": """
[[T1 TITLE|Chủ tịch]] [[T2 LOC|xã Mường Lai]], [[T3 PERSON|Lò Văn Khặn]] cho biết đường đã thông.
=====
T1 POSITION_AT T2
T3 HOLDS_POSITION T1
""",
    "a post before the comma of a list": """
Dự họp có [[T1 TITLE|Chủ tịch]] [[T2 LOC|xã Mường Lai]], [[T3 PERSON|Lò Văn Khặn]] và dân bản.
=====
T1 POSITION_AT T2
""",
    "posts that one leaves": """
Ông [[T1 PERSON|Hà Văn Lự]] thôi giữ chức [[T2 TITLE|Phó Bí thư]] [[T3 ORG|Quận ủy]] nhiệm kỳ 2020-2025; \
thôi giữ chức [[T4 TITLE|Chủ tịch]] [[T5 ORG|UBND quận]].
=====
T2 POSITION_AT T3
T4 POSITION_AT T5
T1 HOLDS_POSITION T2
T1 HOLDS_POSITION T4
""",
}


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_posts_go_to_their_holders_and_bodies(markup):
    text, spans, expected = parse(markup)
    assert triples(link(text, spans)) == expected


@pytest.mark.parametrize("markup", CASES.values(), ids=CASES.keys())
def test_the_order_of_the_spans_does_not_matter(markup):
    text, spans, _ = parse(markup)
    assert link(text, spans[::-1]) == link(text, spans)


def test_scores_are_probabilities():
    text, spans, _ = parse(CASES["a post alone goes back to its holder"])
    assert all(0 < (relation.score or 0) <= 1 for relation in link(text, spans))
