"""Danger to freedom: who is locked in, tied up, held back, or kept by their own papers."""

from ml.danger.signs import Sign
from ml.danger.verbs import voices

_HOLDER = r"(?:agen|mandor|majikan|bos|juragan|calo|kepala gudang|penyalur|pabrik|orang itu|mereka)"
_RELATIVE = r"(?:bayi|adik|anak|istri|suami|kakak|ibu|keponakan)\w*"

FREEDOM: tuple[Sign, ...] = (
    Sign(
        rf"{voices('kunci')}|terkunci|(?:di)?gembok|locked",
        beside=r"""
        ng?unci(?:in|kan|i)? (?:saya|kami|anak\w*|adik\w*|murid|siswa|ibu|orang)\b|
        <person> ~3 dikunci (?:di|dari|dalam|dengan|oleh)|locked (?:me|us|in)|dikunci dari luar|
        life jackets locked|ganjel pintu|pintu darurat ~1 (?:dikunci|dirantai|digembok)|
        (?:ketinggalan|tertinggal|terjebak) di dalam .*kunci|kunci .*<person> ~3 (?:di|lom) dalam|
        terkunci di (?:dalam|gudang|kamar|ruang|lift|toilet)""",
        never=r"""
        (?:toilet|wc|kamar mandi|ruang pengaduan|motor|mobil|kotak|data|sistem|gerbang|pagar|loket|
        aplikasi)(?:nya)? (?:(?!saya|kami|anak|murid|orang|dia|ibu)\w+ ){0,2}\w*kunci|
        (?:hp|helm|dompet|berkas|map|tas) ~2 (?:ketinggalan|tertinggal)""",
    ),
    Sign(
        r"terjebak|terkurung|disandera|dirantai|diikat|mengikat|ngiket|diiket|diplester|dilakban",
        beside=r"""
        (?:terjebak|terkurung) ~1 di (?:dalam|lift|gudang|kamar|toilet|wc|ruang|lantai)|
        disandera|(?:<person>|tangan|kaki|mulut)\w* ~4 (?:dirantai|diikat|diiket|diplester|
        dilakban)|
        (?:diikat|dirantai|diiket) (?:di|ke|ke dalam) (?:kursi|ranjang|tiang|pohon|kasur|tempat)""",
        never=r"""
        (?:tanpa|tidak|belum) (?:perlu |usah )?di\w+|berkas|map|rambut|sapi|kambing|anjing|macet|
        kerbau|kuda|janji|aturan|motor|sepeda""",
    ),
    Sign(
        r"tertinggal|ketinggalan|ditinggal|boleh|dikasih|diberi|dipaksa|pulang",
        beside=r"""
        (?:anak|bayi|bocah|adik|murid|siswa)\w* (?:\w+ )?(?:tertinggal|ketinggalan|
        ditinggal) ~1 di (?:bus|mobil|dalam|gudang|lift|jalan|hutan|pangkalan|kapal)|
        tanpa boleh (?:tidur|istirahat|makan|minum)|kerja ~3 tidak boleh (?:tidur|istirahat|makan)|
        (?:_hari_|hari) (?:tidak|belum) (?:dikasih|diberi) (?:makan|minum|obat)|
        dipaksa (?:minum (?:alkohol|miras|obat)|makan (?:cabai|tanah)|telanjang|kerja ~3 tidur)|
        (?:anak|adik|istri|suami|kakak|ibu|bapak|nenek|kakek|keponakan)\w* ~2 (?:belum|
        tidak) pulang ~6 (?:, )?~6 (?:_hari_|semalam|kemarin|mati|hilang|minggu)""",
        never=r"puasa|periksa|sebelum (?:tes|operasi|cek)",
    ),
    Sign(
        r"keluar|pulang|mulang|muleh|mulih",
        beside=r"""
        (?:tidak|ora|mak) (?:boleh|bisa|diizinkan|dikasih) (?:keluar|pulang) (?:mess?|rumah|kamar|
        asrama|kos|penampungan|gudang|sebelum (?:lunas|bayar)|kalau belum (?:lunas|bayar))|
        (?:tidak|ora) boleh pulang ~2 (?:lunas|bayar)""",
        never=r"hujan|isolasi",
    ),
    Sign(
        r"paspor\w*|passport",
        beside=rf"""
        paspor\w* ~4 (?:dipegang|ditahan|diambil|disita|dirampas|nahan|disimpan) ~1 {_HOLDER}|
        {_HOLDER} ~2 (?:pegang|memegang|megang|tahan|menahan|nahan|ambil|mengambil|sita) paspor|
        passport .*(?:alone|night)|disuruh ~3 baru paspor\w*""",
        never=rf"""
        diambil {_HOLDER} ~1 (?:karena|sebab|waktu) (?:saya|kami) ~1 (?:kerja|sibuk|sakit)""",
    ),
    Sign(
        r"ditahan|nahan|menahan",
        beside=rf"""
        {_RELATIVE} (?:saya |kami )?ditahan (?:di (?:rumah|rs|klinik|ruko|gudang|kos|penampungan|
        mess?)|{_HOLDER}|karena (?:kurang|belum)|rumah sakit|preman)|nahan pintu|menahan pintu""",
        never=r"polisi|lapas|rutan",
    ),
)
