import re
import unicodedata

import pytest
import tetrak_translit
from hypothesis import given
from hypothesis import strategies as st

from wikicli.armenian import (
    STANDARDS,
    bare_key,
    fold,
    index_key,
    index_keys,
    is_armenian,
    query_keys,
    reform,
    romanize,
    sort_key,
    stems,
    upper,
    western_key,
)

ALPHABET = (
    "ա բ գ դ ե զ է ը թ ժ ի լ խ ծ կ հ ձ ղ ճ մ յ ն շ ո չ պ ջ ռ ս վ տ ր ց ու փ ք և օ ֆ"
).split()

# What each letter of ALPHABET, and ւ, becomes after a consonant.
TABLES = {
    "bgn": (
        "a b g d e z e y t’ zh i l kh ts k h dz gh ch m y n sh o ch’ p j rr s v t r ts’"
        " u p’ k’ ev o f w"
    ),
    "ala-lc": (
        "a b g d e z ē ě tʻ zh i l kh ts k h dz gh ch m y n sh o chʻ p j ṛ s v t r tsʻ"
        " u pʻ kʻ ev ō f w"
    ),
    "iso9985": (
        "a b g d e z ē ë t’ ž i l x ç k h j ġ č̣ m y n š o č p ǰ ṙ s v t r c’"
        " ow p’ k’ ew ò f w"
    ),
    "hm": (
        "a b g d e z ē ə tʿ ž i l x c k h j ł č m y n š o čʿ p ǰ ṙ s v t r cʿ"
        " u pʿ kʿ ew ō f w"
    ),
    "plain": (
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j rr s v t r ts"
        " u p k ev o f w"
    ),
}

WORDS = """
    Միացում Հայաստան Արցախ Ղարաբաղ Ղարաբաղյան շարժում Ստեփանակերտ Շուշի Մարտակերտ
    Հադրութ Ասկերան Մարտունի Լաչին Քարվաճառ Գանձասար Դադիվանք Ամարաս Տիգրանակերտ
    Գյումրի Վանաձոր Աբովյան Էջմիածին Գորիս Կապան Մեղրի Սևան Դիլիջան Իջևան Ալավերդի
    Սպիտակ Արմավիր Արտաշատ Արարատ Մասիս Հրազդան Չարենցավան Ջերմուկ Սիսիան Նորավանք
    Տաթև Գեղարդ Գառնի Հաղպատ Սանահին Մատենադարան Մեսրոպ Մաշտոց Սահակ Պարթև Կոմիտաս
    Թումանյան Չարենց Աճառյան Ժիրայր Խաչատրյան Ծովինար Կարապետ Հակոբ Ձորափոր Ճամբարակ
    Նժդեհ Շահումյան Պետրոս Ջիվան Ռուբեն Սարգիս Վարդան Տրդատ Ցոլակ Փավստոս Քրիստափոր
    Օհան Ֆրանսիա խաչքար գրաբար այբուբեն հայոց ցեղասպանություն անկախություն պատերազմ
    հրադադար համաձայնագիր հանրապետություն մայրաքաղաք գերագույն խորհուրդ ժողովուրդ էջ
    բարեկամ աղջիկ բժիշկ զանգ ընկեր թագավոր ժամանակ իշխան լեզու ծառ կին հաց ձի ղեկ
    ճանապարհ մարդ յուղ նավակ շուն չորս պապ ջուր ռազմիկ սիրտ վարդ տուն րոպե ցուրտ
    ուսուցիչ փող քար օր ֆիլմ հաղթող անտառ ճակատագիր ԽՍՀՄ ՀՀ ՄԻԱՑՈՒՄ ՀԱՅԱՍՏԱՆ Ուրարտու
    Երևան Եղեգնաձոր եկեղեցի երեք Եվրոպա Ոսկեվազ Ոսկան ոտք որդի պատսպարան դզրդալ ոսկեվառ
""".split()


# Romanization


@pytest.mark.parametrize("standard", STANDARDS)
def test_every_letter_has_its_row_in_every_standard(standard: str) -> None:
    letters = [*ALPHABET, "ւ"]
    expected = [unicodedata.normalize("NFC", t) for t in TABLES[standard].split()]
    spelled = [romanize("ր" + letter, standard)[1:] for letter in letters]
    assert dict(zip(letters, spelled, strict=True)) == dict(
        zip(letters, expected, strict=True)
    )


@pytest.mark.parametrize(
    ("text", "bgn", "ala", "iso", "hm", "plain"),
    [
        ("Միացում", "Miats’um", "Miatsʻum", "Miac’owm", "Miacʿum", "Miatsum"),
        ("Երևան", "Yerevan", "Erevan", "Erewan", "Erewan", "Yerevan"),
        ("Երեւան", "Yerevan", "Erewan", "Erewan", "Erewan", "Yerevan"),
        ("Ոսկեվազ", "Voskevaz", "Oskeʹvaz", "Oskevaz", "Oskevaz", "Voskevaz"),
        ("նաև", "nayev", "naev", "naew", "naew", "nayev"),
        ("ով", "ov", "ov", "ov", "ov", "ov"),
        ("Արցախ", "Arts’akh", "Artsʻakh", "Arc’ax", "Arcʿax", "Artsakh"),
        ("չ ճ", "ch’ ch", "chʻ ch", "č č̣", "čʿ č", "ch ch"),
        ("ջ ձ", "j dz", "j dz", "ǰ j", "ǰ j", "j dz"),
    ],
)
def test_words_in_the_five_romanizations(
    text: str, bgn: str, ala: str, iso: str, hm: str, plain: str
) -> None:
    assert [romanize(text, s) for s in STANDARDS] == [bgn, ala, iso, hm, plain]


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Ղարաբաղյան շարժում", "Gharabaghyan sharzhum"),
        ("Եղեգնաձոր", "Yeghegnadzor"),
        ("երեք եռյակ", "yerek’ yerryak"),
        ("միաեղջյուր", "miayeghjyur"),
        ("առօրեական", "arroreakan"),
        ("ու եթե", "u yet’e"),
        ("հյուրընկալուե", "hyurynkaluye"),
        ("և", "yev"),
        ("Տաթև", "Tat’ev"),
        ("Եվրոպա", "Yevropa"),
        ("որդի Ոսկան", "vordi Voskan"),
        ("ուր Ուրարտու", "ur Urartu"),
        ("Ով ՈՎ ովքեր", "Ov OV vovk’er"),
        ("հաղթող", "haght’ogh"),
        ("Նոր-Երևան Նոր֊Երևան", "Nor-Yerevan Nor-Yerevan"),
    ],
)
def test_bgn_writes_ye_and_vo_by_position(text: str, latin: str) -> None:
    assert romanize(text) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("ԵՐԵՎԱՆ", "YEREVAN"),
        ("ԵՐԵՒԱՆ", "YEREVAN"),
        ("ԵՐևԱՆ", "YEREVAN"),
        ("ՈՍԿԵՎԱԶ", "VOSKEVAZ"),
        ("Շուշի ՇՈՒՇԻ", "Shushi SHUSHI"),
        ("Ծ. Շ.", "Ts. Sh."),
        ("ԽՍՀՄ-ում ԽՍՀՄում", "KHSHM-um KHSHMum"),
        ("ԽՍՀՇն", "KHSHSHn"),
        ("Լև Լևոն", "Lev Levon"),
    ],
)
def test_capitals_stay_capitals(text: str, latin: str) -> None:
    assert romanize(text) == latin


def test_capital_letters_of_two_characters() -> None:
    assert romanize("Ջրվեժ ՋՐՎԵԺ", "hm") == "J\u030crvež J\u030cRVEŽ"
    assert romanize("Ուր ՈՒՐ ՈՒ", "iso9985") == "Owr OWR OW"


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("գհ դզ կհ սհ տս", "gʹh dʹz kʹh sʹh tʹs"),
        ("պատսպարան", "patʹsparan"),
        ("ազգհամալիր զհ", "azgʹhamalir zʹh"),
        ("ՍՍՀ", "SSʹH"),
        ("ոսկեվազ ԵՐԵՎԱՆ Եվրոպա", "oskeʹvaz EREVAN Evropa"),
        ("և եւ", "ev ew"),
        ("Յակոբ Եազըճեան", "Yakob Eazěchean"),
    ],
)
def test_ala_lc_parts_letters_with_the_prime(text: str, latin: str) -> None:
    assert romanize(text, "ala-lc") == latin


def test_ala_lc_has_rules_of_its_own_for_classical_spelling() -> None:
    words = "Յակոբ յոյս ՅԱԿՈԲ Եազըճեան եազ հայ"
    assert romanize(words, "ala-lc", "classical") == (
        "Ḥakob ḥoys ḤAKOB Yazěchean eaz hay"
    )
    assert romanize(words, "bgn", "classical") == romanize(words, "bgn")


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("միացո՛ւմ", "miats’um"),
        ("Տե՛ս նաև", "Tes nayev"),
        ("Ո՞ւր ես գնում։ Տուն։", "Ur yes gnum? Tun."),
        ("Ո՞ւր ես գնում: Տուն:", "Ur yes gnum? Tun:"),
        ("Ո՞վ\nՈ՜վ", "Ov?\nOv!"),
        ("Ի՞նչ, ո՞ւր ու ո՜նց ։", "Inch’, ur u vonts’?! "),
        ("12:30 է՞", "12:30 e?"),
        ("ա՝ բ՟", "a, b"),
        ("կ՚ուտէ", "kute"),
        ("միա\u00adցում", "miats’um"),
    ],
)
def test_marks_inside_words_do_not_split_them(text: str, latin: str) -> None:
    assert romanize(text) == latin


def test_elision_mark_stays_where_it_is_no_aspirate() -> None:
    assert [romanize("կ՚ուտէ", s) for s in STANDARDS] == [
        "kute",
        "k’utē",
        "kowtē",
        "k’utē",
        "kute",
    ]


def test_ligatures_are_expanded() -> None:
    assert romanize("ﬓ ﬔ ﬕ ﬖ ﬗ Աﬔն", "hm") == "mn me mi vn mx Amen"


def test_other_scripts_and_lone_marks_are_left_alone() -> None:
    text = "Շեշտ (՛), ՠ ֈ, Ереван, ﬁ, 5 ֏"
    assert romanize(text) == "Shesht (՛), ՠ ֈ, Ереван, ﬁ, 5 ֏"
    assert romanize("։ ՝ ՛ ֊") == "։ ՝ ՛ ֊"


def test_unknown_standard_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="'iso'; known: bgn, ala-lc, iso9985, hm, pl"):
        romanize("ա", "iso")


@given(st.text(), st.sampled_from(list(STANDARDS)))
def test_romanize_never_raises_and_leaves_no_letters_of_the_alphabet(
    text: str, standard: str
) -> None:
    assert not re.search("[Ա-Ֆա-ևﬓ-ﬗ]", romanize(text, standard))


@given(st.text(st.characters(exclude_characters=[chr(c) for c in range(0x531, 0x58A)])))
def test_romanize_leaves_text_without_armenian_unchanged(text: str) -> None:
    if not is_armenian(text):
        assert romanize(text) == text


@given(st.text(alphabet="".join(ALPHABET), min_size=1))
def test_capitals_change_nothing_but_case(text: str) -> None:
    capitals = text.replace("և", "եւ").upper()
    small = romanize(text.replace("և", "եւ"), "plain")
    assert romanize(capitals, "plain").lower() == small


# tetrak-translit writes ' for ’, knows no ye after vowels and no exception for ov.
TETRAK_ERRORS = {"bgn": {"նաև", "ով", "միաեղջյուր"}}
TETRAK = {
    "bgn": "bgn_pcgn",
    "ala-lc": "ala_lc",
    "iso9985": "iso_9985_1996",
    "hm": "hubschmann_meillet",
}


@pytest.mark.parametrize("standard", TETRAK)
def test_another_implementation_agrees(standard: str) -> None:
    theirs = {
        word: tetrak_translit.to_latin(word, TETRAK[standard], "hy").replace("'", "’")
        for word in [*WORDS, "նաև", "ով", "միաեղջյուր"]
    }
    differing = {word for word in theirs if romanize(word, standard) != theirs[word]}
    assert differing == TETRAK_ERRORS.get(standard, set())


# Folding


@pytest.mark.parametrize(
    "names",
    [
        "Երևան ԵՐԵՎԱՆ ԵՐԵՒԱՆ Երեւան Երեվան երևա՞ն ԵՐևԱՆ",
        "ուր ո՞ւր Ո՛ւր ՈՒՐ",
        "կ՚ուտէ կ’ուտէ կուտէ",
        "ﬓացում մնացում ՄՆԱՑՈՒՄ",
        "Arts’akh Artsakh Artsʻakh ARTS'AKH artsʿakh Arts`akh",
        "Miats’um Miatsʻum miatsum",
        "J\u030crvež ǰrvež",
        "Straße STRASSE",
        "ΜΙΑΤΣΟΥΜΣ μιατσουμς",
    ],
)
def test_fold_joins_spellings_of_one_name(names: str) -> None:
    assert len({fold(name) for name in names.split()}) == 1


def test_fold_keeps_different_names_apart() -> None:
    assert fold("Peña") != fold("Pena")
    assert fold("Միացում") != fold("Miatsum")
    assert fold("किताब") != fold("कतब")


@given(st.text())
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="եւվևԵՒՎոՈ՞՛’\u00ad\u0301İßΣﬓ´ʹ˚\u1100\u1161\u11a8"))
def test_fold_is_idempotent_where_letters_meet(text: str) -> None:
    assert fold(fold(text)) == fold(text)


# Letters and order


@pytest.mark.parametrize(
    ("text", "answer"),
    [("Miatsum", False), ("", False), ("։՛֊֏", False), ("a ﬓ", True), ("և", True)],
)
def test_is_armenian_needs_a_letter(text: str, answer: bool) -> None:
    assert is_armenian(text) is answer


def test_sort_key_follows_the_alphabet() -> None:
    assert sorted(set(ALPHABET), key=sort_key) == ALPHABET


@pytest.mark.parametrize(
    "ordered",
    [
        "ոսկեվազ ոսկեր ոսկի ով ոտք որդի ուր փող քար և օր ֆիլմ",
        "Երգ Երեց Երեք Երթ Երի Երևան Երեւանցի",
        "Արցախ արցախ արցախցի",
        "1988 Miatsum Ա",
        "ցուրտ ո՞ւր ուրագ",
    ],
)
def test_sort_key_orders_words_as_a_dictionary_does(ordered: str) -> None:
    words = ordered.split()
    assert sorted(set(words), key=sort_key) == words


@pytest.mark.parametrize(
    ("text", "reformed", "classical"),
    [
        ("Երևան", "ԵՐԵՎԱՆ", "ԵՐԵՒԱՆ"),
        ("և ու", "ԵՎ ՈՒ", "ԵՒ ՈՒ"),
        ("ﬓացում ß", "ՄՆԱՑՈՒՄ SS", "ՄՆԱՑՈՒՄ SS"),
    ],
)
def test_upper_knows_both_capitals_of_ev(
    text: str, reformed: str, classical: str
) -> None:
    assert upper(text) == reformed
    assert upper(text, "classical") == classical


# Classical spelling

CLASSICAL = dict(
    pair.split()
    for pair in """
    Հայերէն Հայերեն|Յակոբ Հակոբ|բացուել բացվել|քոյր քույր|Սարգսեան Սարգսյան|եօթ յոթ
    ազատութիւն ազատություն|տէր տեր|Արմէն Արմեն|Արմինէ Արմինե|խօսել խոսել|Սարօ Սարո
    թիւ թիվ|Եւրոպայ Եվրոպա|յոյս հույս|նուէր նվեր|ծառայ ծառա|լոյս լույս|ձիւն ձյուն
    հեռաւոր հեռավոր|միութիւն միություն|Գէորգ Գևորգ|Երեւան Երևան|Սարոյեան Սարոյան
    իւղ յուղ|Պօղոս Պողոս|Յունաստան Հունաստան|Ամերիկայ Ամերիկա|հոգեւոր հոգևոր
    աւետիս ավետիս|Յովհաննէս Հովհաննես|Յարութիւն Հարություն|հաւատք հավատք|արծիւ արծիվ
    Աստուած Աստված|սիւն սյուն|քրիստոնեայ քրիստոնյա|հայեացք հայացք|պատուել պատվել
    կեանք կյանք|սենեակ սենյակ|գոյն գույն|արեւելք արևելք|Մովսէս Մովսես|Գայեանէ Գայանե
    հայ հայ|թէյ թեյ|էջ էջ|օր օր|ուր ուր|Գրիգոր Գրիգոր
    """.replace("\n", "|").split("|")
    if pair.strip()
)


def meet(word: str, query: str) -> bool:
    return not set(index_keys(word)).isdisjoint(query_keys(query))


@pytest.mark.parametrize(("classical", "reformed"), CLASSICAL.items())
def test_classical_spelling_is_read_as_reformed(classical: str, reformed: str) -> None:
    assert reform(classical) == fold(reformed)
    assert meet(classical, reformed)
    assert meet(reformed, classical)
    for standard in STANDARDS:
        assert meet(reformed, romanize(classical, standard))
        assert meet(reformed, romanize(classical, standard, "classical"))


@pytest.mark.parametrize(
    "word", ["միացում", "Երևան", "Ոսկեվազ", "նաև", "հայ", "ուրբաթ"]
)
def test_reform_leaves_reformed_spelling(word: str) -> None:
    assert reform(word) == fold(word)


# Search keys

SOUNDS = (
    "a b g d e z e e t Z i l x c k h D G C m e n S o C p J r s v t r c u p k ev o f"
).split()


def test_keys_write_one_symbol_a_sound() -> None:
    assert [index_key(letter) for letter in ALPHABET] == SOUNDS
    assert index_key("Միացում") == "miacum"
    assert index_key("Ղարաբաղյան շարժում") == "GarabaGianSarZum"


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
    [("կատար", "գադար"), ("Արցախ", "Արարատ"), ("Վոլգա", "voki"), ("շահ", "սահ")],
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
    reform(text)
    upper(text)
    sort_key(text)


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
