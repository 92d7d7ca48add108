"""What different outlets make of the same event: whom they name how, and who is said to do what to whom."""
