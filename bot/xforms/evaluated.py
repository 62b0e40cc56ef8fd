"""Forms by what they ask, read once and kept at hand."""

from collections import OrderedDict
from datetime import datetime

from bot.xforms.engine import Form
from village.surveys import Answers, FilledSheet, KeptForm, Questionnaire

AT_HAND = 64


class EvaluatedForms:
    """Evaluates forms; those asked last are at hand, the rest are read again."""

    def __init__(self) -> None:
        self._forms: OrderedDict[str, Form] = OrderedDict()

    def questionnaire(self, form: KeptForm) -> Questionnaire:
        """Give what a form asks; read once, then known."""
        return self._form(form).questionnaire(form.title)

    def sheet(self, form: KeptForm, answers: Answers, now: datetime) -> FilledSheet:
        """Tell where somebody stands who has given these answers; ``now`` has the village's zone."""
        return self._form(form).sheet(answers, now)

    def _form(self, kept: KeptForm) -> Form:
        form = self._forms.get(kept.xform) or Form(kept.xform)
        self._forms[kept.xform] = form
        self._forms.move_to_end(kept.xform)
        while len(self._forms) > AT_HAND:
            self._forms.popitem(last=False)
        return form
