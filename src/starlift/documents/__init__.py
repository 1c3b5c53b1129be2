"""Documents: one model of a document and its three forms, DOCX to edit, PDF to print and Markdown to paste.

Every text in a document is text: no form reads anything in it as markup.
"""
