"""Write the forms as XForms, with the answers made up to them, for record.mjs to read."""

import json
import sys
from pathlib import Path

from bot.xforms.evaluated import EvaluatedForms
from bot.xforms.making import kept_form
from tests.forms import EDGES, NAMES, NOW, chance, form_named

into = Path(sys.argv[1])
for name in NAMES:
    kept = kept_form(form_named(name))
    answers = [*EDGES.get(name, ()), *chance(name, EvaluatedForms().questionnaire(kept))]
    (into / f"{name}.xml").write_text(kept.xform)
    (into / f"{name}.asked.json").write_text(json.dumps({"now": NOW.isoformat(), "answers": answers}))
