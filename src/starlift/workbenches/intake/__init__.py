"""Intake: six months of requests, what they are made of, rules for them, and the same six months again under the rules.

`content` holds the parameters, `requests` draws the requests, `policy` says what the learner may decide, `routing` what
a policy does to one request, `simulation` what happens when all of them meet five engineers, `outcomes` what came of it
over several draws, `composition` what the queue is made of, and `pictures` draws it.
"""
