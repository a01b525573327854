"""The inside of a Word file: its parts read, put in order, and given to mammoth as a plain file.

What mammoth sees was written here from beginning to end. So the many ways to say one thing (styles on styles, automatic
numbers, tracked changes, text boxes said twice) are settled once, and nothing of a hostile file goes further.
"""
