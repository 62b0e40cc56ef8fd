"""Papers: the notice for the boards, the registration sheet, the proof of notice, the calendar entry.

Each is made of facts alone and comes out the same for the same facts. Typst lays the pages out from the
templates that lie beside this file; people's words reach it as data, never as markup.
"""
