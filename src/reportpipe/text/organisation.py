"""Lines of a title slide and signs in the text: who publishes, document numbers, marks of notes, Latin logos."""

from __future__ import annotations

from reportpipe.patterns import pattern
from reportpipe.text.tables import SP

# What the names of Japanese bodies and posts end in; measured on title slides.
_BODY = pattern(
    r".(?:(?<!反)省|(?<![省官])庁|(?<!政)府|(?<![結薬])局|課|室|院|(?<![一全内外上下細])部|研究所|事務所|センター|機構"
    r"|法人|財団|本部|(?<![国公私]立)大学|学部|研究科|学科|会社|グループ|チーム|班|ユニット|連盟|会議"
    r"|(?:戦略|統括|審議|参事|企画|調査|推進|管理)官|[官課室局長]付"
    r"|(?:委員|審議|協議|協|学|部|分科|研究|懇談|懇話|検討|連合|振興|理事|評議|調査)会)\Z"
)
_PARENTHESISED = pattern(r"[(（][^()（）]*[)）]")
# What a sentence or a heading has and a name has not. Some ministries' names have hiragana: こども家庭庁.
_PROSE = pattern(
    r"[はがを、。，：:]|について|により|における|に関|する|ある|した|れる|など|ため|への|での|からの|的な|第[0-9０-９]+回"
)
_NUMBER = "(?:[0-9０-９]{1,3}|[①-⑳])"
_DOCUMENT_NUMBER = pattern(
    rf"[【［\[〔]?(?:(?:(?:机上)?(?:配布|配付|参考)?資料|参考)[{SP}]*(?:No\.?)?[{SP}]*{_NUMBER}"
    rf"|(?:別紙|別添|別表)[{SP}]*{_NUMBER}?)(?:[-－‐‑−ー―][0-9０-９]{{1,2}})*[】］\]〕]?"
)
_NOTE_MARK = pattern(
    rf"[(（](?:※|注)[{SP}]?[0-9０-９]{{0,2}}[)）]|※[0-9０-９]{{1,2}}|(?<=[^{SP}0-9０-９*＊])[*＊][0-9０-９]{{1,2}}"
)
_BLANKS = str.maketrans(dict.fromkeys(SP, " "))
_LATIN_LOGO = pattern(r"(?=.*[A-Z]{2})[A-Z][A-Z ,.&'’/\-]*")


def is_organisation(line: str) -> bool:
    """Whether a line is the name of a public body, department or post, with nothing else on it.

    Names may stand in a row, set apart by spaces; every one must end as such names do. Brackets do not count.
    """
    if _PROSE.search(line):
        return False
    names = _PARENTHESISED.sub("", line).translate(_BLANKS).split()
    return bool(names) and all(_BODY.search(name) for name in names)


def is_document_number(line: str) -> bool:
    """Whether a line is the number box at a hand-out's head: 資料１－２, 参考資料3, 別紙."""
    return _DOCUMENT_NUMBER.fullmatch(line.strip(SP)) is not None


def inline_note_marks(text: str) -> list[str]:
    """The marks after words that point to a note, verbatim, in order: (※), ※1, （注１）, *2.

    A mark at the head of the text is not among them: it is the note's own.
    """
    return [match[0] for match in _NOTE_MARK.finditer(text) if text[: match.start()].strip(SP)]


def is_latin_logo(line: str) -> bool:
    """Whether a line is made of Latin capitals only, as in the logo of a ministry: MEXT; CULTURE, SPORTS,."""
    return _LATIN_LOGO.fullmatch(line.strip(SP)) is not None
