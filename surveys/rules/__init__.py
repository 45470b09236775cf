"""The rules of the survey as pure functions: standard library only, no clock, no chance."""
