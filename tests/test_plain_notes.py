from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.render.plain_notes import LONGEST, plain_notes, text_of

from .builders import a_podcast, an_episode
from .test_notes import FULL

PAGE = "https://paper.example/episodes/001-rag-paper/"


def test_plain_notes_spell_out_their_links() -> None:
    assert text_of(FULL, PAGE) == (
        "How rags became paper.\n"
        "00:00:00 Hello\n"
        "00:40:00 Rags & ropes\n"
        "01:20:00 Goodbye\n"
        "Thanks\n"
        "To everybody at the mill (https://mill.example/).\n"
        "Key lessons\n"
        "- Rags beat wood\n"
        "- Sizing ‹ soaking\n"
        "Useful links\n"
        "- The mill (https://mill.example/?a=1&b=2)\n"
        "- https://paper.example/guild\n"
        "Nora’s recommended drink\n"
        "Nettle tea.\n"
        "Hot, with milk & honey.\n"
        "Book of the week\n"
        "On Paper\n"
        "\n"
        f"{PAGE}"
    )


def test_they_are_a_file_beside_the_page() -> None:
    (output,) = plain_notes(a_podcast(an_episode(notes="*Thanks.*")))

    assert output.make is not None
    assert (str(output.path), output.make().decode()) == (
        "episodes/001-rag-paper/notes.txt",
        f"How rags became paper.\nThanks.\n\n{PAGE}\n",
    )


@settings(deadline=None, max_examples=50)
@given(
    st.text(st.sampled_from("ab &<>\"'é紙😀\n*_[](#`-1."), max_size=300),
    st.sampled_from([1, 30, 600]),
)
def test_youtube_takes_them_whatever_was_written(words: str, times: int) -> None:
    text = text_of(an_episode(summary=words, notes=words * times), PAGE)

    assert len(text) <= LONGEST
    assert not {"<", ">"} & set(text)
    assert text.endswith(f"\n{PAGE}")
