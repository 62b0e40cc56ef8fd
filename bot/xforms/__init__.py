"""Forms in the language XLSForm: made into XForms by pyxform, their conditions evaluated by XPath."""
