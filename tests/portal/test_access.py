"""Who may open what: every route, every role, and the forms between them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.access import PERMISSIONS, PUBLIC, SIGNED_IN, Permission, Role, declared_access
from portal.app import App, create_app
from portal.database import Database
from portal.settings import Settings
from surveys.rules.codes import complete_counter_code
from tests.builders import Place, build_place
from tests.databases import new_database
from tests.portal.staff import PASSWORD, Staff, add_account, sign_in

PUBLIC_CODE = complete_counter_code(b"a" * 14)
FILLED = {"int": "1", "str": "UNIT-A", "path": "x", "date": "2026-01-01"}


class House:
    """A portal with one place, and a signed-in person of every role."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.place: Place = database.write(lambda c: build_place(c, public_code=PUBLIC_CODE))
        self.app: App = create_app(Settings(database_url=database.url, background=False), database)
        self.people = {role: sign_in(self.app, database, role) for role in Role}

    def routes(self) -> Iterator[tuple[str, str, str]]:
        """Method, an address, and the declared access of every route."""
        for route in self.app.litestar.routes:
            for handler in getattr(route, "route_handlers", ()):
                if handler.fn.__module__.startswith("litestar"):
                    continue
                path = route.path
                for component in route.path_components:
                    if not isinstance(component, str):
                        kind = component.type.__name__
                        written = component.full
                        path = path.replace("{" + written + "}", FILLED.get(kind, "1"))
                for method in handler.http_methods:
                    if method != "OPTIONS":
                        yield str(method), path, str(declared_access(handler))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    database = new_database(tmp_path_factory.mktemp("access") / "a.db")
    yield House(database)
    database.close()


def test_every_role_reaches_exactly_what_it_may(house: House) -> None:
    wrong: list[str] = []
    seen = 0
    for method, path, access in house.routes():
        if method != "GET":
            continue
        seen += 1
        for role, person in house.people.items():
            status = person.get(path).status_code
            may = access in (PUBLIC, SIGNED_IN) or Permission(access) in PERMISSIONS[role]
            if may == (status == 403) or status >= 500:
                wrong.append(f"{role} GET {path} ({access}): {status}")
    assert seen > 10
    assert not wrong, "\n".join(wrong)


def test_a_stranger_is_asked_to_sign_in_wherever_a_page_is_not_public(house: House) -> None:
    stranger = Staff(house.app, None)
    for method, path, access in house.routes():
        if method != "GET" or access == PUBLIC:
            continue
        answer = stranger.get(path)
        assert answer.status_code == 303, path
        assert answer.headers["location"].startswith("/login"), path


def test_no_change_is_taken_without_the_form_of_its_sender(house: House) -> None:
    for method, path, access in house.routes():
        if method == "GET" or access == PUBLIC:
            continue
        for role, person in house.people.items():
            answer = person.request(method, path, data={"active": "0", "reason": "x"})
            assert answer.status_code in {403, 404}, f"{role} {method} {path}"


def test_no_change_is_taken_from_another_site(house: House) -> None:
    for method, path, access in house.routes():
        if method == "GET" or access == PUBLIC:
            continue
        person = house.people[Role.ADMINISTRATOR]
        for headers in (
            {"sec-fetch-site": "cross-site"},
            {"origin": "http://evil.example"},
        ):
            answer = person.request(method, path, data={"_token": person.token}, headers=headers)
            assert answer.status_code == 403, f"{method} {path}"


def test_nobody_but_the_inspector_may_see_integrity_complaints() -> None:
    allowed = {role for role in Role if Permission.SEE_INTEGRITY in PERMISSIONS[role]}
    assert allowed == {Role.INSPECTOR}


def test_a_wrong_password_says_the_same_for_a_known_and_an_unknown_name(house: House) -> None:
    stranger = Staff(house.app, None)
    answers = [
        stranger.request("POST", "/login", data={"username": name, "password": "salah"})
        for name in (Role.PLANNER.value, "tidak-ada")
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].text.replace(Role.PLANNER.value, "") == answers[1].text.replace(
        "tidak-ada", ""
    )


def test_guessing_is_slowed_down_after_a_few_tries(house: House) -> None:
    add_account(house.database, Role.OPERATOR, username="target")
    stranger = Staff(house.app, None)
    statuses = [
        stranger.request(
            "POST", "/login", data={"username": "target", "password": f"x{n}"}
        ).status_code
        for n in range(10)
    ]
    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_a_cookie_from_before_is_never_taken_over_and_signing_out_ends_it(tmp_path: Path) -> None:
    database = new_database(tmp_path / "a.db")
    app = create_app(Settings(database_url=database.url, background=False), database)
    add_account(database, Role.PLANNER)
    browser = Staff(app, None)
    browser.cookies.set("sid", "chosen-by-an-attacker", domain="test.local")
    answer = browser.request(
        "POST", "/login", data={"username": Role.PLANNER.value, "password": PASSWORD}
    )
    cookie = answer.headers["set-cookie"]
    assert "chosen-by-an-attacker" not in cookie
    assert "HttpOnly" in cookie
    assert browser.get("/start").status_code == 303
    assert browser.send("/logout").status_code == 303
    assert browser.get("/start").headers["location"].startswith("/login")
    database.close()


def test_who_signs_in_is_never_sent_to_another_site(house: House) -> None:
    stranger = Staff(house.app, None)
    for target in ("//evil.example", "https://evil.example", "/\\evil.example"):
        answer = stranger.request(
            "POST",
            "/login",
            data={"username": Role.PLANNER.value, "password": PASSWORD, "next": target},
        )
        assert answer.headers["location"] == "/start"


def test_an_account_that_is_closed_is_out_at_once(house: House) -> None:
    name = add_account(house.database, Role.OPERATOR, username="leaving")
    person = Staff(house.app, name)
    assert person.get("/registry").status_code == 200
    [(account_id,)] = house.database.read(
        lambda c: list(c.exec_driver_sql("select id from account where username = 'leaving'"))
    )
    administrator = house.people[Role.ADMINISTRATOR]
    closed = administrator.send(f"/admin/accounts/{account_id}/active", {"active": "0"})
    assert closed.status_code == 303
    assert person.get("/registry").headers["location"].startswith("/login")


def test_the_audit_log_can_only_grow(database: Database) -> None:
    from sqlalchemy.exc import DBAPIError

    from surveys import accounts
    from tests.builders import NOW

    database.write(lambda c: accounts.record(c, actor="a", action="imported", now=NOW))
    for change in ("update audit_entry set actor = 'b'", "delete from audit_entry"):
        with pytest.raises(DBAPIError):
            database.write(lambda c, change=change: c.exec_driver_sql(change))
    assert database.read(lambda c: [line.actor for line in accounts.audit_log(c)]) == ["a"]


def test_an_administrator_cannot_close_the_account_in_use(house: House) -> None:
    [(account_id,)] = house.database.read(
        lambda c: list(c.exec_driver_sql("select id from account where username = 'administrator'"))
    )
    administrator = house.people[Role.ADMINISTRATOR]
    refused = administrator.send(f"/admin/accounts/{account_id}/active", {"active": "0"})
    assert refused.status_code == 409
    assert administrator.get("/admin").status_code == 200
    assert "Macro" not in administrator.get("/admin").text


def test_a_form_sent_from_an_english_page_goes_on_in_english(house: House) -> None:
    stranger = Staff(house.app, None)
    answer = stranger.request(
        "POST",
        "/login",
        data={"username": Role.PLANNER.value, "password": PASSWORD},
        headers={"referer": "http://test/login?lang=en"},
    )
    assert answer.headers["location"] == "/start?lang=en"
    wrong = Staff(house.app, None).request(
        "POST",
        "/login",
        data={"username": "nobody", "password": "x"},
        headers={"referer": "http://test/login?lang=en"},
    )
    assert "Account name and password do not match." in wrong.text
