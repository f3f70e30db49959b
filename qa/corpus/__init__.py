"""Files of a folder → articles → sentences, units and passages."""
