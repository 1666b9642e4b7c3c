"""Answers for people, a module a command."""

from typing import TYPE_CHECKING

from wikicli.base.lazy import import_on_demand

if TYPE_CHECKING:
    from wikicli.render.text import check as check
    from wikicli.render.text import cite as cite
    from wikicli.render.text import coverage as coverage
    from wikicli.render.text import dot as dot
    from wikicli.render.text import explain as explain
    from wikicli.render.text import glossary as glossary
    from wikicli.render.text import index as index
    from wikicli.render.text import keeping as keeping
    from wikicli.render.text import languages as languages
    from wikicli.render.text import links as links
    from wikicli.render.text import packs as packs
    from wikicli.render.text import refs as refs
    from wikicli.render.text import romanize as romanize
    from wikicli.render.text import search as search
    from wikicli.render.text import show as show
    from wikicli.render.text import templates as templates
    from wikicli.render.text import term_table as term_table
    from wikicli.render.text import terms as terms
    from wikicli.render.text import where as where
    from wikicli.render.text import works as works
else:
    __getattr__ = import_on_demand(__name__)
