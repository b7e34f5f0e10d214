"""Imports the built /anki.txt into a real, empty Anki collection, twice: `npm run test:anki`."""

import html
import json
import os
import pathlib
import re
import tempfile
import unittest

from anki.collection import Collection, ImportCsvRequest

DIST = pathlib.Path(__file__).parents[2] / os.environ.get("SITE_OUT", "dist")
DECK = DIST / "anki.txt"


def expected_ids():
    """A note for each exercise and for each of its settings, by the lists that the site itself publishes."""
    for exercise in json.loads((DIST / "exercises.json").read_text())["exercises"]:
        name = exercise["id"]
        yield f"scaling-workbook:{name}"
        settings = DIST / "exercises" / f"{name}.json"
        for setting in json.loads(settings.read_text()) if settings.exists() else {}:
            # The exercise's own numbers stand there under the empty name.
            if setting:
                yield f"scaling-workbook:{name}@{setting}"


class ImportedDeck(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.collection = Collection(str(self.folder / "collection.anki2"))
        self.addCleanup(self.collection.close)

    def take_in(self, path=DECK):
        """Imports as Anki's own dialogue does when nothing in it is changed; returns what Anki noted."""
        metadata = self.collection.get_csv_metadata(path=str(path), delimiter=None)
        return self.collection.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log

    def notes(self):
        return {note.guid: note for note in map(self.collection.get_note, self.collection.find_notes(""))}

    def test_every_exercise_and_setting_arrives_under_its_permanent_id(self):
        log = self.take_in()
        notes = self.notes()
        self.assertEqual(sorted(notes), sorted(expected_ids()))
        self.assertEqual(len(log.new), len(notes))
        for refused in (log.duplicate, log.conflicting, log.missing_notetype, log.missing_deck, log.empty_first_field):
            self.assertEqual(len(refused), 0)

    def test_notes_lie_in_the_books_deck_as_basic_cards_with_their_tags(self):
        self.take_in()
        for guid, note in self.notes().items():
            cards = note.cards()
            self.assertEqual(len(cards), 1, guid)
            self.assertEqual(self.collection.decks.name(cards[0].did), "Scaling Workbook", guid)
            self.assertEqual(list(note.keys()), ["Front", "Back"], guid)
            kind = "other-numbers" if "@" in guid else "first"
            self.assertIn(f"scaling-workbook::{kind}", note.tags, guid)

    def test_the_question_is_in_front_and_answer_and_derivation_on_the_back(self):
        self.take_in()
        note = self.notes()["scaling-workbook:h100-ridge-point"]
        # 989.4 TFLOP/s over 3.35 TB/s, worked out on paper.
        self.assertIn("989.4 TFLOP/s", note["Front"])
        self.assertNotIn("295.343", note["Front"])
        self.assertIn("295.343", note["Back"])
        for guid, other in self.notes().items():
            # The list of a derivation is written without spaces; a question may hold a list of its own.
            self.assertNotIn("<ol><li>", other["Front"], guid)
            self.assertIn("<b>", other["Back"], guid)
        self.assertIn("<ol><li>", note["Back"])

    def test_formulas_are_tex_that_anki_hands_to_mathjax_whole(self):
        self.take_in()
        formulas = 0
        for guid, note in self.notes().items():
            for name, text in note.items():
                opened = re.findall(r"\\\(|\\\[", text)
                closed = re.findall(r"\\\)|\\\]", text)
                self.assertEqual(len(opened), len(closed), f"{guid} {name}")
                for tex in re.findall(r"\\\((.*?)\\\)|\\\[(.*?)\\\]", text):
                    plain = re.sub(r"\\[{}]", "", html.unescape("".join(tex)))
                    self.assertEqual(plain.count("{"), plain.count("}"), f"{guid} {name}: {plain}")
                    self.assertNotIn("<", "".join(tex), f"{guid} {name}")
                    formulas += 1
            # What the card shows must be what was imported: a template would have replaced double braces.
            shown = note.cards()[0].question()
            self.assertIn(note["Front"], shown, guid)
        self.assertGreater(formulas, 500)

    def test_a_second_import_makes_no_second_note(self):
        self.take_in()
        before = {guid: note.id for guid, note in self.notes().items()}
        log = self.take_in()
        self.assertEqual({guid: note.id for guid, note in self.notes().items()}, before)
        self.assertEqual(len(log.new), 0)

    def test_a_later_file_renews_the_note_and_leaves_its_schedule(self):
        self.take_in()
        card = self.notes()["scaling-workbook:relu-intensity"].cards()[0]
        self.collection.sched.set_due_date([card.id], "12")
        due = self.collection.get_card(card.id).due
        later = self.folder / "later.txt"
        text = DECK.read_text()
        title = json.loads((DIST / "exercises.json").read_text())
        title = next(one["title"] for one in title["exercises"] if one["id"] == "relu-intensity")
        self.assertIn(title, text)
        later.write_text(text.replace(title, f"{title}, told anew"))
        log = self.take_in(later)
        self.assertGreater(len(log.updated), 0)
        self.assertIn("told anew", self.notes()["scaling-workbook:relu-intensity"]["Front"])
        self.assertEqual(self.collection.get_card(card.id).due, due)


if __name__ == "__main__":
    unittest.main()
