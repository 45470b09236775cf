"""Requests as citizens' browsers send them: distinct answers, each with a key of its own."""

import random
import time
from dataclasses import dataclass
from urllib.parse import urlencode

from portal import form_keys
from tests.bench.servers import Prepared

HEADERS = (
    "host: 127.0.0.1\r\n"
    "user-agent: Mozilla/5.0 (Linux; Android 13; K) AppleWebKit/537.36 Chrome/131 Mobile\r\n"
    "accept: text/html,application/xhtml+xml\r\n"
    "accept-language: id-ID,id;q=0.9,en;q=0.6\r\n"
    "accept-encoding: gzip, deflate, br\r\n"
)
SENTENCES = (
    "Antrean lama sekali, loket yang buka hanya satu.",
    "Petugasnya ramah dan cepat, terima kasih.",
    "Mohon kursi di ruang tunggu ditambah, banyak lansia berdiri.",
    "Saya bolak-balik tiga kali karena syaratnya tidak jelas. Hubungi 0812-3456-7890.",
    "Pelayanan bagus, tempatnya bersih dan adem.",
    "Tolong informasinya diperbarui, di papan masih syarat yang lama.",
    "Sudah tiga minggu KTP belum jadi juga, katanya blanko habis.",
    "Cepat sekali, tidak sampai sepuluh menit selesai.",
    "Parkirnya sempit, motor sampai ke jalan.",
    "Biaya sesuai, tetapi mesin nomor antrean rusak sejak Senin.",
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One survey: the name of its form key as it is stored, and the request that carries it."""

    name: str
    request: bytes


def post(path: str, body: str) -> bytes:
    """A form as a browser posts it."""
    head = (
        f"POST {path} HTTP/1.1\r\n{HEADERS}"
        "content-type: application/x-www-form-urlencoded\r\n"
        f"content-length: {len(body)}\r\n\r\n"
    )
    return (head + body).encode("ascii")


def get(path: str) -> bytes:
    """A page as a browser asks for it."""
    return f"GET {path} HTTP/1.1\r\n{HEADERS}\r\n".encode("ascii")


def surveys(prepared: Prepared, count: int, seed: int = 1) -> list[Sent]:
    """So many surveys with nine answers and a comment, at all counters in turn."""
    chance = random.Random(seed)
    issued = int(time.time()) - 120
    made = []
    for number in range(count):
        place = prepared.places[number % len(prepared.places)]
        key = form_keys.issue(prepared.secret, place.counter_id, 1, issued).decode("ascii")
        fields = {f"u{n}": str(chance.choice((1, 2, 3, 3, 3, 4, 4))) for n in range(1, 10)}
        fields |= {"overall": str(chance.randint(1, 4)), "age_band": "26-35", "sex": "P"}
        fields |= {"education": "", "occupation": "", "lang": "id", "website": "", "slip": ""}
        fields |= {"comment": chance.choice(SENTENCES), "key": key}
        request = post(f"/s/{place.public_code}", urlencode(fields))
        made.append(Sent(key[:20], request))
    return made
