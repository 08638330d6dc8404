from __future__ import annotations

import pytest

from reportpipe.text.letters import TOLD, shares, tally

ENGLISH = (
    "The harbour was mended last year, but the quay has cracked again near the ladder. Whoever lands there with goods"
    " must tell the office beforehand, so that a keeper can help. Boats with a mast of more than nine metres"
    " wait outside."
)
GERMAN = (
    "Der Hafen wurde im vergangenen Jahr erneuert, doch die Mauer hat wieder Risse. Wer dort Waren an Land bringt,"
    " meldet sich vorher im Büro, damit ein Wärter hilft. Größere Boote warten draußen, bis die Brücke geöffnet wird."
)
POLISH = (
    "Przystań została naprawiona w zeszłym roku, ale mur znowu pęka przy drabinie. Każdy, kto przywozi towary,"
    " zgłasza się wcześniej w biurze, żeby strażnik mógł pomóc. Większe łodzie czekają na otwarcie mostu."
)
FINNISH = (
    "Satama korjattiin viime vuonna, mutta laiturin reuna on taas halkeillut tikkaiden kohdalta. Tavaroita tuovan on"
    " ilmoitettava toimistoon etukäteen, jotta vartija voi auttaa. Suuremmat veneet odottavat sillan aukeamista."
)
JAPANESE = (
    "港は昨年に直したが、岸壁のはしごの近くがまた割れている。荷物を運び込む人は、係員が手伝えるように、前もって窓口に"
    "知らせてください。高い帆柱のある船は、橋が開くまで外で待つこと。雨の日は市場の入口を閉め、作業は午後から始める。"
)
CHINESE = (
    "港口去年已经修好，但是码头的梯子附近又出现了裂缝。运送货物的人应当事先通知办公室，"
    "以便管理员提供帮助。大船要在外面等候。"
)
KOREAN = (
    "항구는 작년에 고쳤지만 부두의 사다리 근처가 다시 갈라졌습니다. 짐을 나르는 사람은"
    " 미리 사무실에 알려 주십시오. 큰 배는 밖에서 기다립니다."
)
TEXTS = (ENGLISH, GERMAN, POLISH, FINNISH, JAPANESE, CHINESE, KOREAN)


def shifted(text: str, step: int) -> str:
    return "".join(chr(ord(char) + step) if char.isalpha() else char for char in text)


def share(text: str) -> float:
    return shares([tally(1, [(text, "Gothic")])])[0]


@pytest.mark.parametrize("text", TEXTS)
def test_text_of_a_language_is_trusted(text: str) -> None:
    assert share(text) == 0
    assert share(text.upper()) == 0


@pytest.mark.parametrize("step", [-2, -1, 1, 2, 3, 4, 5])
@pytest.mark.parametrize("text", [ENGLISH, GERMAN, JAPANESE, CHINESE, KOREAN])
def test_text_whose_letters_are_shifted_is_not(text: str, step: int) -> None:
    assert share(shifted(text, step)) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "AES-256 SHA-512 HKDF TLS 1.3 RFC 5869 JSON XML HTTP WSGI ASCII UTF-8 " * 4,
        "https://www.example.org/wp-content/xgzqw_vbn/kjhgf.php?zxcv=qwrtp " * 8,
        "for (int i = 0; i < n; ++i) { buf[i] = xs[i] ^ key; } // swap bytes, then return the checksum of the buffer",
        "山田太郎 鈴木花子 佐藤一郎 高橋幸子 渡邊健二 齋藤眞理 髙橋和也 𠮷田直樹 " * 3,
        "12,345 67,890 3.5% " * 20,
        "",
    ],
)
def test_codes_names_and_numbers_are_no_reason_for_doubt(text: str) -> None:
    assert share(text) == 0


def test_unknown_characters_count_one_by_one() -> None:
    assert share("国際\ufffd\ufffd") == pytest.approx(0.5)
    assert share("国際\ue001協力") == pytest.approx(0.2)
    assert share("ç« å\u008f¥ã\u0081®ã\u0081¨ã\u0081\u0093ã\u0082\u008dã\u0081§") > TOLD


def test_a_font_with_too_little_on_a_page_is_judged_by_all_pages() -> None:
    words = shifted(ENGLISH, 1).split()
    pages = [tally(place, [(" ".join(words[place::6]), "Odd"), (ENGLISH, "Good")]) for place in range(6)]
    assert all(0.05 < found < 0.5 for found in shares(pages))
    assert shares(pages[:1]) == [0.0]
