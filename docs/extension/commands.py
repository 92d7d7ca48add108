"""The command line, as it explains itself."""

import click

from analysis.cli import main
from docs.extension.numbers import markdown_table

WIDTH = 84  # fits beside the contents of a page
_WHOLE = 1000  # characters of a first sentence, more than any has; a terminal cuts it


def command_line() -> str:
    """Return what each command is for, in a sentence, and a section for each with its own help."""
    rows = [
        [f"[framing {name}](#framing-{name})", command.get_short_help_str(_WHOLE).rstrip(".")]
        for name, command in sorted(main.commands.items())
    ]
    parts = [markdown_table(["command", "what it does"], rows)]
    for name, command in sorted(main.commands.items()):
        parts.append(f"## framing {name}\n\n{_block(command, f'framing {name}')}")
    return "\n\n".join(parts)


def default_of(option: str) -> str:
    """Return the default of an option, as in "run workers"."""
    command, _, name = option.partition(" ")
    options = {parameter.name: parameter.default for parameter in main.commands[command].params}
    value = options[name]
    return f"{value:g}" if isinstance(value, float) else str(value)


def _block(command: click.Command, name: str) -> str:
    settings = main.context_settings if command is main else {"help_option_names": ["-h", "--help"]}
    context = click.Context(command, info_name=name, terminal_width=WIDTH, **settings)
    return f"```none\n{command.get_help(context)}\n```"
