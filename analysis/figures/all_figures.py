"""The figures that notebooks import from analysis.figures."""

from analysis.figures.attribution import first_heard, headline_body, pattern_dots
from analysis.figures.canvas.spots import Spot, spots_of
from analysis.figures.canvas.style import FULL, Mark, outlet_colours, style
from analysis.figures.canvas.text import label
from analysis.figures.collocates import near_words
from analysis.figures.corpus import article_lengths, corpus_timeline, section_shares
from analysis.figures.cue_classes import cue_class_heatmap
from analysis.figures.differences import corrected_dots, difference_dots, paired_dots
from analysis.figures.dispersion import dispersion_scatter
from analysis.figures.event import event_dots
from analysis.figures.frequency import frequent_words
from analysis.figures.keyness import keyness_dots
from analysis.figures.scatter import rate_scatter
from analysis.figures.specifications import specification_curve
from analysis.figures.trends import trend_lines
from analysis.figures.vocabulary import rank_frequency, vocabulary_growth
from analysis.figures.voices import voice_shares

__all__ = [
    "FULL",
    "Mark",
    "Spot",
    "article_lengths",
    "corpus_timeline",
    "corrected_dots",
    "cue_class_heatmap",
    "difference_dots",
    "dispersion_scatter",
    "event_dots",
    "first_heard",
    "frequent_words",
    "headline_body",
    "keyness_dots",
    "label",
    "near_words",
    "outlet_colours",
    "paired_dots",
    "pattern_dots",
    "rank_frequency",
    "rate_scatter",
    "section_shares",
    "specification_curve",
    "spots_of",
    "style",
    "trend_lines",
    "vocabulary_growth",
    "voice_shares",
]
