"""One network many times: marked, and nothing remains that leads back to anybody."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from portal import form_keys
from portal.networks import NETWORKS_KEPT, DailyNetworks
from surveys.responses import MARK_SHARED_NETWORK
from surveys.rules.quality import NETWORK_RESPONSES

NOON = datetime(2026, 11, 28, 5, 0, tzinfo=UTC)
# What httpx says of itself where there is no network between.
ADDRESS = "127.0.0.1"


def marks(portal: Any) -> list[int]:
    return [row[0] for row in portal.rows("select marks from response order by id")]


def key_for(portal: Any) -> str:
    issued = int(time.time()) - 60
    return form_keys.issue(portal.app.portal.secret, portal.place.counter_id, 1, issued).decode()


def test_the_eleventh_answer_of_a_network_at_a_counter_is_stored_and_marked(portal: Any) -> None:
    for _ in range(NETWORK_RESPONSES + 2):
        assert portal.send(u1="4", key=key_for(portal)).status_code == 303
    assert marks(portal) == [0] * NETWORK_RESPONSES + [MARK_SHARED_NETWORK] * 2
    assert portal.rows("select count(*) from response where excluded") == [(0,)]


def test_a_retry_is_no_further_answer_of_its_network(portal: Any) -> None:
    key = key_for(portal)
    for _ in range(NETWORK_RESPONSES + 5):
        portal.send(u1="4", key=key)
    portal.send(u1="3", key=key_for(portal))
    assert marks(portal) == [0, 0]


def test_a_shared_tablet_is_not_marked_for_having_one_network(portal: Any) -> None:
    for _ in range(NETWORK_RESPONSES + 3):
        portal.send(u1="4", key=key_for(portal), channel="kiosk")
    assert set(marks(portal)) == {0}


def test_no_address_and_no_digest_of_one_reaches_the_database(portal: Any) -> None:
    for _ in range(NETWORK_RESPONSES + 1):
        portal.send(u1="4", comment="Cepat", key=key_for(portal))
    networks = portal.app.citizens._answers._networks
    digest = networks.digest(portal.place.counter_id, ADDRESS, datetime.now(UTC))
    assert networks.is_shared(digest)
    tables = portal.rows(
        "select name from sqlite_master where type = 'table'"
        if portal.database.url.startswith("sqlite")
        else "select table_name from information_schema.tables where table_schema = 'public'"
    )
    for (table,) in tables:
        written = repr(portal.rows(f'select * from "{table}"'))
        assert ADDRESS not in written, table
        assert digest.hex() not in written, table
        assert repr(digest) not in written, table


def test_tomorrow_nobody_can_say_which_network_it_was() -> None:
    networks = DailyNetworks(most=1)
    today = networks.digest(1, ADDRESS, NOON)
    networks.count(today)
    assert networks.is_shared(today)
    assert networks.digest(1, ADDRESS, NOON + timedelta(hours=3)) == today
    tomorrow = networks.digest(1, ADDRESS, NOON + timedelta(days=1))
    assert tomorrow != today
    assert not networks.is_shared(tomorrow)
    # The salt of the first day is gone: not even the same day asked for again gives the same.
    assert networks.digest(1, ADDRESS, NOON) != today


def test_another_process_another_counter_and_another_network_are_other_digests() -> None:
    networks = DailyNetworks()
    mine = networks.digest(1, ADDRESS, NOON)
    assert mine not in {
        DailyNetworks().digest(1, ADDRESS, NOON),
        networks.digest(2, ADDRESS, NOON),
        networks.digest(1, "127.0.0.2", NOON),
    }
    house = [networks.digest(1, f"2001:db8:1:2:{part}::1", NOON) for part in ("a", "b")]
    assert house[0] == house[1]
    assert house[0] != networks.digest(1, "2001:db8:1:3::1", NOON)


def test_a_client_without_an_address_is_never_marked() -> None:
    networks = DailyNetworks(most=1)
    for _ in range(5):
        nobody = networks.digest(1, "", NOON)
        networks.count(nobody)
    assert not networks.is_shared(nobody)


def test_a_flood_of_networks_does_not_fill_the_memory() -> None:
    networks = DailyNetworks(most=1)
    networks.digest(1, ADDRESS, NOON)
    often = b"often"
    for number in range(NETWORKS_KEPT + 100):
        networks.count(number.to_bytes(8, "big"))
        if number % 1000 == 0:
            networks.count(often)
    assert len(networks._seen) == NETWORKS_KEPT
    assert networks.is_shared(often)


@pytest.fixture(autouse=True)
def unlimited(request: pytest.FixtureRequest) -> None:
    """Many answers a second are the point here, not the limit."""
    if "portal" in request.fixturenames:
        portal = request.getfixturevalue("portal")
        from portal.app import create_app

        settings = replace(portal.app.portal.settings, counter_rate_per_second=1000)
        portal.app = create_app(settings, portal.database)
