"""A fitted classifier, and what it said of its texts, as bytes: plain arrays, never a pickle."""

import io
import zipfile
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ml.arrays import Fitted, Layer, from_eight_bits, in_eight_bits
from ml.features import BLOCKS, FloatArray, IntArray
from ml.labels import LABELS
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
            part = names[start : start + size]
            vocabulary[block] = {name: start + place for place, name in enumerate(part)}
            start += size
        lower, decision, upper = arrays["thresholds"]
        if len(lower) != len(LABELS) or start != len(arrays["weights"]):
            raise ValueError("arrays do not fit together")
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as problem:
        raise Unreadable(f"the model file cannot be read: {problem}") from problem
    return Fitted(
        vectoriser=Vectoriser(vocabulary, arrays["idf"]),
        weights=_weights(arrays),
        bias=arrays["bias"],
        labels=_parted(arrays["labels"]),
        polarity=_parted(arrays["polarity"]),
        subtype=_parted(arrays["subtype"]),
        lower=lower,
        decision=decision,
        upper=upper,
    )


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
    )
    return buffer.getvalue()


def unpack_judged(content: bytes) -> tuple[IntArray, Judged]:
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        keys = stored["keys"]
        return keys, Judged(*(stored[name] for name in Judged.__dataclass_fields__))
