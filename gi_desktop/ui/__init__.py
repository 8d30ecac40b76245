"""The wizard (填报向导): the only room that knows Qt."""
