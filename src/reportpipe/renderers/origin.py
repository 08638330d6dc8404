"""Where a report comes from, as renditions say it: a theme's pages, the PDF's address, the line of attribution."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

from reportpipe.model.report import Report, Theme, places

WEB = frozenset({"http", "https"})
"""The schemes that a link may have. Anybody can write an address into a YAML file, and a reader will click on it."""
URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~"
"""What an address may hold as it is, besides letters and digits (RFC 3986, section 2.2)."""


def pages_of(theme: Theme) -> list[int]:
    """The numbers of the pages that a theme's heading stands on, sorted."""
    return sorted({int(place.removeprefix("page=").split("&")[0]) for place in places(theme.at)})


def pages_label(theme: Theme) -> str:
    """The pages of a theme: p.4, p.5-6, p.3,5; "" where they are not known."""
    numbers = pages_of(theme)
    if len(numbers) > 1 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"p.{numbers[0]}-{numbers[-1]}"
    return f"p.{','.join(map(str, numbers))}" if numbers else ""


def pdf_address(report: Report) -> str | None:
    """The PDF's address without a fragment: its URL, else its file name as a relative reference; None where unknown."""
    source = report.source
    if source is None:
        return None
    if url := web_address(source.url):
        return url
    name = re.split(r"[/\\]", source.file)[-1]
    return quote(name, safe="", errors="replace") if name not in ("", "-", ".", "..") else None


def web_address(url: str | None) -> str | None:
    """An address that a link may lead to, its odd characters encoded, without a fragment; None where it is none."""
    try:
        parts = urlsplit((url or "").strip())
    except ValueError:
        return None
    if parts.scheme not in WEB or not parts.netloc:
        return None
    return quote(urlunsplit(parts._replace(fragment="")), safe=URL_CHARACTERS, errors="replace")


def attribution(report: Report) -> str:
    """What terms of use want where somebody's document was worked on; "" where no publisher is known.

    Japanese government standard terms of use 2.0, section 1: 「○○省ホームページ」（URL）を加工して作成.
    """
    source = report.source
    if source is None or not source.publisher:
        return ""
    if report.language.split("-")[0] == "ja":
        title = f"「{report.title}」" if report.title else ""
        where = f"（{source.url}）" if source.url else ""
        terms = f"（{source.licence}）" if source.licence else ""
        return f"出典：{source.publisher}{title}{where}を加工して作成{terms}"
    named = ", ".join(part for part in (source.publisher, f"“{report.title}”" if report.title else "") if part)
    details = "; ".join(part for part in (source.url, source.licence) if part)
    return f"Source: adapted from {named}{f' ({details})' if details else ''}"
