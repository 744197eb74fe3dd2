"""Views validate, call one service and serialize."""
