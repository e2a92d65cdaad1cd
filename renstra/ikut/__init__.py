"""A Renstra that follows the one of a satker above: what is inherited, what is protected, and how targets compare."""
