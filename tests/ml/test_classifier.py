"""What the classifier says of the hard things, and that its arrays say what its pipeline said."""

import io
import pickle
import subprocess
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
import scipy.sparse as sparse
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import FeatureUnion
from sklearn.utils import estimator_checks
from sklearn.utils.estimator_checks import check_estimator

from ml import ridge
from ml.alarms import alarms
from ml.arrays import (
    BLAMED,
    N_LABELS,
    N_OUTPUTS,
    N_SIGNS,
    OF_STATEMENTS,
    POLARITY,
    PRAISED,
    Layer,
    Scored,
    from_eight_bits,
    in_eight_bits,
    label_readings,
    sigmoid,
    signs_of,
)
from ml.calibrated import SOLVER, class_layer, label_layer, thresholds
from ml.classifier import Classified, ComplaintClassifier, Scores
from ml.corpus import Example
from ml.features import BLOCK_WEIGHTS, BLOCKS
from ml.fitting import folds, targets
from ml.labels import LABELS, POLARITIES
from ml.reading import Reading, read
from ml.redaction import redact
from ml.ridge import CONSTANT, RIDGE, ridge_with_folds
from ml.storage import pack, unpack
from ml.vocabulary import no_rest
from tests.ml.named_features import analyse

TEXTS = [
    "petugasnya ramah tapi antrinya lama banget",
    "toilet kotor, kursi kurang, tolong ditambah",
    'katanya "pengertian" dulu baru diproses',
    "BERKAS KURANG TERUS, DISURUH BOLAK BALIK 3X",
    "gratis, makasih mbak 👍",
    "jam berapa buka?",
    "",
    "zzz qqq",
]


def one(model: ComplaintClassifier, text: str) -> Classified:
    return model.predict_texts([text])[0]


# The hard things, by name.


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("antri dari subuh belum dipanggil juga", "time"),
        ("syaratnya kebanyakan dan berubah terus", "requirements"),
        ("dilempar dari loket satu ke loket lain, bolak balik", "procedure"),
        ("biayanya mahal sekali", "cost"),
        ("nama saya salah cetak", "product"),
        ("petugas tidak tahu aturan", "competence"),
        ("petugasnya jutek dan membentak", "conduct"),
        ("aduan saya tidak pernah ditanggapi", "complaint_handling"),
        ("toilet kotor dan bau", "facilities"),
        ("aplikasi error terus tidak bisa login", "digital"),
        ("diminta uang rokok biar cepat", "integrity"),
    ],
)
def test_each_label_is_found_in_a_plain_complaint(
    model: ComplaintClassifier, text: str, label: str
) -> None:
    found = one(model, text)
    assert label in found.labels
    assert found.polarity == "complaint"


@pytest.mark.parametrize(
    ("praised", "complained"),
    [
        ("petugasnya ramah", "petugasnya tidak ramah"),
        ("toiletnya bersih", "toiletnya tidak bersih"),
        ("penjelasannya jelas", "penjelasannya tidak jelas"),
    ],
)
def test_negation_turns_praise_into_complaint(
    model: ComplaintClassifier, praised: str, complained: str
) -> None:
    assert one(model, praised).polarity == "praise"
    assert one(model, complained).polarity == "complaint"


@pytest.mark.parametrize(
    ("text", "blamed", "praised"),
    [
        ("petugas baik, sayangnya toilet kotor dan airnya mati", "facilities", "conduct"),
        ("pelayanannya ramah tapi nunggunya dua jam lebih", "time", "conduct"),
        ("gedungnya bagus tapi aplikasinya error terus", "digital", "facilities"),
    ],
)
def test_praise_of_one_thing_beside_a_complaint_of_another_is_not_labelled(
    model: ComplaintClassifier, text: str, blamed: str, praised: str
) -> None:
    found = one(model, text)
    assert found.polarity == "complaint"
    assert blamed in found.labels
    assert praised not in found.labels


def test_what_is_granted_after_walau_is_no_complaint(model: ComplaintClassifier) -> None:
    found = one(model, "walau antri lama, petugasnya sabar sekali melayani")
    assert found.polarity == "praise"
    assert "conduct" in found.labels
    assert "time" not in found.labels


@pytest.mark.parametrize(
    "text",
    [
        "tidak ada pungli",
        "tidak ada pungli, pelayanan gratis",
        "tanpa calo, mantap",
        "cepat, tidak pakai calo",
    ],
)
def test_no_levy_is_no_matter_of_integrity(model: ComplaintClassifier, text: str) -> None:
    found = one(model, text)
    assert "integrity" not in found.labels
    assert found.polarity == "praise"
    assert not alarms(read(text)).integrity


@pytest.mark.parametrize(
    "text",
    [
        "katanya kalau ada pengertian berkas bisa didahulukan",
        "disuruh kasih amplop dulu baru diproses",
        "dimintai uang lelah sama petugasnya",
        "yang kenal orang dalam langsung dilayani",
        "kalo mau cepat ya tau sendirilah, uang kopi",
    ],
)
def test_a_euphemism_for_a_bribe_goes_to_the_narrow_circle(
    model: ComplaintClassifier, text: str
) -> None:
    found = one(model, text)
    assert found.integrity_suspected
    assert found.needs_review


@pytest.mark.parametrize(
    "text", ["keluarga petugas tidak antri", "pejabat tidak antri", "teman petugas tidak antri"]
)
def test_who_is_favoured_without_a_queue_is_no_praise(
    model: ComplaintClassifier, text: str
) -> None:
    found = one(model, text)
    assert found.polarity != "praise"
    assert found.needs_review


@pytest.mark.parametrize(
    "text", ["saya putus asa", "rasanya pengen nyerah aja", "saya sudah tidak sanggup lagi"]
)
def test_who_sounds_weary_of_everything_is_read_by_a_person(
    model: ComplaintClassifier, text: str
) -> None:
    assert one(model, text).needs_review


def test_protected_abbreviations_keep_their_meaning(model: ComplaintClassifier) -> None:
    assert "product" in one(model, "kk saya salah nama").labels
    assert one(model, "syarat bikin kk apa saja ya").polarity == "other"


@pytest.mark.parametrize("text", ["jam berapa buka?", "jual madu asli hubungi wa", "-", ".", ""])
def test_a_text_that_is_no_opinion_carries_no_label(model: ComplaintClassifier, text: str) -> None:
    found = one(model, text)
    assert found.polarity == "other"
    assert found.labels == ()
    assert found.subtype is not None


def test_a_question_and_an_empty_text_are_told_apart(model: ComplaintClassifier) -> None:
    assert one(model, "apakah bisa diwakilkan?").subtype == "question"
    assert one(model, "   ").subtype == "empty"


@pytest.mark.parametrize(
    ("text", "accused", "held"),
    [
        ("sangat puas, nyogok dikit beres", 0.01, True),
        ("sangat puas, cepat dan ramah", 0.95, True),
        ("sangat puas, tidak ada yang nyogok", 0.01, False),
    ],
)
def test_a_named_bribe_goes_to_the_inspector_even_in_sure_thanks(
    model: ComplaintClassifier, text: str, accused: float, held: bool
) -> None:
    signs = signs_of([read(text)])
    labels = np.zeros((1, N_LABELS))
    labels[0, LABELS.index("integrity")] = accused
    polarity = np.array([[0.05, 0.0, 0.95, 0.0]])
    assert model.held_back(
        Scores(labels, polarity, polarity, np.zeros(1, dtype=bool), np.zeros(1, dtype=bool)), signs
    ).tolist() == [held]


def test_danger_is_raised_by_rule_and_always_reviewed(model: ComplaintClassifier) -> None:
    found = one(model, "nenek saya pingsan di ruang tunggu karena pengap")
    assert found.danger
    assert found.needs_review
    assert not alarms(read("kursinya kurang")).danger


# Whatever is written.


def test_a_masked_text_is_judged_as_the_text_itself(model: ComplaintClassifier) -> None:
    text = "Pak Gunawan minta uang, hp saya 0852-7788-3431, tolong ditindak"
    raw, masked = one(model, text), one(model, redact(text).text)
    assert masked.scores == raw.scores
    assert masked.redacted == raw.redacted
    assert masked.pii == ()
    assert [text[s.start : s.end] for s in raw.pii] == ["Gunawan", "0852-7788-3431"]


def test_a_text_can_be_explained_later_for_the_labels_it_was_given(
    model: ComplaintClassifier,
) -> None:
    text = "Pak Suhendra bilang kursi di ruang tunggu rusak semua, sudah lama"
    [found] = model.predict_texts([text])
    assert found.explanation
    assert model.explain(text, found.labels) == found.explanation
    assert model.explain(text, ()) == ()


def test_explanations_point_at_the_words_of_the_text_that_came_in(
    model: ComplaintClassifier,
) -> None:
    text = "Pak Gunawan di 0852-7788-3431 bilang toiletnya memang kotor"
    found = one(model, text)
    drivers = [driver for driver in found.explanation if driver.label == "facilities"]
    assert drivers[0].word in {"toiletnya", "kotor"}
    masked = [range(span.start, span.end) for span in found.pii]
    for driver in found.explanation:
        hidden = any(driver.start in place for place in masked)
        assert (text[driver.start : driver.end] == driver.word) is not hidden
        assert driver.weight > 0
    assert {d.label for d in found.explanation} <= set(found.labels)


@pytest.mark.parametrize(
    "text",
    [
        "Pak Sukirman Wijaya minta 50 ribu",
        "setor ke Bu Endang Lestari 0852-7788-3431 dulu",
        "transfer ke Pak Tarjo biar cepat",
    ],
)
def test_an_explanation_carries_nothing_that_was_masked(
    model: ComplaintClassifier, text: str
) -> None:
    masked = redact(text)
    told = [driver.word for driver in model.explain(text, LABELS)]
    assert any(word in masked.text for word in told if word.startswith("["))
    assert not {"sukirman", "wijaya", "endang", "lestari", "tarjo", "0852-7788-3431"} & {
        part for word in told for part in word.lower().split()
    }


def test_the_json_has_the_fields_that_outside_programs_rely_on(model: ComplaintClassifier) -> None:
    document = one(model, "toilet kotor, hp saya 0852-7788-3431").as_json()
    assert set(document) >= {
        "labels", "scores", "polarity", "subtype", "needs_review", "pii", "redacted",
    }  # fmt: skip
    assert list(document["scores"]) == list(LABELS)  # type: ignore[call-overload]
    assert document["pii"] == [{"type": "phone", "start": 22, "end": 36}]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), max_size=3))
def test_any_text_gets_probabilities(model: ComplaintClassifier, texts: list[str]) -> None:
    scores = model.predict_scores(texts)
    for part in scores:
        assert part.shape[0] == len(texts)
        assert np.isfinite(part).all()
        assert ((part >= 0) & (part <= 1)).all()
    assert scores.polarity.sum(axis=1) == pytest.approx(np.ones(len(texts)))
    assert len(model.predict_texts(texts)) == len(texts)


def test_a_text_is_judged_the_same_alone_and_among_others(model: ComplaintClassifier) -> None:
    together = model.predict_scores(TEXTS).labels
    alone = np.vstack([model.predict_scores([text]).labels for text in TEXTS])
    assert np.abs(together - alone).max() < 1e-12


# The arrays and what they came from.


def readings_of_corpus(examples: tuple[Example, ...]) -> list[Reading]:
    return [read(redact(example.text).text) for example in examples]


def _block(block: str) -> TfidfVectorizer:
    """One block as scikit-learn would cut it."""

    def analyser(reading: Reading) -> list[str]:
        return analyse(reading, block)

    return TfidfVectorizer(analyzer=analyser, sublinear_tf=True)


def test_the_arrays_give_the_probabilities_of_the_scikit_learn_pipeline(
    model: ComplaintClassifier, learnt_from: tuple[Example, ...]
) -> None:
    fitted = model.fitted_
    corpus = readings_of_corpus(learnt_from)
    parts = []
    for block in BLOCKS:
        part = _block(block)
        part.set_params(vocabulary=sorted(fitted.vectoriser.vocabulary[block]))
        parts.append((block, part))
    union = FeatureUnion(parts, transformer_weights=dict(BLOCK_WEIGHTS)).fit(corpus)
    rows = union.transform([read(text) for text in TEXTS])
    expected = rows @ fitted.weights.astype(np.float64) + fitted.bias
    assert np.abs(fitted.scores([read(text) for text in TEXTS]) - expected).max() < 1e-9


def test_the_letters_are_cut_as_scikit_learn_cuts_them() -> None:
    cut = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5)).build_analyzer()
    for text in ("a", "toilet", "kartu tanda penduduk", "wa xyz abc"):
        assert sorted(analyse(read(text), "char")) == sorted(cut(text))


def test_a_layer_gives_the_probabilities_of_scikit_learn() -> None:
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    rng = np.random.default_rng(0)
    readings = rng.normal(size=(200, 5))
    classes = rng.integers(0, 3, 200)
    standard = StandardScaler().fit_transform(readings)
    learner = LogisticRegression(C=1.0, solver=SOLVER)
    many = learner.fit(standard, classes).decision_function(standard)
    assert np.abs(class_layer(readings, classes, 3).shared(readings) - many).max() < 1e-9
    truth = (classes == 1).astype(float)
    single = learner.fit(standard, truth).decision_function(standard)
    layer = label_layer(readings[:, None, :], truth[:, None])
    assert np.abs(layer.own(readings[:, None, :])[:, 0] - single).max() < 1e-9


def test_a_layer_stays_finite_where_one_reading_tells_everything() -> None:
    reading = np.repeat([-1.0, 1.0], 50)[:, None]
    layer = label_layer(reading[:, None, :], (reading > 0).astype(float))
    chance = sigmoid(layer.own(reading[:, None, :])[:, 0])
    assert ((chance > 0.9) == (reading[:, 0] > 0)).all()
    assert np.isfinite(layer.coef).all()


def test_a_stored_model_says_exactly_the_same(model: ComplaintClassifier) -> None:
    again = ComplaintClassifier.of(unpack(pack(model.fitted_)))
    assert (again.predict_scores(TEXTS).labels == model.predict_scores(TEXTS).labels).all()
    assert pack(again.fitted_) == pack(model.fitted_)


def test_a_stored_model_loads_and_judges_without_scikit_learn(
    model: ComplaintClassifier, tmp_path: Path
) -> None:
    (tmp_path / "model").write_bytes(pack(model.fitted_))
    program = (
        "import sys; from pathlib import Path; from ml.storage import unpack;"
        "from ml.classifier import ComplaintClassifier;"
        f"m = ComplaintClassifier.of(unpack(Path({str(tmp_path / 'model')!r}).read_bytes()));"
        "print(m.predict_texts(['toilet kotor dan bau'])[0].labels);"
        "print('sklearn' in sys.modules or 'scipy' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert answer.stdout.splitlines() == ["('facilities',)", "False"]


def test_the_same_examples_and_seed_give_the_same_model(
    few: tuple[Example, ...], model_of_few: ComplaintClassifier
) -> None:
    assert pack(ComplaintClassifier(seed=3).fit(few).fitted_) == pack(model_of_few.fitted_)


def test_what_blames_and_what_praises_add_up_to_the_label(model: ComplaintClassifier) -> None:
    """Only the two parts are sought; the label is their sum, up to the eight bits of each."""
    weights = model.fitted_.weights
    apart = weights[:, BLAMED] + weights[:, PRAISED]
    most = np.abs(weights).max(axis=1, keepdims=True)
    assert (np.abs(weights[:, :N_LABELS] - apart) <= most / 40).all()


def test_learning_lets_others_go_first_every_now_and_then(
    few: tuple[Example, ...], model_of_few: ComplaintClassifier
) -> None:
    asked: list[int] = []
    rested = ComplaintClassifier(seed=3).fit(few, rest=lambda: asked.append(1))
    assert len(asked) > 40
    assert pack(rested.fitted_) == pack(model_of_few.fitted_)


def test_the_model_is_small_enough_to_carry_about(model: ComplaintClassifier) -> None:
    assert len(pack(model.fitted_)) < 10_000_000


def test_scikit_learn_s_own_checks_pass_where_they_apply() -> None:
    """Checks that need a table of numbers do not apply: the input is text, and the tags say so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        done = check_estimator(ComplaintClassifier(), on_skip=None, on_fail=None)
    states = {one["check_name"]: one["status"] for one in done}
    assert set(states.values()) <= {"passed", "skipped"}, states
    assert states["check_estimator_cloneable"] == "passed"


@pytest.mark.parametrize(
    "name",
    [
        "check_estimator_repr",
        "check_estimator_tags_renamed",
        "check_get_params_invariance",
        "check_no_attributes_set_in_init",
        "check_parameters_default_constructible",
        "check_set_params",
        "check_valid_tag_types",
    ],
)
def test_the_checks_that_need_no_table_of_numbers_pass_by_themselves(name: str) -> None:
    check = getattr(estimator_checks, name)
    check("ComplaintClassifier", ComplaintClassifier())


def test_a_copy_of_scikit_learn_is_unfitted_and_has_the_same_seed(
    model: ComplaintClassifier,
) -> None:
    copy = clone(model)
    assert copy.seed == model.seed
    assert not hasattr(copy, "fitted_")
    assert copy.set_params(seed=3).get_params() == {"seed": 3}
    with pytest.raises(ValueError, match="no parameter"):
        copy.set_params(colour=1)


def test_plain_predictions_are_those_of_the_full_reading(model: ComplaintClassifier) -> None:
    found, given = model.predict_texts(TEXTS), model.predict(TEXTS)
    assert given.shape == (len(TEXTS), len(LABELS))
    assert [tuple(np.array(LABELS)[row > 0]) for row in given] == [one.labels for one in found]
    assert (model.predict_proba(TEXTS) == model.predict_scores(TEXTS).labels).all()
    assert model.predict([]).shape == (0, len(LABELS))


def test_an_estimator_only_stores_what_it_is_given() -> None:
    assert vars(ComplaintClassifier(seed=5)) == {"seed": 5}
    assert pickle.loads(pickle.dumps(ComplaintClassifier(seed=5))).seed == 5


# Learning.


def test_too_few_texts_or_none_with_a_label_are_refused() -> None:
    few = [Example(str(i), f"teks {i}", ("time",), "complaint") for i in range(10)]
    with pytest.raises(ValueError, match="at least 40"):
        ComplaintClassifier().fit(few)
    plain = [Example(str(i), f"teks nomor {i}", (), "praise") for i in range(50)]
    with pytest.raises(ValueError, match="no text carries a label"):
        ComplaintClassifier().fit(plain)


def test_a_corpus_that_lacks_most_labels_still_teaches_what_it_has() -> None:
    words = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh".split()  # noqa: SIM905
    examples = [
        Example(f"{a}{b}", f"toilet {a} kotor {b}", ("facilities",), "complaint")
        if place % 2
        else Example(f"{a}{b}", f"bagus {a} sekali {b}", (), "praise")
        for place, (a, b) in enumerate((a, b) for a in words for b in words if a != b)
    ]
    found = one(ComplaintClassifier().fit(examples), "toilet kotor")
    assert found.labels == ("facilities",)
    assert found.polarity == "complaint"


def test_a_voice_and_equal_texts_never_stand_in_two_folds(few: tuple[Example, ...]) -> None:
    twice = [*few, *(Example("copy", e.text.upper(), (), "praise") for e in few)]
    fold = folds(twice, readings_of_corpus(tuple(twice)), seed=1)
    n = len(few)
    assert (fold[:n] == fold[n:]).mean() > 0.99
    of_voice: dict[str, set[int]] = {}
    for example, number in zip(few, fold[:n].tolist(), strict=True):
        of_voice.setdefault(example.voice, set()).add(number)
    assert sum(len(numbers) > 1 for numbers in of_voice.values()) < 0.1 * len(of_voice)


def test_scores_out_of_fold_are_those_of_ridges_that_never_saw_the_fold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ridge, "PRECISION", 1e-4)
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(120, 30))
    wanted = (rng.random((120, 4)) < 0.3).astype(float)
    fold = rng.integers(0, 5, 120)
    dual, scores = ridge_with_folds(
        sparse.csr_matrix(rows, dtype=np.float32), wanted, fold, no_rest
    )
    full = rows @ rows.T + CONSTANT
    for held in range(5):
        train, mine = fold != held, fold == held
        system = full[np.ix_(train, train)] + RIDGE * np.eye(train.sum())
        expected = full[np.ix_(mine, train)] @ np.linalg.solve(system, wanted[train])
        assert scores[mine] == pytest.approx(expected, abs=5e-3)
    assert dual == pytest.approx(np.linalg.solve(full + RIDGE * np.eye(120), wanted), abs=1e-3)


def test_weights_in_eight_bits_are_near_and_lose_nothing_when_stored_again() -> None:
    rng = np.random.default_rng(0)
    weights = (rng.normal(size=(500, 7)) * 10.0 ** rng.integers(-6, 2, (500, 1))).astype(np.float32)
    weights[3] = 0.0
    near = from_eight_bits(*in_eight_bits(weights))
    assert (np.abs(near - weights) <= np.abs(weights).max(axis=1, keepdims=True) / 127).all()
    assert (from_eight_bits(*in_eight_bits(near)) == near).all()


def test_a_version_stored_in_half_precision_is_still_read(model: ComplaintClassifier) -> None:
    with np.load(io.BytesIO(pack(model.fitted_))) as stored:
        arrays = {name: stored[name] for name in stored.files if name != "power"}
    arrays["weights"] = model.fitted_.weights.astype(np.float16)
    older = io.BytesIO()
    np.savez_compressed(older, **arrays)
    read_again = ComplaintClassifier.of(unpack(older.getvalue()))
    [found], [expected] = (
        read_again.predict_proba(["antre lama"]),
        model.predict_proba(["antre lama"]),
    )
    assert found == pytest.approx(expected, abs=5e-3)


def test_a_layer_of_an_earlier_release_reads_what_it_knew(model: ComplaintClassifier) -> None:
    layer = model.fitted_.labels
    readings = np.random.default_rng(0).normal(size=(5, N_LABELS, layer.coef.shape[1]))
    earlier = Layer(layer.coef[:, :-2], layer.intercept)
    assert earlier.own(readings) == pytest.approx(earlier.own(readings[:, :, :-2]))
    assert earlier.own(readings) != pytest.approx(layer.own(readings))
    shared = readings[:, 0]
    assert earlier.shared(shared) == pytest.approx(earlier.shared(shared[:, :-2]))


def test_each_label_is_read_beside_the_strongest_of_the_others() -> None:
    scores = np.zeros((1, N_OUTPUTS))
    scores[0, BLAMED] = np.arange(N_LABELS)
    complaint = np.eye(len(POLARITIES))[[0]]
    scored = Scored.of(scores, scores[:0], np.array([0]))
    beside = label_readings(scored, np.zeros((1, N_SIGNS)), complaint)[
        0, :, OF_STATEMENTS.start - 2
    ]
    assert beside.tolist() == [N_LABELS - 1.0] * (N_LABELS - 1) + [N_LABELS - 2.0]


def test_a_text_is_read_by_its_strongest_statement_too() -> None:
    whole, parts = np.zeros((3, N_OUTPUTS)), np.zeros((5, N_OUTPUTS))
    whole[1], parts[:, 0], parts[:, BLAMED.start] = 7.0, [1, 3, 2, 9, 8], [4, 1, 2, 0, 6]
    scored = Scored.of(whole, parts, np.array([3, 0, 2]))
    assert scored.first.tolist() == [0, 3, 4]
    assert scored.parts[scored.last(), 0].tolist() == [2, 7, 8]
    assert scored.most(scored.parts[:, :1]).ravel().tolist() == [3, 7, 9]
    complaint = np.tile(np.eye(len(POLARITIES))[0], (3, 1))
    readings = label_readings(scored, np.zeros((3, N_SIGNS)), complaint)[:, 0, OF_STATEMENTS]
    assert readings.shape == (3, 8)
    assert readings[:, 0].tolist() == [3, 7, 9]
    assert readings[:, 3].tolist() == [4, 7, 6]


def test_one_by_one_or_together_a_text_is_read_alike(model: ComplaintClassifier) -> None:
    together = model.predict_proba(TEXTS)
    alone = np.vstack([model.predict_proba([text]) for text in TEXTS])
    assert together == pytest.approx(alone, abs=1e-9)
    assert model.predict_proba([]).shape == (0, N_LABELS)


def test_targets_tell_blame_from_praise() -> None:
    wanted, polarity, subtype = targets(
        [
            Example("a", "lama", ("time",), "complaint"),
            Example("b", "cepat", ("time",), "praise"),
            Example("c", "?", (), "other", "question"),
        ]
    )
    time = LABELS.index("time")
    assert wanted[:2, time].tolist() == [1, 1]
    assert wanted[0, POLARITY].tolist() == [1, 0, 0, 0]
    assert wanted[:, N_LABELS:].sum(axis=1).tolist() == [2, 2, 2]
    assert [POLARITIES[place] for place in polarity] == ["complaint", "praise", "other"]
    assert subtype.tolist() == [-1, -1, 0]


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=20, max_size=200))
def test_thresholds_keep_what_they_promise(judged: list[tuple[float, bool]]) -> None:
    probability = np.array([p for p, _ in judged])
    truth = np.array([t for _, t in judged])
    lower, decision, upper = thresholds(probability, truth)
    assert lower <= decision <= upper
    if truth.any():
        assert (probability[truth] >= lower).mean() >= 0.95


def test_a_cut_gives_up_what_is_found_only_for_fewer_wrong_labels() -> None:
    apart = np.array([0.9] * 40 + [0.8] + [0.1] * 60)
    truth = np.arange(101) < 41
    assert thresholds(apart, truth)[1] == pytest.approx(0.45), "nothing wrong lies above it"
    mixed = np.array([0.9] * 40 + [0.5] + [0.6] * 2 + [0.1] * 58)
    assert 0.6 < thresholds(mixed, truth)[1] < 0.9, "one found is given for two wrong ones"


def test_the_upper_threshold_is_precise_where_the_scores_allow_it() -> None:
    rng = np.random.default_rng(1)
    truth = rng.random(2000) < 0.3
    probability = np.clip(rng.normal(np.where(truth, 0.7, 0.3), 0.15), 0.001, 0.999)
    _, _, upper = thresholds(probability, truth)
    assert truth[probability >= upper].mean() >= 0.9
    assert thresholds(rng.random(2000), truth)[2] > 1
