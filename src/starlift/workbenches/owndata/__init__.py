"""Own data: a learner's export, from a folder on their machine to one of two tidy tables in memory.

`files` lists the folder and tells the encoding; `formats` recognises an export by its content; `mapping` guesses which
column is which; `delimited`, `github` and `sarif` read texts; `table` makes a tidy table of them and tells what was
left out; `loading` does all of it. Nothing is fetched, executed or written.
"""
