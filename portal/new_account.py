"""What a new account must bring, on the page as on the command line."""

from portal.access import Role

SHORTEST_PASSWORD = 12


def checked_account(given: dict[str, str]) -> dict[str, str]:
    """What is wrong with a new account, by field."""
    problems: dict[str, str] = {}
    if not given["username"] or not given["username"].isprintable() or " " in given["username"]:
        problems["username"] = "Nama akun: isi satu kata, tanpa spasi."
    if given["role"] not in set(Role):
        problems["role"] = "Peran: pilih satu dari daftar."
    if len(given["password"]) < SHORTEST_PASSWORD:
        problems["password"] = f"Kata sandi: isi paling sedikit {SHORTEST_PASSWORD} huruf."
    if given["role"] == Role.AGENCY_HEAD and not (given["agency"] or given["unit"]):
        problems["agency"] = "Pimpinan instansi: isi kode instansi atau kode unitnya."
    return problems
