"""Settings from the environment; a bad value stops the start and says what is accepted."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

DEFAULT_DATABASE_URL = "sqlite:///data/suara.db"


class BadSetting(ValueError):
    """A setting that cannot be used, with the value found and what is accepted."""


@dataclass(frozen=True)
class Settings:
    """What an operator may set; every name here is read from SUARA_<NAME>."""

    database_url: str = DEFAULT_DATABASE_URL
    data_dir: Path = field(default_factory=lambda: Path("data"))
    public_address: str = "http://127.0.0.1:8000"
    smallest_group: int = 5
    queue_limit: int = 5000
    counter_rate_per_second: int = 50
    address_rate_per_second: int = 200
    trusted_proxies: str = ""
    sealing_key: str = ""
    sealing_key_before: str = ""
    secure_cookies: bool = False
    background: bool = True
    sample_mark: bool = False

    @property
    def models_dir(self) -> Path:
        """Where versions of the classifier are kept."""
        return self.data_dir / "models"


def _whole_number(name: str, text: str, least: int) -> int:
    known = text.isascii() and text.isdigit() and len(text) < 20
    if not known or int(text) < least:
        raise BadSetting(f"SUARA_{name} is {text!r}; expected a whole number from {least} up")
    return int(text)


def _switch(name: str, text: str) -> bool:
    if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
        raise BadSetting(f"SUARA_{name} is {text!r}; expected 1 or 0")
    return text.lower() in {"1", "true", "yes"}


def checked_database_url(url: str, source: str = "SUARA_DATABASE_URL") -> str:
    """The address of a database with its driver named, or BadSetting."""
    if url.startswith("sqlite:///") and len(url) > len("sqlite:///"):
        return url
    for prefix in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    raise BadSetting(
        f"{source} is {url!r}; expected an address such as sqlite:///data/suara.db"
        " or postgresql://user@host/name"
    )


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Settings from the environment; raises BadSetting with name, value and what is accepted."""
    given = os.environ if environment is None else environment
    plain = Settings()

    def text(name: str, default: str) -> str:
        return given.get(f"SUARA_{name}", "").strip() or default

    def number(name: str, default: int, least: int) -> int:
        return _whole_number(name, text(name, str(default)), least)

    address = text("PUBLIC_ADDRESS", plain.public_address).rstrip("/")
    if not address.startswith(("http://", "https://")):
        raise BadSetting(
            f"SUARA_PUBLIC_ADDRESS is {address!r}; expected an address such as https://skm.go.id"
        )
    return Settings(
        database_url=checked_database_url(text("DATABASE_URL", plain.database_url)),
        data_dir=Path(text("DATA_DIR", str(plain.data_dir))),
        public_address=address,
        smallest_group=number("SMALLEST_GROUP", plain.smallest_group, 5),
        queue_limit=number("QUEUE_LIMIT", plain.queue_limit, 1),
        counter_rate_per_second=number("COUNTER_RATE_PER_SECOND", plain.counter_rate_per_second, 1),
        address_rate_per_second=number("ADDRESS_RATE_PER_SECOND", plain.address_rate_per_second, 1),
        trusted_proxies=text("TRUSTED_PROXIES", ""),
        sealing_key=text("SEALING_KEY", ""),
        sealing_key_before=text("SEALING_KEY_BEFORE", ""),
        secure_cookies=_switch("SECURE_COOKIES", text("SECURE_COOKIES", "0"))
        or address.startswith("https://"),
        background=_switch("BACKGROUND", text("BACKGROUND", "1")),
        sample_mark=_switch("SAMPLE_MARK", text("SAMPLE_MARK", "0")),
    )
