"""What cells of numbers hold."""

from __future__ import annotations

from reportpipe.patterns import pattern

NUMBER = pattern(r"[△▲▼+\-−–－±約¥￥$]*\s?[0-9０-９][0-9０-９,，.．]*\s?[%％円件人名年月日回社校本台千百万億兆倍点]*")
MARK = pattern(r"[○〇◯◎●△▲×✕✗✓✔☑☒レ有無済未可否]")
"""A mark that says yes or no, or more or less."""
NOTHING = pattern(r"[-−–—―ー－…‥×*＊xX／/・]+|[nN]/?[aA]|皆減|皆増|なし")
"""What stands in the place of a number."""
VALUE = pattern(
    r"[△▲▼+\-−–±約¥￥$]?[\s\u3000]?[0-9０-９][0-9０-９,，.．]*[%％]?(?:[\s\u3000]*[ぁ-んァ-ヶ一-龠a-zA-Z/]{1,4})?"
)
"""A number, with its sign and its unit."""
