"""The spaCy pipeline: tokenizer, components, what they keep in a Doc, scores. The only folder that imports spaCy.

spaCy imports the modules that are entry points for every `blank()` and `load()` of an environment, so that none of
them imports a runtime, and all but spaCy and the plain records is imported when it is first used.
"""
