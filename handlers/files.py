"""Files that people send."""

from handlers.forms import Given, Sitting
from village.ids import FileId
from village.records import KeptFile


async def keep_file(given: Given, sitting: Sitting, *, wanted: bool = False) -> FileId:
    """Keep a file that someone sent, by its network's name; ``wanted`` has its content fetched too."""
    assert given.file is not None
    file = FileId(sitting.desk.new_id())
    heard = given.file
    await sitting.work.files.add(
        KeptFile(
            id=file,
            village=sitting.asker.village.slug,
            network=sitting.asker.address.network,
            remote=heard.remote,
            kind=heard.kind,
            name=heard.name,
            mime=heard.mime,
            wanted=wanted,
        )
    )
    return file
