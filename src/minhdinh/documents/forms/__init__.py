"""One folder a form: form.py (what it says), make_template.py and template.docx (how it looks)."""
