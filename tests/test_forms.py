"""Words of other languages than English, and which language a text is in."""

import pytest

from qa.corpus import alphabets, chunking, documents
from qa.text import forms, words

TEXTS = {
    "en": "The bridge was opened in 1999. Who designed it? The town paid.",
    "de": "Am 12. Mai wurde die Brücke geöffnet. Dr. Müller hat sie, z. B. mit Beton, gebaut.",
    "fr": "Le pont a été ouvert en 1999. M. Dupont l'a dessiné pour la ville.",
    "es": "El puente se abrió en 1999. El Sr. López lo diseñó para la ciudad.",
    "pt": "A ponte não foi aberta em 1999. O Sr. Silva a projetou para a cidade.",
    "it": "Il ponte fu aperto nel 1999. Il sig. Rossi lo progettò per la città.",
    "nl": "De brug werd in 1999 geopend voor het verkeer. Dhr. Jansen heeft hem ontworpen.",
    "pl": "Most zbudowano w 1900 r. w Krakowie. Zaprojektował go dr Nowak i jest on z kamienia.",
    "ru": "Мост построили в 1900 г. в Москве. Его автор жил на ул. Ленина.",
    "tr": "Köprü 1999 yılında ve 3. aşamada bir kez daha açıldı. Dr. Yılmaz bu işi yaptı.",
    "ar": "افتتح الجسر في عام 1999. صممه المهندس من القاهرة.",
    "zh": "大桥于1999年通车。2001年有多少人过桥？没有人知道。",
    "ja": "橋は1999年に開通しました。設計者は誰ですか。",
}


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("de", "Die Häuser der Städte", "Das Haus in der Stadt"),
        ("fr", "l'eau de la rivière", "Quelles eaux des rivières"),
        ("es", "¿Cuáles son las naciones?", "la nación"),
        ("pt", "Quais são as cidades?", "a cidade"),
        ("it", "dell'acqua", "l'acqua"),
        ("nl", "Welke bruggen zijn er?", "de brug"),
        ("pl", "Jakie są miasta?", "miasto"),
        ("ru", "в новых домах", "новый дом"),
        ("tr", "köprüler", "köprü"),
        ("en", "the cities", "a city"),
    ],
)
def test_forms_of_one_word_are_one_term(code, one, other):
    assert set(forms.terms(one, code)) == set(forms.terms(other, code)) != set()


def test_words_without_spaces_between_them_are_pairs_of_characters():
    assert forms.terms("黑豹队在哪一年获胜？", "zh") == ["黑豹", "豹队", "获胜"]
    assert forms.terms("与ARPANET的区别", "zh") == ["与", "arpanet", "区别"]
    assert forms.terms("2006年", "zh") == ["2006", "年"]
    assert "東京" in forms.terms("東京の人口は?", "ja")


def test_english_is_as_it_was():
    text = "Who led the U.S. delegation's talks in Riyadh?"
    assert forms.terms(text) == words.terms(text)
    split, stems = forms.counted(text)
    assert split == words.split(text)
    assert stems == {words.stem(word) for word in split}


@pytest.mark.parametrize("code", TEXTS)
def test_a_text_tells_its_language(code):
    assert alphabets.language(TEXTS[code]).code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Mötet börjar 12 maj kl. 18 i skolan. Fri entré.", "sv"),
        ("Färjan går klockan 9.", "sv"),
        ("Schůze se koná 12. května.", "cs"),
        ("A reunião começa às 18 h. Entrada livre.", "pt"),
        ("Primăria și școala sunt închise.", "ro"),
        ("São Paulo and Köln are twins.", "en"),
        ("De burgemeester opende de markt. De toegang kost 3 euro.", "nl"),
        ("M. Dupont préside la séance. Mme Roux note.", "fr"),
        ("Il fornaio vende il pane il sabato.", "it"),
        ("Fırıncı cumartesi ekmek satar.", "tr"),
        ("Pierre Martin remporte la course de Lyon.", "fr"),
        ("Name,Post,Town\nMina Larsen,ranger,Ulvik\nJosef Adler,botanist,Graz", "en"),
    ],
)
def test_letters_tell_the_language_of_a_short_text(text, code):
    assert alphabets.language(text).code == code


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("La cena es a las 5 p. m. del lunes. Habrá café.", 2),
        ("Schůze se koná 12. května. Předseda ji zahájí.", 2),
        ("Kokous alkaa 12. toukokuuta. Vapaa pääsy.", 2),
        ("قال د. أحمد إن الجسر مغلق. يفتح غدا.", 2),
        ("They left at 5 p.m. The door stayed open.", 2),
        ("we met at 5 pm. it was fun.", 2),
    ],
)
def test_a_stop_before_a_small_letter_ends_no_sentence(text, cut):
    assert len(chunking.sentences(documents.parse("a.txt", text.encode()))) == cut


@pytest.mark.parametrize("code", TEXTS)
def test_sentences_end_where_they_end(code):
    found = chunking.sentences(documents.of_text("", TEXTS[code]))
    said = [TEXTS[code][s.start : s.end] for s in found]
    assert len(said) == (3 if code in ("en", "zh") else 2)
    assert not any(sentence.heading for sentence in found)


@pytest.mark.parametrize(
    ("question", "default", "code"),
    [
        ("Wann wurde die Brücke gebaut?", "en", "de"),
        ("¿Cuándo se construyó el puente?", "en", "es"),
        ("大桥是什么时候建成的？", "en", "zh"),
        ("橋はいつできましたか?", "zh", "ja"),
        ("Когда построили мост?", "en", "ru"),
        ("Коли збудували міст?", "uk", "uk"),
        ("Who was the author of 'Die Räuber'?", "de", "en"),
        ("Hauptstadt Frankreich?", "de", "de"),
        ("Hauptstadt Frankreich?", "en", "en"),
        ("How many people live in Los Angeles?", "en", "en"),
        ("Rekolte neden düşecek?", "fr", "tr"),
        ("¿Capital de Chile?", "en", "es"),
        ("Makineler nereden getirildi?", "en", "tr"),
        ("Weshalb Stau?", "en", "de"),
        ("Grande Sobre hotel", "en", "en"),
        ("Makineler where?", "en", "en"),
        ("São Paulo mayor", "en", "en"),
        ("Skąd przywieziono gałęzie tarniny?", "en", "pl"),
    ],
)
def test_a_question_tells_its_language(question, default, code):
    assert forms.language(question, default) == code


def test_a_word_that_is_not_known_is_looked_up_in_the_languages_of_the_texts():
    known = set(forms.terms("Die Brücken der Republik", "de"))
    assert forms.asked("When were the Brücken built?", ("en", "de"), known) == ["bruck", "built"]
    assert forms.asked("When were the Brücken built?", ("en",), known) == forms.terms(
        "When were the Brücken built?"
    )


def test_lines_without_spaces_are_prose_and_no_headings():
    text = "黑豹队的防守只丢了308分，在联赛中排名第六，同时也以24次拦截领先联盟，四次入选[1]"
    (sentence,) = chunking.sentences(documents.of_text("", text))
    assert not sentence.heading


@pytest.mark.parametrize(
    ("text", "question", "code", "names_none"),
    [
        ("Das Viertel liegt im Westen.", "Welches Viertel liegt im Westen?", "de", True),
        ("Die „West Side“ ist ein Viertel.", "Welches Viertel liegt im Westen?", "de", False),
        ("Das Harvard College ist alt.", "Welcher Harvard-Alumni war dort?", "de", False),
        ("El barrio está al oeste.", "¿Qué barrio está al oeste?", "es", True),
        ("Le quartier est à l'ouest.", "Quel quartier est à l'ouest ?", "fr", True),
        ("Das Viertel liegt im Westen.", "Wo liegt das Viertel?", "de", False),
        ("街区在西边。", "哪个街区在西边？", "zh", False),
    ],
)
def test_a_sentence_that_names_none_of_what_is_asked_for(text, question, code, names_none):
    assert forms.names_none(text, question, code) is names_none
