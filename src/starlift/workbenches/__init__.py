"""The workbenches: pure models on which a learner does the manager's work and sees what follows from it."""
