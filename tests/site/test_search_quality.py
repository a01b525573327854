"""The client as it is published, in a browser, over the project's own texts: as good as it is in Node."""

from __future__ import annotations

from campaign.search.documents import documents
from playwright.sync_api import Browser

from ..search import quality
from ..search.conftest import press_of
from ..search.queries import queries
from ..search.test_quality import EACH, FIRST, MRR, TEN
from .test_browser import Watch

ASK = """
async (texts) => {
  const answers = []
  const library = zySearch.open(new URL("./", location.href).href)
  for (const q of texts) {
    const answer = await zySearch.find(library, { q, chosen: {}, sort: "relevance", page: 1, exact: false })
    const addresses = answer.items.map((item) => item.address)
    answers.push({ addresses, anchor: addresses.length ? answer.items[0].anchor : "", total: answer.total })
  }
  return answers
}
"""


def test_what_is_there_is_found(browser: Browser, root_url: str) -> None:
    press = press_of(0)
    asked = queries(documents(press), press.site.campaign.synonyms, each=EACH)
    watch = Watch(browser, root_url)
    page = watch.open("search.html")
    page.wait_for_function("() => Boolean(globalThis.zySearch)")
    answers = page.evaluate(ASK, [query.text for query in asked])
    watch.close()
    over_all = quality.rates(asked, answers)[""]
    assert over_all.first >= FIRST and over_all.ten >= TEN and over_all.mrr >= MRR
    assert watch.trouble == []
