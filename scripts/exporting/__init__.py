"""Records on paper and in Word: read from the pages that the site shows, written in the layout of GB/T 9704-2012."""

# Format → the module that writes it, loaded where it is used: each brings a library of its own.
WRITERS = {"docx": "exporting.word", "pdf": "exporting.pdf"}
