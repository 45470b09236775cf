"""A fitted classifier, and what it said of its texts, as bytes: plain arrays, never a pickle."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.arrays import (
    DANGER,
    N_OUTPUTS,
    Fitted,
    Layer,
    from_eight_bits,
    in_eight_bits,
)
from ml.danger.learned import NEVER
from ml.features import BLOCKS, FloatArray, IntArray
from ml.labels import LABELS, POLARITIES, SUBTYPES
from ml.measures import Judged
from ml.vectoriser import Vectoriser


class Unreadable(ValueError):
    """Bytes that are not a classifier of this release."""


def pack(fitted: Fitted) -> bytes:
    """The arrays as one npz file without pickled objects; equal arrays give equal bytes."""
    names = [
        name
        for block in BLOCKS
        for name, _ in sorted(fitted.vectoriser.vocabulary[block].items(), key=lambda e: e[1])
    ]
    sizes = [len(fitted.vectoriser.vocabulary[block]) for block in BLOCKS]
    joined = "\n".join(names).encode("utf-8", "surrogatepass")
    numbers, power = in_eight_bits(fitted.weights)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        vocabulary=np.frombuffer(joined, dtype=np.uint8),
        block_sizes=np.array(sizes),
        idf=fitted.vectoriser.idf,
        weights=numbers,
        power=power,
        bias=fitted.bias,
        thresholds=np.array([fitted.lower, fitted.decision, fitted.upper]),
        labels=_joined(fitted.labels),
        polarity=_joined(fitted.polarity),
        subtype=_joined(fitted.subtype),
        danger=_joined(fitted.danger),
        danger_from=fitted.danger_from,
    )
    return buffer.getvalue()


def unpack(content: bytes) -> Fitted:
    """The arrays back from the bytes of `pack`; Unreadable where they do not fit together."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        names = arrays["vocabulary"].tobytes().decode("utf-8", "surrogatepass").split("\n")
        vocabulary, start = {}, 0
        for block, size in zip(BLOCKS, arrays["block_sizes"].tolist(), strict=True):
            if size < 0:
                raise ValueError("a block of features has fewer than none")
            part = names[start : start + size]
            vocabulary[block] = {name: start + place for place, name in enumerate(part)}
            start += size
        if start != len(names):
            raise ValueError(f"{len(names)} features are named, {start} are counted")
        _check(arrays, start)
        lower, decision, upper = arrays["thresholds"]
    except _FAULTS as problem:
        raise Unreadable(f"the model file cannot be read: {problem}") from problem
    danger, danger_from = _danger(arrays)
    return Fitted(
        vectoriser=Vectoriser(vocabulary, arrays["idf"]),
        weights=_for_all_outputs(_weights(arrays)),
        bias=_for_all_outputs(arrays["bias"]),
        labels=_parted(arrays["labels"]),
        polarity=_parted(arrays["polarity"]),
        subtype=_parted(arrays["subtype"]),
        lower=lower,
        decision=decision,
        upper=upper,
        danger=danger,
        danger_from=danger_from,
    )


# What numpy and zipfile raise for content that somebody else put together.
_FAULTS = (
    *(ValueError, KeyError, TypeError, OSError, EOFError, MemoryError, OverflowError),
    *(zipfile.BadZipFile, zlib.error, NotImplementedError, struct.error, SyntaxError),
)
_ANY = -1
# Larger values are no weights, and sums of them would be no numbers.
_LARGEST = 1e9
_LARGEST_POWER = 30


def _check(arrays: Mapping[str, NDArray[Any]], n_features: int) -> None:
    """ValueError naming the first array of another shape or type, or with a value that is none."""
    eight_bits = "power" in arrays
    outputs = N_OUTPUTS if "danger" in arrays else DANGER.start
    expected: dict[str, tuple[str, tuple[int, ...]]] = {
        "idf": ("f", (n_features,)),
        "weights": ("i" if eight_bits else "f", (n_features, outputs)),
        "bias": ("f", (outputs,)),
        "thresholds": ("f", (3, len(LABELS))),
        "labels": ("f", (len(LABELS), _ANY)),
        "polarity": ("f", (len(POLARITIES), _ANY)),
        "subtype": ("f", (len(SUBTYPES), _ANY)),
    }
    if "danger" in arrays:
        expected |= {"danger": ("f", (1, _ANY)), "danger_from": ("f", (2,))}
    if eight_bits:
        expected["power"] = ("i", (n_features,))
    for name, (kind, shape) in expected.items():
        array = arrays[name]
        # How many readings a layer knows differs by release; whoever loads it tries it.
        fits = len(array.shape) == len(shape) and all(
            wanted in (_ANY, size) for size, wanted in zip(array.shape, shape, strict=True)
        )
        if array.dtype.kind != kind or not fits:
            raise ValueError(f"{name} is {array.dtype} {array.shape}, not what this release reads")
        if kind == "f" and not (np.abs(array) < _LARGEST).all():
            raise ValueError(f"{name} holds values that are no numbers")
    if eight_bits and (np.abs(arrays["power"].astype(int)) > _LARGEST_POWER).any():
        raise ValueError("power holds values that make no weights")


def _danger(arrays: Mapping[str, NDArray[Any]]) -> tuple[Layer, FloatArray]:
    """The layer and cuts for danger; in versions of before the rules hear it alone."""
    if "danger" not in arrays:
        return Layer(np.zeros((1, 0)), np.zeros(1)), np.full(2, NEVER)
    return _parted(arrays["danger"]), arrays["danger_from"]


def _for_all_outputs(found: NDArray[Any]) -> NDArray[Any]:
    """Weights or bias with zeros for the outputs that versions of before do not have."""
    missing = N_OUTPUTS - found.shape[-1]
    return np.pad(found, [(0, 0)] * (found.ndim - 1) + [(0, missing)])


def _weights(arrays: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
    """The weights; versions of before keep them in half precision."""
    if "power" not in arrays:
        return arrays["weights"].astype(np.float32)
    return from_eight_bits(arrays["weights"], arrays["power"])


def _joined(layer: Layer) -> FloatArray:
    return np.column_stack([layer.coef, layer.intercept])


def _parted(joined: FloatArray) -> Layer:
    return Layer(joined[:, :-1], joined[:, -1])


def pack_judged(keys: IntArray, judged: Judged) -> bytes:
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        keys=keys,
        truth=judged.truth,
        probability=judged.probability.astype(np.float32),
        decided=judged.decided,
        polarity=judged.polarity.astype(np.int8),
        polarity_probability=judged.polarity_probability.astype(np.float32),
        hard_negative=judged.hard_negative,
        danger=judged.danger,
        alarm=judged.alarm,
    )
    return buffer.getvalue()


def unpack_judged(content: bytes) -> tuple[IntArray, Judged]:
    """What `pack_judged` packed; Unreadable where it is something else."""
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            keys = stored["keys"]
            # Versions of before did not keep what they heard of danger.
            names = ("danger", "alarm", "listened")
            unheard = dict.fromkeys(names, np.zeros(len(keys), dtype=bool))
            if "alarm" in stored.files:
                unheard["listened"] = np.ones(len(keys), dtype=bool)
            kept = unheard | {name: stored[name] for name in stored.files}
            judged = Judged(*(kept[name] for name in Judged.__dataclass_fields__))
        rows = {len(keys), *(len(getattr(judged, name)) for name in Judged.__dataclass_fields__)}
        if len(rows) != 1 or not np.isfinite(judged.probability).all():
            raise ValueError("its arrays do not fit together")
    except _FAULTS as problem:
        raise Unreadable(f"what was judged cannot be read: {problem}") from problem
    return keys, judged
