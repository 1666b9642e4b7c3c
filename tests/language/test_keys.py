import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.armenian import ALPHABET, CLASSICAL, WORDS, upper
from wikicli.language.armenian import STANDARDS, romanize
from wikicli.language.keys import (
    bare_key,
    forms,
    index_key,
    index_keys,
    query_keys,
    stems,
    western_key,
)

SOUNDS = (
    "a b g d e z e e t Z i l x c k h D G C m e n S o C p J r s v t r c u p k ev o f"
).split()


def test_keys_write_one_symbol_a_sound() -> None:
    assert [index_key(letter) for letter in ALPHABET] == SOUNDS
    assert index_key("Միացում") == "miacum"
    assert index_key("Ղարաբաղյան շարժում") == "GarabaGianSarZum"


def meet(word: str, query: str) -> bool:
    return not set(index_keys(word)).isdisjoint(query_keys(query))


@pytest.mark.parametrize(("classical", "reformed"), CLASSICAL.items())
def test_spellings_of_one_word_meet(classical: str, reformed: str) -> None:
    assert meet(classical, reformed)
    assert meet(reformed, classical)
    for standard in STANDARDS:
        assert meet(reformed, romanize(classical, standard))
        assert meet(reformed, romanize(classical, standard, "classical"))


@pytest.mark.parametrize(
    ("word", "queries"),
    [
        (
            "Միացում",
            "միացում ՄԻԱՑՈՒՄ միացո՛ւմ miatsum Miatsʻum miacum miatsoum miatzum miyatsum"
            " Miac'owm miacʿum miatsoom",
        ),
        ("Երևան", "ԵՐԵՎԱՆ ԵՐԵՒԱՆ Երեւան yerevan erevan Erewan Yerewan er&an"),
        ("Արցախ", "artsakh arcax Arc’ax artzakh ARTS’AKH Artsax"),
        ("Ղարաբաղ", "Gharabagh Łarabał Ġarabaġ gharabağ"),
        ("Շուշի", "Shushi Shoushi Šuši Chouchi Shooshi Shushee"),
        ("Ժիրայր", "Zhirayr Jirair Žirayr Jirayr"),
        ("Ջավախք", "Javakhk J̌avaxk Djavakhk"),
        ("Ձոր", "dzor jor Dzor"),
        ("Խաչատրյան", "Khachatryan Khatchatrian Xačatryan Xač‘atrean Khatchatrean"),
        ("Հակոբ", "Hakob Յակոբ Yakob Ḥakob"),
        ("Գևորգ", "Gevorg Georg Gēorg Գէորգ"),
        ("Ալեքսան", "Aleksan Alexan"),
        ("Հայկ", "Hayk Haik"),
        ("Սամվել", "Samvel Samuel Սամուէլ"),
        ("ընկեր", "ynker enker ənker ěnker"),
        ("ոսկի", "voski oski"),
        ("Վոլգա", "Volga"),
        ("հայերեն", "hayeren haieren Հայերէն"),
        ("ուսուցիչ", "usutsich usuts’ich’ ousoutsitch usucʿičʿ"),
        ("Նոր Երևան", "Nor-Yerevan Նոր-Երևան ՆՈՐ֊ԵՐԵՎԱՆ norerevan"),
    ],
)
def test_a_word_meets_the_ways_it_is_typed(word: str, queries: str) -> None:
    assert [query for query in queries.split() if not meet(word, query)] == []


@pytest.mark.parametrize("word", [*WORDS, "Ղարաբաղյան շարժում", "նաև", "միաեղջյուր"])
def test_a_word_meets_each_of_its_romanizations(word: str) -> None:
    for standard in STANDARDS:
        assert meet(word, romanize(word, standard))
        assert meet(word, romanize(upper(word), standard))


@pytest.mark.parametrize(
    ("one", "other"),
    [("կատար", "գադար"), ("Արցախ", "Արարատ"), ("Միացում", "Միություն"), ("շահ", "սահ")],
)
def test_different_words_do_not_meet(one: str, other: str) -> None:
    assert not meet(one, other)


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("Հակոբ", "Hagop"),
        ("Գրիգոր", "Krikor"),
        ("Մարտակերտ", "Mardakert"),
        ("Տիգրան", "Dikran"),
        ("Ճիվան", "Jivan"),
    ],
)
def test_western_keys_meet_western_spellings(word: str, typed: str) -> None:
    assert not meet(word, typed)
    typed_keys = {western_key(key) for key in query_keys(typed)}
    assert western_key(index_key(word)) in typed_keys


@pytest.mark.parametrize(("word", "typed"), [("Շուշի", "Susi"), ("Ղարաբաղ", "Garabag")])
def test_bare_keys_meet_scholarly_letters_without_their_marks(
    word: str, typed: str
) -> None:
    assert not meet(word, typed)
    assert bare_key(index_key(word)) in {bare_key(key) for key in query_keys(typed)}


@pytest.mark.parametrize("text", ["", " ", "։", "՛՞", "-", "’", "\u0301"])
def test_text_without_letters_has_no_keys(text: str) -> None:
    assert index_keys(text) == query_keys(text) == ()
    assert index_key(text) == ""


def test_latin_words_and_numbers_have_keys_as_well() -> None:
    assert meet("Yerevan", "Երևան")
    assert meet("Karabakh Committee", "karabakh committee")
    assert meet("1988", "1988")
    assert meet("Ереван", "ереван")
    assert meet("Арцах 5ե", "арцах 5ye")


def test_a_phrase_has_a_bounded_number_of_readings() -> None:
    keys = query_keys("Yoyjay Voyxeeay Yajoy " * 20)
    assert 1 < len(keys) <= 16


@given(st.text(alphabet="".join(ALPHABET) + "ւ", min_size=1, max_size=8))
def test_any_armenian_letters_meet_all_their_romanizations(word: str) -> None:
    for standard in STANDARDS:
        assert meet(word, romanize(word, standard))
    assert meet(word, upper(word))
    assert meet(word, word)


@given(st.text())
def test_keys_never_raise_and_text_meets_itself(text: str) -> None:
    keys = index_keys(text)
    assert set(keys) & set(query_keys(text)) or not keys
    for key in keys:
        stems(key)
        western_key(key)
        bare_key(key)


# Inflection


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        (
            "միացում",
            "միացումը միացման միացմանը միացումից միացումով միացմամբ միացումներ",
        ),
        (
            "Արցախ",
            "Արցախի Արցախում Արցախից Արցախով Արցախն artsakhum arcaxum Artsakhits",
        ),
        ("միություն", "միության միությունը միությամբ միություններում miut’yan"),
        ("Շուշի", "Շուշիում Շուշին Շուշիից Shushium"),
        ("գիրք", "գրքի գրքերը գրքում grk’i"),
        ("տուն", "տնից տները տներում"),
        ("քաղաքացի", "քաղաքացու քաղաքացիներին քաղաքացիով"),
        ("լեզու", "լեզվի լեզվով լեզուներ լեզվից"),
        ("տղա", "տղայի տղային տղաների տղայով տղայում"),
        ("հայ", "հայեր հայերը հայերին հայով"),
        ("օր", "օրվա օրը օրից օրվանից"),
        ("տարի", "տարվա տարին տարում տարուց"),
        ("աղջիկ", "աղջկա աղջկան աղջիկը"),
        ("կին", "կնոջ կնոջից"),
        ("քույր", "քրոջ քրոջը"),
        ("հայր", "հոր հորից"),
        ("անուն", "անվան անունից անվանը"),
        ("ծնունդ", "ծննդյան"),
        ("ձմեռ", "ձմռան"),
        ("սեր", "սիրո սիրով"),
        ("լույս", "լուսի լույսով"),
        ("մարդ", "մարդու մարդկանց"),
        ("մեծ", "ամենամեծ մեծագույն"),
        ("տուն", "տունէն տուներու"),
        ("միութիւն", "միութեան միութենէն"),
    ],
)
def test_inflected_forms_lead_to_the_word(word: str, forms: str) -> None:
    keys = set(index_keys(word))
    assert [
        form
        for form in forms.split()
        if not any(keys.intersection(stems(key)) for key in query_keys(form))
    ] == []


def test_stems_are_few_and_leave_out_the_key_itself() -> None:
    assert "miacum" not in stems("miacum")
    assert stems("") == stems("a") == ()
    assert len(stems(index_key("պատմություններից"))) < 20
    assert len(stems("bd" * 10_000 + "i")) < 40


@pytest.mark.parametrize(
    ("word", "inflected"),
    [
        ("Կապան", "Կապանից Կապանում Կապանի Կապանը Կապանիցս"),
        ("գիրք", "գրքեր գրքի գրքերից"),
        ("գինի", "գինու գինին գինիներ գինուց"),
        ("միացում", "միացման միացմամբ միացումներից"),
        ("միություն", "միության միությունների"),
        ("ակտիվ", "ամենաակտիվ"),
        ("մեծ", "ամենամեծ մեծի"),
    ],
)
def test_the_forms_of_a_word_hold_its_inflected_forms(
    word: str, inflected: str
) -> None:
    for form in inflected.split():
        assert index_key(form) in forms(index_key(word)), form


@given(st.text(alphabet="abdeiunsrkcmSJtv", min_size=1, max_size=9))
def test_forms_are_stems_turned_round(key: str) -> None:
    assert all(key in forms(stem) for stem in stems(key))
    assert all(key in stems(form) for form in forms(key))
