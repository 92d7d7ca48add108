"""Run notebooks: parameters, plan, processes, publication, ledger."""
