# ruff: noqa: E501
"""Made texts of many languages, in the encodings that they are met in, short and long."""

import pytest

from qa.corpus import decoding

TEXTS = {
    "es": "El niño pidió más información sobre el próximo año. La señora López vendrá mañana con su "
    "cuñado a la estación. ¿Quién sabrá dónde está el camión? La exposición cerró después del almuerzo.",
    "de": "Für die Gäste in München gab es süßes Brot und kühle Getränke. Die Straße führt über die "
    "Brücke zum Bahnhof. Später öffneten sich die Türen, und größere Gruppen strömten hinein.",
    "fr": "L'été dernier, le théâtre a été fermé pour des travaux. La forêt brûlée près de la rivière "
    "où naît le fleuve a déjà reverdi. Les élèves ont reçu leurs leçons à l'hôpital.",
    "pt": "A população não sabia que a construção da estação começaria amanhã. O avô trouxe pães e maçãs "
    "para os irmãos. Também há razões econômicas para esta decisão.",
    "it": "La città è più bella quando piove, perché la gente resta a casa. Lunedì andrà al caffè con sua "
    "sorella. Però la libertà non è mai così facile, e ciò si capirà.",
    "sv": "Bönderna sålde sina får på marknaden i Göteborg förra året. Källan låg långt från vägen, men "
    "vattnet var rent. Därför åkte många människor dit på sommaren.",
    "pl": "Źle się stało, że książka została w pociągu. Łódź płynęła powoli przez jezioro, a dzieci "
    "śpiewały pieśń. Później wszyscy poszli do domu, żeby zjeść obiad.",
    "cs": "Příští týden přijede vlak o hodinu později. Žáci četli knížku o králi, který měl tři dcery. "
    "Když skončila schůze, všichni odešli domů a město ztichlo.",
    "hu": "A gyerekek örömmel nézték a repülőgépet, amely a szőlőhegy fölött szállt. A főváros utcáin "
    "sűrű köd ült, és az emberek hűvös időre készültek.",
    "tr": "Çocuklar yağmurlu günde okula gitmek için otobüsü beklediler. İstanbul'daki köprü dün akşam "
    "kapatıldı. Şoför, yolcuların güvenliği için ışıkları açtığını söyledi.",
    "ru": "Весной жители деревни починили старый мост через реку. Работа заняла три недели, и теперь по "
    "нему снова ездят машины. Школьники посадили у берега сорок деревьев.",
    "uk": "Навесні мешканці села полагодили старий міст через річку. Її береги знову зелені, і діти "
    "граються там щодня після школи. Цієї осені тут відкриють музей.",
    "el": "Οι κάτοικοι του χωριού έφτιαξαν την παλιά γέφυρα πάνω από το ποτάμι. Η δουλειά κράτησε τρεις "
    "εβδομάδες και τώρα περνούν πάλι αυτοκίνητα. Τα παιδιά φύτεψαν δέντρα.",
    "ja": "村の人々は春に古い橋を直しました。仕事は三週間かかり、今では車がまた通れるようになっています。"
    "子供たちは川のそばに木を四十本植えました。",
    "zh-hans": "春天，村民们修好了河上的旧桥。工作用了三个星期，现在汽车又可以通过了。学生们在河边种了四十棵树。",
    "zh-hant": "春天，村民們修好了河上的舊橋。工作用了三個星期，現在汽車又可以通過了。學生們在河邊種了四十棵樹。",
    "ar": "أصلح أهل القرية الجسر القديم فوق النهر في الربيع. استغرق العمل ثلاثة أسابيع والآن تمر السيارات "
    "من جديد. زرع التلاميذ أربعين شجرة على ضفة النهر.",
    "he": "תושבי הכפר תיקנו באביב את הגשר הישן מעל הנהר. העבודה נמשכה שלושה שבועות, ועכשיו עוברות בו שוב "
    "מכוניות. התלמידים נטעו ארבעים עצים על גדת הנהר.",
    "ko": "마을 사람들은 봄에 강 위의 낡은 다리를 고쳤습니다. 일은 삼 주가 걸렸고 이제 자동차가 다시 다닙니다. "
    "학생들은 강가에 나무를 심었습니다.",
}  # fmt: skip
WESTERN = ("cp1252", "iso8859_15", "mac_roman", "cp850")
ENCODINGS = {
    "es": WESTERN, "de": WESTERN, "fr": WESTERN, "pt": WESTERN, "it": WESTERN, "sv": WESTERN,
    "pl": ("cp1250", "iso8859_2", "mac_latin2", "cp852"), "cs": ("cp1250", "iso8859_2", "mac_latin2", "cp852"),
    "hu": ("cp1250", "iso8859_2", "cp852"), "tr": ("cp1254", "iso8859_9", "mac_turkish"),
    "ru": ("cp1251", "koi8_r", "iso8859_5", "mac_cyrillic", "cp866"), "uk": ("cp1251", "koi8_u"),
    "el": ("cp1253", "iso8859_7"), "ja": ("cp932", "euc_jp", "iso2022_jp"),
    "ar": ("cp1256", "iso8859_6", "mac_arabic", "cp720"), "he": ("cp1255", "iso8859_8", "cp862"), "zh-hans": ("gb18030",),
    "zh-hant": ("big5",), "ko": ("cp949", "iso2022_kr"),
}  # fmt: skip


def cases():
    """Each text whole, its first sentence, and its first words."""
    for language, text in TEXTS.items():
        first = text.replace("。", ". ").split(". ")[0]
        first = text[: len(first) + 1]
        for encoding in ENCODINGS[language]:
            for part in (text * 3, first, " ".join(first.split()[:6]) if " " in first else first):
                if not part.isascii():
                    yield language, encoding, part


def test_encodings_are_told_by_the_letters_of_the_language(capsys):
    wrong, total = [], 0
    for language, encoding, text in cases():
        total += 1
        read, warnings = decoding.decode(text.encode(encoding))
        if read != text:
            wrong.append((language, encoding, len(text), warnings[-1:], read[:50]))
    with capsys.disabled():
        print(f"\n{total - len(wrong)} of {total} texts are decoded right", *wrong, sep="\n")
    assert total - len(wrong) >= 0.97 * total


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("language", ["en", "de", "ru", "ja"])
def test_unicode_with_and_without_marks(language, encoding):
    text = TEXTS.get(language, "The house stands by the river.")
    assert decoding.decode(text.encode(encoding)) == (text, [])


def test_what_was_guessed_is_told():
    _, warnings = decoding.decode(TEXTS["pl"].encode("cp1250"))
    assert warnings == ["not UTF-8: decoded as cp1250"]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Der Bischof Krzysztof Wójcik und Andrew Ferô waren dort.", "cp1252"),
        ("El pianista Ferô tocaba en el valle y cobraba diez pesos.", "cp1252"),
        ("2012年，《南方·日报》曾报道（见“机场”）", "utf-16-le"),
        ("2012年，《南方·日报》曾报道（见“机场”）", "utf-16-be"),
    ],
)
def test_no_word_is_written_in_two_scripts(text, encoding):
    assert decoding.decode(text.encode(encoding))[0] == text
