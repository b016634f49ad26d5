"""`annai disaster status`: which mode the city is in, until when, and what waits for a decision."""

from channels.cli.clock import city_clock
from channels.cli.disaster_desk import open_disaster_desk
from channels.cli.disaster_text import state_lines, state_record
from channels.cli.feed_text import FeedReading, feed_lines, feed_record
from channels.cli.options import Json
from channels.cli.output import say, text, write, write_json
from channels.cli.status import DONE, PROBLEMS
from chatbot.disaster.feed.feed_log import FeedLog, FeedState
from chatbot.disaster.mirror import Mirror
from chatbot.disaster.state import DisasterState, fold
from chatbot.errors import StoreError
from chatbot.settings import load_settings
from corpus.layout import CityLayout


def run(*, as_json: Json = False) -> int:
    """Tell the state; where the log can't be read, what this machine last knew of it."""
    feeds: tuple[FeedState, ...] = ()
    status = DONE
    try:
        with open_disaster_desk() as desk:
            state = desk.state()
            feeds = FeedLog(desk.journal.store).states()
    except StoreError as error:
        state, status = _mirrored(), PROBLEMS
        say(str(error))
        say(text("disaster.status.mirrored"))
    reading = FeedReading(feeds, on=bool(load_settings().jma_feed_url), now=state.as_of)
    if as_json:
        write_json({**state_record(state), "feed": feed_record(reading)})
    else:
        for line in (*state_lines(state), *feed_lines(reading)):
            write(line)
    return status


def _mirrored() -> DisasterState:
    settings = load_settings()
    now = city_clock(CityLayout.of(settings.city))
    return fold(Mirror(settings.data_dir).read(), now())
