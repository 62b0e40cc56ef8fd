"""An XForm read: its questions, lists and conditions, each expression made ready once."""

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import Any

from lxml import etree

from bot.xforms.expressions import OURS, paths_in, ready
from bot.xforms.functions import TAKEN, Moment, extensions, write_at
from bot.xforms.troubles import FormCircular, FormUnread
from bot.xforms.wording import NOTHING, XF, Texts, Wording
from village.surveys import Kind

H = "{http://www.w3.org/1999/xhtml}"
_ODK = "{http://www.opendatakit.org/xforms}"
_JR = "{http://openrosa.org/javarosa}"
_META = "meta"
_INPUTS = {
    "string": Kind.TEXT, "int": Kind.INTEGER, "decimal": Kind.DECIMAL, "date": Kind.DATE,
    "time": Kind.TIME, "geopoint": Kind.PLACE,
}  # fmt: skip
_CONTROLS = {f"{XF}select1": Kind.ONE, f"{XF}select": Kind.SEVERAL, f"{_ODK}rank": Kind.RANK}
_UPLOADS = {"image": Kind.PHOTO, "audio": Kind.VOICE}
_TAKEN = {"int": "number", "decimal": "number", "date": "date"}
_LIST = re.compile(r"\s*instance\(\s*'([^']+)'\s*\)/root/item\s*(\[.*\])?\s*", re.DOTALL)


@dataclass(slots=True)
class Bind:
    """What is said of one place of the form: a question, a group, or what is worked out."""

    path: str
    node: Any
    type: str = "string"
    relevant: Any = None
    calculate: Any = None
    constraint: Any = None
    required: Any = None
    read_only: Any = None
    refused: Wording = NOTHING
    needed: Wording = NOTHING
    default: str = ""
    default_now: Any = None
    looks_at: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()
    is_leaf: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice as the form has it."""

    name: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Control:
    """A question as it stands in the form's body."""

    bind: Bind
    kind: Kind
    label: Wording = NOTHING
    hint: Wording = NOTHING
    appearance: str = ""
    section: str = ""
    choices: tuple[Choice, ...] = ()
    left: Any = None


@dataclass(slots=True)
class XForm:
    """A form read; its instance is written anew at each evaluation, so one evaluates at a time."""

    root: Any
    moment: Moment
    texts: Texts
    binds: dict[str, Bind]
    order: tuple[Bind, ...]
    controls: tuple[Control, ...]
    sections: Mapping[str, Wording] = field(default_factory=dict)
    expressions: tuple[Any, ...] = ()
    speaks_in_values: bool = False

    @property
    def trunk(self) -> str:
        """Give what stands before every path: ``/data/``."""
        return f"/{self.root.tag}/"

    def short(self, bind: Bind) -> str:
        """Give a bind's path as questions are named."""
        return bind.path.removeprefix(self.trunk)


def read_xform(text: str) -> XForm:
    """Read an XForm; raises FormUnread for what is not supported, with each expression checked."""
    return _Reading(parsed(text)).form()


def parsed(text: str) -> Any:
    """Parse XML that names nothing outside itself."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as broken:
        raise FormUnread(str(broken)) from None


class _Reading:
    """One reading of an XForm, from its head to its body."""

    def __init__(self, html: Any) -> None:
        self.expressions: list[Any] = []
        self.model = html.find(f"{H}head/{XF}model")
        self.body = html.find(f"{H}body")
        self.moment = Moment({}, lambda value, _: value)
        self.extensions = extensions(self.moment)
        self.texts = Texts(self.model, self.made)
        self.root = self._instance()
        self.binds: dict[str, Bind] = {}
        self.sections: dict[str, Wording] = {}

    def form(self) -> XForm:
        self._lists()
        self._read_binds()
        self._read_defaults()
        shown = tuple(self._controls(self.body, ""))
        hidden = self._hidden({each.bind.path for each in shown})
        places = {path: place for place, path in enumerate(self.binds)}
        return XForm(
            root=self.root,
            moment=self.moment,
            texts=self.texts,
            binds=self.binds,
            order=self._ordered(),
            controls=tuple(sorted((*shown, *hidden), key=lambda each: places[each.bind.path])),
            sections=self.sections,
            expressions=tuple(self.expressions),
            speaks_in_values=any("choice-name" in str(each.calculate) for each in self.binds.values()),
        )

    def made(self, expression: str) -> Any:
        """Make an expression ready to be asked."""
        made = etree.XPath(
            ready(expression),
            namespaces={"o": OURS},
            extensions=self.extensions,
            regexp=False,
            smart_strings=False,
        )
        self.expressions.append(made)
        return made

    def _instance(self) -> Any:
        """Take the form's own instance out, names without their namespace, as its paths name them."""
        first = self.model.find(f"{XF}instance")
        # A copy has a document of its own, so that "/" in a condition is this root.
        root = deepcopy(first[0])
        for node in root.iter(etree.Element):
            node.tag = etree.QName(node).localname
        etree.cleanup_namespaces(root)
        return root

    def _lists(self) -> None:
        # The lists stand inside the instance, so that a filter reaches the answers by their paths.
        held = etree.SubElement(self.root, "lists")
        for instance in self.model.iterfind(f"{XF}instance[@id]"):
            if instance.get("src"):
                raise FormUnread(f"a list kept in another file: {instance.get('src')}")
            of_list = etree.SubElement(held, "list")
            of_list.extend(list(instance))
            for node in of_list.iter(etree.Element):
                node.tag = etree.QName(node).localname
                if not len(node):
                    write_at(node, node.text or "")
            self.moment.lists[instance.get("id")] = of_list

    def _read_binds(self) -> None:
        groups = {f"/{self.root.tag}"}
        for node in self.root.iterdescendants(etree.Element):
            path = self.root.getroottree().getpath(node)
            if path.split("/")[2] not in {_META, "lists"}:
                above = tuple(each for each in self._above(path) if each not in groups)
                self.binds[path] = Bind(
                    path, node, default=(node.text or "").strip(), above=above, is_leaf=not len(node)
                )
        for element in self.model.iterfind(f"{XF}bind"):
            bind = self.binds.get(element.get("nodeset"))
            if bind:
                self._bound(bind, element)

    def _above(self, path: str) -> Iterator[str]:
        steps = path.split("/")
        yield from ("/".join(steps[:end]) for end in range(2, len(steps)))

    def _bound(self, bind: Bind, element: Any) -> None:
        bind.type = element.get("type", "string")
        bind.node.set(TAKEN, _TAKEN.get(bind.type, "text"))
        bind.relevant = self._expression(element, "relevant")
        bind.calculate = self._expression(element, "calculate")
        bind.constraint = self._expression(element, "constraint")
        bind.required = self._expression(element, "required")
        bind.read_only = self._expression(element, "readonly")
        bind.refused = self.texts.of_reference(element.get(f"{_JR}constraintMsg"))
        bind.needed = self.texts.of_reference(element.get(f"{_JR}requiredMsg"))
        asked = (element.get("relevant"), element.get("calculate"))
        bind.looks_at = frozenset(self._looked_at(bind.path, (each for each in asked if each)))

    def _expression(self, element: Any, name: str) -> Any:
        text = element.get(name)
        return self.made(text) if text else None

    def _looked_at(self, path: str, expressions: Iterable[str]) -> Iterator[str]:
        for expression in expressions:
            for looked in paths_in(re.sub(r"\bcurrent\(\s*\)\s*/", "", expression)):
                yield _whole(path, looked)

    def _read_defaults(self) -> None:
        if self.body.find(f".//{XF}setvalue") is not None:
            raise FormUnread("a value set when another question is answered (trigger)")
        for setvalue in self.model.iterfind(f"{XF}setvalue"):
            bind = self.binds.get(setvalue.get("ref"))
            if bind:
                bind.default_now = self.made(setvalue.get("value") or "''")

    def _ordered(self) -> tuple[Bind, ...]:
        """Put what is worked out before what looks at it; FormCircular where that is impossible."""
        sorter: TopologicalSorter[str] = TopologicalSorter()
        for path, bind in self.binds.items():
            sorter.add(path, *bind.above, *(self._behind(bind)))
        try:
            return tuple(self.binds[path] for path in sorter.static_order())
        except CycleError as cycle:
            raise FormCircular(tuple(dict.fromkeys(map(self._short, cycle.args[1])))) from None

    def _behind(self, bind: Bind) -> Iterator[str]:
        """Name the binds that an expression looks at: one, or all below a path with a star."""
        for looked in bind.looks_at:
            below = looked.partition("*")[0] if "*" in looked else f"{looked}/"
            for path in self.binds:
                if path != bind.path and (path == looked or path.startswith(below)):
                    yield path

    def _short(self, path: str) -> str:
        return path.removeprefix(f"/{self.root.tag}/")

    def _controls(self, parent: Any, section: str) -> Iterator[Control]:
        for element in parent.iterchildren(etree.Element):
            if element.tag == f"{XF}group":
                yield from self._controls(element, self._section(element, section))
            elif element.tag not in {f"{XF}label", f"{XF}hint"}:
                yield self._control(element, section)

    def _section(self, group: Any, around: str) -> str:
        label, path = self.texts.of_element(group.find(f"{XF}label")), group.get("ref")
        if label == NOTHING or path is None:
            return around
        self.sections[self._short(path)] = label
        return self._short(path)

    def _control(self, element: Any, section: str) -> Control:
        bind = self.binds.get(element.get("ref", ""))
        if bind is None:
            raise FormUnread(
                f"not supported: {etree.QName(element).localname} {element.get('nodeset', '')}".strip()
            )
        return Control(
            bind,
            self._kind(element, bind),
            label=self.texts.of_element(element.find(f"{XF}label")),
            hint=self.texts.of_element(element.find(f"{XF}hint")),
            appearance=element.get("appearance", ""),
            section=section,
            **self._choices(element),
        )

    def _kind(self, element: Any, bind: Bind) -> Kind:
        if element.tag in _CONTROLS:
            return _CONTROLS[element.tag]
        kind = None
        if element.tag == f"{XF}upload":
            kind = _UPLOADS.get(element.get("mediatype", "").partition("/")[0])
        elif element.tag == f"{XF}input":
            kind = Kind.NOTE if _is_note(bind) else _INPUTS.get(bind.type)
        if kind is None:
            raise FormUnread(f"not supported: {self._short(bind.path)} ({bind.type})")
        return kind

    def _choices(self, element: Any) -> dict[str, Any]:
        itemset = element.find(f"{XF}itemset")
        if itemset is None:
            if element.find(f"{XF}item") is not None:
                raise FormUnread(f"not supported: choices of {element.get('ref')} written one by one")
            return {}
        named = _LIST.fullmatch(itemset.get("nodeset", ""))
        if named is None or named[1] not in self.moment.lists:
            raise FormUnread(f"not supported: choices from {itemset.get('nodeset')}")
        left = self.made(itemset.get("nodeset")) if named[2] else None
        return {
            "choices": tuple(map(self._choice, self.moment.lists[named[1]].iterfind("root/item"))),
            "left": left,
        }

    def _choice(self, item: Any) -> Choice:
        name, spoken = item.find("name"), item.find("itextId")
        label = (
            self.texts.of_id(spoken.text) if spoken is not None else self.texts.of_element(item.find("label"))
        )
        return Choice(name_of(name), label)

    def _hidden(self, shown: set[str]) -> tuple[Control, ...]:
        return tuple(
            Control(bind, Kind.CALCULATED)
            for bind in self.binds.values()
            if bind.calculate is not None and bind.path not in shown
        )


def name_of(node: Any) -> str:
    """Give a choice's name as the form writes it, be it a day."""
    return node.get("written") or node.text or ""


def _is_note(bind: Bind) -> bool:
    told = bind.calculate is not None or bind.default or bind.default_now is not None
    return (
        bind.type == "string"
        and bind.read_only is not None
        and bind.read_only.path == "true ( )"
        and not told
    )


def _whole(path: str, looked: str) -> str:
    """Write a path as seen from another one whole."""
    steps = [] if looked.startswith("/") else path.split("/")[1:]
    for step in looked.strip("/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step != ".":
            steps.append(step)
    return "/" + "/".join(steps)
