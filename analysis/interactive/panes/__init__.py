"""The panes of the explorer: each shows one thing, and tells by a message what was clicked in it."""

from analysis.interactive.panes.article_pane import ArticlePane
from analysis.interactive.panes.button_pane import Button, ButtonPane
from analysis.interactive.panes.choice_pane import Choice, ChoicePane, Group
from analysis.interactive.panes.figure_pane import FigurePane
from analysis.interactive.panes.passage_pane import PassagePane
from analysis.interactive.panes.plot_pane import PlotPane, Strip
from analysis.interactive.panes.row_pane import RowPane

__all__ = [
    "ArticlePane",
    "Button",
    "ButtonPane",
    "Choice",
    "ChoicePane",
    "FigurePane",
    "Group",
    "PassagePane",
    "PlotPane",
    "RowPane",
    "Strip",
]
