"""Ask the next question in JupyterLab, and keep the answer as a cell that makes it again."""

from analysis.interactive.explorer import Explorer, explore
from analysis.interactive.filters import terms_like

__all__ = ["Explorer", "explore", "terms_like"]
