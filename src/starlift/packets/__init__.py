"""Packets: documents for the four uses of a story, and the papers of two workbenches, of the learner's own words.

`source` finds the words, `check` what in them may be confidential. `material` cuts them into sentences with what each
speaks for, `choosing` takes those that fit into a use's length, and `sections` lays them out as
`stories/questions.yaml` says. `making` finds the packet that was asked for; `files` writes it, with the `note` for its
author.
"""
