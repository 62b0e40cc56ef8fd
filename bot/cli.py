"""The command ``asar``. Heavy rooms are opened only by the command that needs them."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from datetime import date
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from bot.config import Config, ConfigError, Mistake, is_address, read_config
from bot.logs import log_to_stderr
from bot.role import Role

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="Asar: a bot with which a village governs itself from the chat it already lives in.",
)
export = typer.Typer(no_args_is_help=True, help="Papers and data, written to files.")
app.add_typer(export, name="export")
bring = typer.Typer(no_args_is_help=True, help="Data brought in from files.")
app.add_typer(bring, name="import")
stuck = typer.Typer(no_args_is_help=True, help="What came in and could not be worked: look, retry, drop.")
app.add_typer(stuck, name="stuck")
verify = typer.Typer(no_args_is_help=True, help="What was given out, checked by other code.")
app.add_typer(verify, name="verify")
stop = typer.Typer(no_args_is_help=True, help="End what must not be.")
app.add_typer(stop, name="stop")

ConfigOption = Annotated[
    Path, typer.Option("--config", help="The settings; config.example.toml is the reference.")
]
WhichArgument = Annotated[str, typer.Argument(metavar="NUMBER|all", help="A number of the list, or all.")]
_CONFIG = Path("config.toml")


def main() -> None:
    """Run a command; an operator's mistake is one sentence, not a traceback."""
    log_to_stderr()
    app()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Where the page is served, on this machine only.")] = 8080,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its village.")] = Path(".demo"),
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin from the beginning.")] = False,
) -> None:
    """Play a village chat in the browser: no tokens, one process, a clock that can be moved."""
    from bot.demoing import serve

    _to_the_end(serve(folder, port, begin_anew=fresh))


@app.command()
def run(
    role: Annotated[
        Role, typer.Option(help="web hears and answers, worker delivers and ticks, all does both.")
    ] = Role.ALL,
    listen: Annotated[
        str, typer.Option(help="Where this process listens, if not where the settings say.")
    ] = "",
    config: ConfigOption = _CONFIG,
) -> None:
    """Run the bot in one process; or a part of it, beside others on the same database."""
    address = _address(listen)
    # The bot reads its settings again on HUP; sent a moment too early, it must not be the end.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    from bot.reloading import Settings
    from bot.running import run as run_role

    _to_the_end(run_role(Settings(config, address), role))


@app.command()
def check(config: ConfigOption = _CONFIG) -> None:
    """Check the settings, the database, the tokens and the clock; exit 1 if something is wrong."""
    from bot.checking import check as check_all

    raise typer.Exit(0 if asyncio.run(check_all(_read(config))) else 1)


@app.command()
def dates(
    procedure: Annotated[str, typer.Argument(help="Which procedure; without one they are listed.")] = "",
    of: Annotated[str, typer.Option(help="The period or the event: 2026-2, 2026, 2026-12-20.")] = "",
    own: Annotated[Path | None, typer.Option(help="A folder with procedures of your own (.toml).")] = None,
) -> None:
    """Tell who owes what by when in a procedure, and how each day was counted."""
    from bot.dating import show_dates

    try:
        show_dates(procedure, of, own)
    except Mistake as wrong:
        _refuse(str(wrong))


@app.command()
def begin(
    procedure: Annotated[str, typer.Argument(help="Which procedure; asar dates lists them.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    of: Annotated[str, typer.Option(help="The period or the event: 2026-2, 2026, 2026-12-20.")],
    write: Annotated[bool, typer.Option("--write", help="Begin it; without this it is only shown.")] = False,
    config: ConfigOption = _CONFIG,
) -> None:
    """Begin a procedure for a village: its steps become duties, and those who owe them are told."""
    from bot.beginning import begin_cycle, show_cycle

    _to_the_end((begin_cycle if write else show_cycle)(_read(config), village, procedure, of))


@app.command()
def status(
    once: Annotated[bool, typer.Option("--once", help="Print it once and end.")] = False,
    page: Annotated[int, typer.Option(min=1, help="Which thirty villages; the worst are on the first.")] = 1,
    config: ConfigOption = _CONFIG,
) -> None:
    """Show how the villages fare: bots reached, letters waiting, sent and failed, and why."""
    from bot.status import status as show

    _to_the_end(show(_read(config), once=once, page=page))


@app.command()
def invite(
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    role: Annotated[str, typer.Option(help="akim, office, deputy, commission or assembly.")],
    number: Annotated[str, typer.Option(help="Number of the order or protocol.")] = "1",
    day: Annotated[str, typer.Option(help="Its day, like 2026-11-23; today if left out.")] = "",
    until: Annotated[str, typer.Option(help="Last day of the mandate; four years on if left out.")] = "",
    config: ConfigOption = _CONFIG,
) -> None:
    """Print a one-time code for a role, and its link."""
    from bot.inviting import Offer
    from bot.inviting import invite as make_invitation

    offer = Offer(village, role, number, _day("--day", day), _day("--until", until))
    _to_the_end(make_invitation(_read(config), offer))


@app.command()
def migrate(config: ConfigOption = _CONFIG) -> None:
    """Bring the database up to date."""
    from bot.keeping import migrate as bring_up_to_date

    _to_the_end(bring_up_to_date(_read(config)))


@app.command()
def backup(file: Path, config: ConfigOption = _CONFIG) -> None:
    """Copy the database to a file, also while the bot runs."""
    from bot.keeping import backup as copy

    _to_the_end(copy(_read(config), file))


@app.command()
def restore(file: Path, config: ConfigOption = _CONFIG) -> None:
    """Put a copy back where the database was; the bot must be stopped, the old one is kept beside it."""
    from bot.keeping import restore as put_back

    _to_the_end(put_back(_read(config), file))


@stuck.command("list")
def list_stuck(config: ConfigOption = _CONFIG) -> None:
    """Show what could not be worked: when, where in the code, how often; no text of people."""
    from bot.stuck import show

    _to_the_end(show(_read(config)))


@stuck.command()
def retry(which: WhichArgument, config: ConfigOption = _CONFIG) -> None:
    """Have the running bot try again; who asked is answered in private."""
    from bot.stuck import retry as mark

    _to_the_end(mark(_read(config), which))


@stuck.command()
def drop(which: WhichArgument, config: ConfigOption = _CONFIG) -> None:
    """Let go of it for good; what was written is deleted."""
    from bot.stuck import drop as let_go

    _to_the_end(let_go(_read(config), which))


@stop.command("poll")
def stop_poll(
    number: Annotated[int, typer.Argument(help="The number on the poll's card.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Stop a poll that must not be: its card says so, no answer is told of, its author hears of it."""
    from bot.stopping import stop_poll as stop_it

    _to_the_end(stop_it(_read(config), village, number))


@stop.command("survey")
def stop_survey(
    number: Annotated[int, typer.Argument(help="The number on the survey's card.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Stop a survey that must not be: its card says so, no answer is told of, its author hears of it."""
    from bot.stopping import stop_survey as stop_it

    _to_the_end(stop_it(_read(config), village, number))


@stop.command("petition")
def stop_petition(
    number: Annotated[int, typer.Argument(help="The number on the petition's card.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Stop a petition that must not be: its card says so, its signatures go nowhere, its author hears."""
    from bot.stopping import stop_petition as stop_it

    _to_the_end(stop_it(_read(config), village, number))


@export.command()
def notice(
    number: Annotated[int, typer.Argument(help="The number on the notice.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    folder: Annotated[Path, typer.Option(help="Where to write it.")] = Path(),
    config: ConfigOption = _CONFIG,
) -> None:
    """Write the proof of notice of a gathering, in Kazakh and Russian (PDF)."""
    from bot.keeping import export_proof

    _to_the_end(export_proof(_read(config), village, number, folder))


@export.command()
def record(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Write the record of official acts, one JSON line an act."""
    from bot.keeping import export_record

    _to_the_end(export_record(_read(config), village, file))


@export.command()
def poll(
    file: Annotated[Path, typer.Argument(help="Where to write it: .xlsx, .csv or .json.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    number: Annotated[int, typer.Option(help="The number on the poll.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Write what came out of a poll: as a spreadsheet, as plain text, or to be recounted."""
    from bot.keeping import export_poll

    _to_the_end(export_poll(_read(config), village, number, file))


@export.command()
def form(
    file: Annotated[Path, typer.Argument(help="Where to write it: .xlsx.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    number: Annotated[int, typer.Option(help="The number on the survey.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Write a survey's form as an XLSForm, which KoboToolbox and ODK read, too."""
    from bot.keeping import export_form

    _to_the_end(export_form(_read(config), village, number, file))


@export.command("survey")
def export_the_survey(
    file: Annotated[Path, typer.Argument(help="Where to write it: .xlsx or .csv.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    number: Annotated[int, typer.Option(help="The number on the survey's card.")],
    all_versions: Annotated[
        bool, typer.Option("--all-versions", help="With all surveys that asked the same form.")
    ] = False,
    labels: Annotated[str, typer.Option(help="Choices in words: kk or ru; by their names if left out.")] = "",
    config: ConfigOption = _CONFIG,
) -> None:
    """Write the sheets of a survey, one a row, with a codebook; photos and recordings to a folder beside."""
    from bot.exporting import Wanted, export_survey

    _to_the_end(export_survey(_read(config), Wanted(village, number, file, labels, all_versions)))


@export.command("petition")
def export_the_petition(
    file: Annotated[Path, typer.Argument(help="Where to write it: .zip.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    number: Annotated[int, typer.Option(help="The number on the petition's card.")],
    with_iin: Annotated[
        bool, typer.Option("--with-iin", help="With the IINs, which are left out otherwise.")
    ] = False,
    config: ConfigOption = _CONFIG,
) -> None:
    """Write the package of a petition: letter, text, evidence, signature sheets, tables, register."""
    from bot.exporting_petitions import Wanted, export_petition

    _to_the_end(export_petition(_read(config), Wanted(village, number, file, with_iin)))


@verify.command("petition")
def verify_petition(
    file: Annotated[Path, typer.Argument(help="The package: .zip.")],
    head: Annotated[str, typer.Option(help="The head that was told elsewhere, or how it begins.")] = "",
    receipt: Annotated[str, typer.Option(help="The code of a receipt, like K7M2-5QXA.")] = "",
) -> None:
    """Check the package of a petition on its own, by other code; exit 1 if anything is wrong."""
    from bot.verifying import main as check_it

    raise typer.Exit(check_it(str(file), head, receipt))


@app.command()
def recount(file: Path) -> None:
    """Count a poll again from its exported JSON file, by other code; exit 1 if anything differs."""
    from bot.recount import main as count_again

    raise typer.Exit(count_again(str(file)))


@bring.command()
def roll(
    file: Annotated[Path, typer.Argument(help="A table of adults by settlement: .xlsx or .csv.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    write: Annotated[bool, typer.Option("--write", help="Write it; without this it is only tried.")] = False,
    config: ConfigOption = _CONFIG,
) -> None:
    """Put a table of adults in the place of the village's roll; tell what that changes, and every fault."""
    from bot.importing import try_roll, write_roll

    _to_the_end((write_roll if write else try_roll)(_read(config), village, file))


@bring.command()
def survey(
    file: Annotated[Path, typer.Argument(help="A form in the language XLSForm: .xlsx.")],
    village: Annotated[str, typer.Option(help="The unit's slug.")],
    config: ConfigOption = _CONFIG,
) -> None:
    """Keep a form as a draft for the office to publish; with a fault nothing is kept, and each is told."""
    from bot.importing import import_survey

    _to_the_end(import_survey(_read(config), village, file))


# ------------------------------------------------------------------------------------------------ within


def _read(path: Path) -> Config:
    try:
        return read_config(path)
    except ConfigError as wrong:
        _refuse(str(wrong))


def _address(text: str) -> str:
    if text and not is_address(text):
        _refuse(f'--listen {text}: no address; write it like "127.0.0.1:8081"')
    return text


def _day(option: str, text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        _refuse(f"{option} {text}: no such day; write it like 2026-11-23")


def _to_the_end(work: Coroutine[Any, Any, None]) -> None:
    from bot.app import OPERATORS_MISTAKES

    try:
        asyncio.run(work)
    except KeyboardInterrupt:
        raise typer.Exit(130) from None
    except OPERATORS_MISTAKES as wrong:
        _refuse(str(wrong))


def _refuse(sentence: str) -> NoReturn:
    print(sentence, file=sys.stderr)
    raise typer.Exit(1)
