"""The citizen's pages: what is shown, taken and told about a counter has files of its own.

These routes are bare ASGI, not the framework's: a nation's peak must fit on one small machine, and
between a scan and a page stand only a cached page and a fresh key. Looking never writes.
"""

import logging

from litestar.types import HTTPScope, Receive, Send
from sqlalchemy.exc import SQLAlchemyError

from portal import citizen_look
from portal.citizen_pages import Shown
from portal.citizen_web import (
    RETRY,
    Headers,
    Query,
    RefusedRequest,
    language_of,
    read_query,
    say,
    send_bytes,
)
from portal.controllers.answers import Answers
from portal.controllers.receipts import Receipts
from portal.controllers.survey import Survey, slip_in
from portal.controllers.thanks import Thanks
from portal.database import Database
from portal.form_views import FormViews
from portal.kept_counters import KeptCounters
from portal.language import DEFAULT
from portal.limits import RateLimits
from portal.problem_page import problem_page, retired_page
from portal.settings import Settings
from portal.short_way import ShortWay
from portal.web import UnreadableForm
from surveys.errors import Busy, NotFound
from surveys.places import Retired

log = logging.getLogger("suara")


class CitizenPages:
    """Answers /s/, /S/ and /t/."""

    def __init__(
        self,
        settings: Settings,
        database: Database,
        secret: bytes,
        limits: RateLimits,
        receipt_tries: RateLimits,
    ) -> None:
        views = FormViews(settings.sample_mark, keeps_names=bool(settings.sealing_key))
        self._counters = KeptCounters(database, views)
        kept, self._fleeting_headers = citizen_look.headers(), citizen_look.headers(kept=False)
        heads = (kept, self._fleeting_headers)
        self.survey = Survey(settings, database, secret, self._counters, heads)
        self._answers = Answers(
            settings, database, secret, views, self._counters, limits, self._fleeting_headers
        )
        self._thanks = Thanks(settings, database, secret, self._counters, heads)
        self._receipts = Receipts(database, receipt_tries, self._fleeting_headers)
        self.short_way = ShortWay(
            self._counters,
            self._thanks.at_hand,
            secret,
            settings.sealing_key,
            heads,
            self._answers.accept,
        )

    def answers(self, path: str) -> bool:
        """Whether a path is one of the citizen's."""
        return path[:3] in {"/s/", "/S/", "/t/", "/T/"}

    def forget_counters(self) -> None:
        """Look at the database again, after the registry was changed."""
        self._counters.forget()

    async def __call__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, the visitor gets a readable page."""
        language = DEFAULT
        try:
            query = read_query(scope["query_string"])
            language = language_of(query)
            await self._answer(scope, receive, send, query, language)
        except Retired as problem:
            self.survey.count_scan(scope, problem.public_code)
            await self._say(scope, send, retired_page(problem.now_code, language))
        except NotFound:
            await self._say(scope, send, problem_page(404, language))
        except UnreadableForm:
            await self._say(scope, send, problem_page(400, language))
        except RefusedRequest as problem:
            await self._say(scope, send, problem_page(problem.status, language), problem.headers)
        except (Busy, SQLAlchemyError) as problem:
            log.error("%s: %s", scope["path"][:3], type(problem).__name__)
            await self._say(scope, send, problem_page(503, language), RETRY)
        except Exception:
            log.exception("%s %s failed", scope["method"], scope["path"][:3])
            await self._say(scope, send, problem_page(500, language))

    async def _answer(
        self, scope: HTTPScope, receive: Receive, send: Send, query: Query, language: str
    ) -> None:
        method, path = scope["method"], scope["path"]
        receipts = path[1] in "tT"
        code, _, rest = path[3:].partition("/")
        slip = "" if receipts else slip_in(rest)
        if rest and not receipts and not slip and rest.partition("/")[0] != "thanks":
            raise NotFound(path)
        if method not in {"GET", "HEAD"}:
            changing = rest.startswith("thanks/") and "own" in query
            only_looking = not receipts and ((rest and not changing) or code == "sw.js")
            if method != "POST" or only_looking:
                allowed = b"GET, HEAD" if only_looking else b"GET, HEAD, POST"
                raise RefusedRequest(405, [(b"allow", allowed)])
            if receipts:
                await self._receipts.reopen(scope, receive, send, path[3:], language)
            elif rest:
                await self._thanks.change(scope, receive, send, code, rest, query, language)
            else:
                await self._answers.take(scope, receive, send, code, query, language)
        elif receipts:
            await self._receipts.show(scope, send, path[3:], query, language)
        elif rest and not slip:
            await self._thanks.show(scope, send, code, rest, query, language)
        elif code == "sw.js":
            headers, body = citizen_look.worker_headers(), citizen_look.worker()
            await send_bytes(scope, send, 200, headers, body)
        else:
            asked = slip or query.get("slip", [""])[0]
            await self.survey.show(scope, send, code, asked, query, language)

    async def _say(
        self, scope: HTTPScope, send: Send, shown: Shown, more: Headers | None = None
    ) -> None:
        await say(scope, send, shown, [*self._fleeting_headers, *(more or [])])
