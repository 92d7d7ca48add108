"""Try a finding under every defensible choice: plans with claims, and how often a claim holds."""

from analysis.robustness.choices import DEFENSIBLE, MOST, choices_for
from analysis.robustness.multiverse import multiverse, told
from analysis.robustness.study_plan import Claim, Plan, PlanError, lock_plan, read_plan, standing

__all__ = [
    "DEFENSIBLE",
    "MOST",
    "Claim",
    "Plan",
    "PlanError",
    "choices_for",
    "lock_plan",
    "multiverse",
    "read_plan",
    "standing",
    "told",
]
