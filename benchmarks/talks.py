"""Made-up episodes: a number in, a talk out, always the same and no two alike."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

HOSTS = ("Nora Quill", "Ned Moss")
SHOW = "Paper & Ink"
DESCRIPTION = "Talks about paper, and the people who make it."
LINK = "https://paper.example/"
AUDIO = "https://audio.example/paper/"
EMAIL = "nora@paper.example"
#: Each transcript document has about this many characters.
LENGTH = 12_000

_FIRST = datetime(2008, 1, 6, 18, 0, tzinfo=UTC)
_APART = timedelta(hours=16)
_GIVEN = (
    "Ada Bea Carl Dora Ewan Fay Gus Hal Ines Joan Karl Lena Mona Olaf Pia Rosa Sven "
    "Tess Uma Vera Walt Yann Zoe Abel Bess Cleo Dirk Elsa Finn Gwen"
).split()
_FAMILY = (
    "Abbot Brook Castle Dale Elm Field Grove Heath Ivers Jarvis Kemp Lark Marsh Oakes "
    "Pike Reed Stone Thorn Vale Wells Ashby Birch Cole Drake Ford"
).split()
_SUBJECTS = (
    "rag paper, watermarks, the last mill, cold ink, letterpress, marbling, book glue, "
    "gold leaf, blotting paper, typewriters, fountain pens, paper moons, old maps, "
    "tracing paper, carbon copies, postcards, wallpaper, parchment, origami, newsprint"
).split(", ")
_THINGS = (
    "the mill, the vat, a good sheet, the press, an old ledger, the binder, "
    "our workshop, the archive, a printer, the apprentice, the market, a letter, "
    "the recipe, the river"
).split(", ")
_CLAIMS = (
    "{a} is where {b} begins, and most people never see that part of it.",
    "You can tell by the feel of it whether {a} was made with care or in a hurry.",
    "When I started, {a} and {b} were three streets apart — nobody thought it odd.",
    "There’s always somebody who says that {a} will be gone in ten years.",
    "What we learned from {a} is that the slow way is often the shorter one.",
    "I wrote it down at the time: {a} first, then {b}, and never on a wet day.",
    "It isn’t about money: {b} pays for itself; {a} has never paid for anything.",
    "People ask me about {a}, and I tell them to go and look at {b} instead.",
    "Half of the craft is waiting. The other half is knowing when {a} is ready.",
    "If {a} could talk, it would complain about {b} all day long.",
)
_DIRECTIONS = ("laughs", "long pause", "pours another cup", "idle chitchat")
_DRINKS = (
    "Black tea, no sugar.",
    "A stout. And a pie.",
    "Cold cider.",
    "Nut brown ale.",
)
_CHAPTERS = ("Welcome", "How it began", "The main bit", "In summary")


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """All that is known of one episode; ``turns`` are pairs of a label and a text.

    ``chapters`` are titles with their starts as parts of the whole, from 0 to 1.
    """

    number: int
    slug: str
    title: str
    guest: str
    published: datetime
    summary: str
    notes: str
    turns: tuple[tuple[str, str], ...]
    main_bit: int
    drink: str
    lessons: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    chapters: tuple[tuple[float, str], ...]

    @property
    def document(self) -> str:
        """The transcript document, with the show notes at its end."""
        said = [f"{label}: {text}" for label, text in self.turns]
        said.insert(self.main_bit, "\n<mainbit>")
        return "\n".join(
            (
                f" Hosts: {', '.join(HOSTS)}, ",
                f"Guest: {self.guest}",
                "",
                *said,
                "",
                "Endbit",
                f"{self.guest.split()[0]}’s recommended drink.",
                self.drink,
                "",
                f"Key Lessons from {self.guest}",
                *(f"{n} - {lesson}" for n, lesson in enumerate(self.lessons, 1)),
                "",
                "Useful Links",
                *(f"{label}: {url}" for label, url in self.links),
                "",
            )
        )


def talk(number: int) -> Talk:
    """The episode of this number, from 1."""
    random = Random(number)  # the same talk in every run
    guest, subject = _guest_and_subject(number)
    name = guest.lower().replace(" ", "-")
    turns = tuple(_turns(random, guest))
    return Talk(
        number=number,
        slug=f"{number:05}-{name}",
        title=f"{guest}: {subject}",
        guest=guest,
        published=_FIRST + number * _APART,
        summary=f"{guest} talks about {subject}. {_claim(random)}",
        notes=_notes(random, subject),
        turns=turns,
        main_bit=len(turns) // 5,
        drink=random.choice(_DRINKS),
        lessons=tuple(_claim(random) for _ in range(4)),
        links=tuple(
            (f"{guest} on {where}", f"https://{where}.example/{name}-{number}")
            for where in ("photos", "letters", "video")
        ),
        chapters=tuple((n / len(_CHAPTERS), c) for n, c in enumerate(_CHAPTERS)),
    )


def _guest_and_subject(number: int) -> tuple[str, str]:
    """Every pair once in 15,000 numbers."""
    rest, given = divmod(number, len(_GIVEN))
    rest, family = divmod(rest, len(_FAMILY))
    subject = _SUBJECTS[(rest + given) % len(_SUBJECTS)]
    return f"{_GIVEN[given]} {_FAMILY[family]}", subject


def _turns(random: Random, guest: str) -> list[tuple[str, str]]:
    labels = [_initials(name) for name in (*HOSTS, guest, guest)]
    turns: list[tuple[str, str]] = []
    length = 0
    while length < LENGTH - 700:  # the notes at its end
        label = random.choice(labels)
        text = " ".join(_claim(random) for _ in range(random.randint(1, 6)))
        if random.random() < 0.1:
            text += f" <{random.choice(_DIRECTIONS)}>"
        turns.append((label, text))
        length += len(label) + len(text) + 3
    return turns


def _notes(random: Random, subject: str) -> str:
    said = [_claim(random) for _ in range(4)]
    return (
        f"We talk about **{subject}**. {said[0]} {said[1]}\n\n"
        f"* {said[2]}\n* {said[3]}\n\n"
        f"More at [the mill](https://mill.example/{subject.replace(' ', '-')}).\n"
    )


def _claim(random: Random) -> str:
    first, second = random.sample(_THINGS, 2)
    claim = random.choice(_CLAIMS).format(a=first, b=second)
    return claim[0].upper() + claim[1:]


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())
