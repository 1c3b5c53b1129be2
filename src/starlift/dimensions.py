"""The nine dimensions of an answer, by id: four of craft, five signals of a manager."""

CRAFT = ("situation", "task", "action", "result")
SIGNALS = ("intake", "risk_decision", "conflict", "coaching", "operating_system")
DIMENSIONS = (*CRAFT, *SIGNALS)
