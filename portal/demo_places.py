"""The demo province's places: Lampung's regions with invented agencies, units, services, counters.

No real office is in it: every name carries "Contoh", and no figure belongs to anybody.
"""

from dataclasses import dataclass
from random import Random

REGIONS = (
    "Lampung Barat",
    "Tanggamus",
    "Lampung Selatan",
    "Lampung Timur",
    "Lampung Tengah",
    "Lampung Utara",
    "Way Kanan",
    "Tulang Bawang",
    "Pesawaran",
    "Pringsewu",
    "Mesuji",
    "Tulang Bawang Barat",
    "Pesisir Barat",
    "Kota Bandar Lampung",
    "Kota Metro",
)


@dataclass(frozen=True)
class Kind:
    """A kind of agency: its name, its field, its units, and the services of each."""

    code: str
    name: str
    field: str
    units: tuple[str, ...]
    services: tuple[str, ...]


KINDS = (
    Kind(
        "CAPIL",
        "Dinas Kependudukan dan Pencatatan Sipil Contoh",
        "administrasi kependudukan",
        (
            "Loket Dokumen Contoh",
            "Loket Akta Contoh",
            "Layanan Keliling Contoh",
            "Gerai MPP Contoh",
        ),
        ("KTP-el", "Kartu Keluarga", "Akta Kelahiran", "Surat Pindah"),
    ),
    Kind(
        "SAMSAT",
        "Badan Pendapatan Daerah Contoh",
        "pajak kendaraan",
        ("Samsat Induk Contoh", "Samsat Keliling Contoh", "Samsat Mal Contoh", "Drive Thru Contoh"),
        ("Pengesahan tahunan", "Ganti pelat lima tahunan", "Balik nama"),
    ),
    Kind(
        "RSUD",
        "Rumah Sakit Umum Daerah Contoh",
        "kesehatan",
        ("Pendaftaran Contoh", "Poliklinik Contoh", "Farmasi Contoh", "Laboratorium Contoh"),
        ("Pasien umum", "Pasien BPJS", "Rujukan"),
    ),
    Kind(
        "PTSP",
        "Dinas Penanaman Modal dan PTSP Contoh",
        "perizinan",
        (
            "Perizinan Usaha Contoh",
            "Izin Bangunan Contoh",
            "Izin Tenaga Kesehatan Contoh",
            "Pengaduan Izin Contoh",
        ),
        ("Konsultasi", "Permohonan baru", "Perpanjangan"),
    ),
    Kind(
        "PUSKES",
        "Dinas Kesehatan Contoh",
        "kesehatan",
        (
            "Puskesmas Melati Contoh",
            "Puskesmas Kenanga Contoh",
            "Puskesmas Cempaka Contoh",
            "Puskesmas Dahlia Contoh",
        ),
        ("Poli umum", "KIA", "Imunisasi", "Apotek"),
    ),
    Kind(
        "SOSNAKER",
        "Dinas Sosial dan Tenaga Kerja Contoh",
        "sosial dan ketenagakerjaan",
        (
            "Loket Kartu Kuning Contoh",
            "Loket Bantuan Sosial Contoh",
            "Loket Pelatihan Kerja Contoh",
            "Loket Pengaduan Kerja Contoh",
        ),
        ("Pendaftaran", "Pengecekan data", "Pengambilan kartu"),
    ),
)


@dataclass(frozen=True)
class Topic:
    """A training topic with its planted truth: what it really changes, at full attendance.

    lift_points : what the index of the unit gains.
    removed : share of the complaints about what it addresses that disappears.
    """

    code: str
    name: str
    addresses: tuple[str, ...]
    hours_jp: int
    method: str
    cost_per_seat: int
    max_seats: int
    lift_points: float
    removed: float


TOPICS = (
    Topic("ETIKA", "Etika dan komunikasi di loket Contoh", ("conduct",), 16, "workshop",
          1_250_000, 30, 4.5, 0.60),
    Topic("TEKNIS", "Bimbingan teknis petugas Contoh", ("competence", "product"), 24, "pelatihan",
          1_850_000, 25, 3.5, 0.50),
    Topic("ADUAN", "Mengelola pengaduan Contoh", ("complaint_handling",), 12, "seminar",
          700_000, 40, 2.0, 0.45),
    Topic("ANTREAN", "Mengatur antrean dan waktu Contoh", ("time", "procedure"), 16, "workshop",
          1_400_000, 30, 4.0, 0.45),
    Topic("ALUR", "Menyederhanakan alur layanan Contoh", ("procedure", "requirements"), 20,
          "coaching", 2_100_000, 20, 1.0, 0.15),
    Topic("DIGITAL", "Mendampingi warga memakai layanan digital Contoh", ("digital", "competence"),
          8, "e-learning", 350_000, 100, 0.0, 0.0),
    Topic("PRIMA", "Pelayanan prima Contoh", ("conduct", "competence", "time"), 32, "pelatihan",
          2_400_000, 30, 2.5, 0.25),
    Topic("STANDAR", "Menyusun standar pelayanan Contoh", ("requirements",), 12, "seminar",
          650_000, 50, 0.5, 0.15),
    Topic("MOTIVASI", "Motivasi dan kebersamaan Contoh", ("conduct", "complaint_handling"), 16,
          "seminar", 900_000, 50, 0.0, 0.0),
    Topic("CERMAT", "Cermat memasukkan data Contoh", ("product",), 8, "e-learning", 300_000, 100,
          1.5, 0.35),
    Topic("JAM", "Tertib jam layanan Contoh", ("time",), 8, "seminar", 450_000, 50, 0.5, 0.05),
    Topic("RAGAM", "Melayani warga rentan Contoh", ("conduct", "facilities"), 16, "workshop",
          1_300_000, 25, 2.0, 0.30),
)  # fmt: skip


@dataclass(frozen=True)
class DemoUnit:
    """A unit of the demo: where it is, and how big."""

    code: str
    agency_code: str
    region: int
    name: str
    field: str
    staff_count: int
    citizens_per_year: int
    services: tuple[str, ...]
    counters: tuple[str, ...]


@dataclass(frozen=True)
class DemoPlaces:
    """All places: agencies as (code, name, region), and the units."""

    agencies: tuple[tuple[str, str, str], ...]
    units: tuple[DemoUnit, ...]


def build_places(chance: Random) -> DemoPlaces:
    """Thirty agencies, two a region, with four units each and two or three counters a unit."""
    agencies: list[tuple[str, str, str]] = []
    units: list[DemoUnit] = []
    for number, region in enumerate(REGIONS):
        for kind in (KINDS[number % 6], KINDS[(number + 1 + number // 6) % 6]):
            code = f"{kind.code}-{number + 1:02}"
            agencies.append((code, f"{kind.name} {region}", region))
            units += [
                _unit(chance, kind, code, number, place, name)
                for place, name in enumerate(kind.units, start=1)
            ]
    return DemoPlaces(tuple(agencies), tuple(units))


def _unit(
    chance: Random, kind: Kind, agency_code: str, region: int, place: int, name: str
) -> DemoUnit:
    code = f"{agency_code}-{place}"
    staff = chance.randint(6, 24)
    services = tuple(f"{code}-{letter}" for letter in "ABCD"[: len(kind.services)])
    # Two or three counters, half of each, come to three hundred over the province.
    counters = tuple(f"{code}-L{number}" for number in range(1, 4 if place % 2 else 3))
    return DemoUnit(
        code,
        agency_code,
        region,
        f"{name} {REGIONS[region]}",
        kind.field,
        staff,
        staff * chance.randint(300, 1200),
        services,
        counters,
    )


def service_names(unit: DemoUnit) -> list[tuple[str, str]]:
    """Code and name of every service of a unit."""
    kind = next(kind for kind in KINDS if unit.code.startswith(kind.code + "-"))
    return [
        (code, f"{name} Contoh") for code, name in zip(unit.services, kind.services, strict=True)
    ]
